using System.Text.RegularExpressions;
using Visuel.Composer.Lexicons;
using Visuel.Composer.Pictograms;
using Visuel.Words;

namespace Visuel.Composer.Understanding;

/// <summary>Reads a text: concepts first, then the keywords of what is left.</summary>
internal sealed class TitleReader(Lexicon lexicon, KeywordIndex keywords, StopWords stopWords)
{
    // Beside a concept, a single word needs a higher weight than alone: a wrong companion is worse than none.
    private const float SureBesideConcept = 1.1f;
    private const float SureAlone = .8f;
    private const float SureToLead = 2.2f;
    private const float CircumstancePenalty = 8;

    // "-30 % sur les chaussures"; "80 % des salariés" is a statistic.
    private static readonly Regex Rebate =
        new(@"[-–−]\s?[0-9]{1,2}\s?%", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static readonly HashSet<string> Auxiliaries =
        new(StringComparer.Ordinal) { "a", "ai", "as", "ont", "avons", "avez", "avait", "ayant" };

    private readonly Negations negations = new(stopWords);

    public TitleReading Read(string text)
    {
        var words = WordSplitter.Split(Rebate.Replace(text, " promotion "));
        var denied = negations.In(words);
        var language = LanguageGuess.Of(text, words);
        var used = Participles(words);
        var mentions = lexicon.Find(words, language, denied, used);
        var accepted = mentions.Any(mention => !mention.Denied) ? SureBesideConcept : SureAlone;
        var free = Enumerable.Range(0, words.Count)
            .Where(place => !used[place] && !denied.ContainsKey(place) && !stopWords.Contains(words[place]));
        var hits = free
            .Select(place => (Place: place, Hit: keywords.Find(words[place], language).FirstOrDefault()))
            .Where(found => found.Hit?.Weight > accepted)
            .Select(found => (found.Place, Hit: found.Hit!))
            .OrderByDescending(found => found.Hit.Weight)
            .ToList();
        var firstConcept = mentions.Select(mention => mention.Start).DefaultIfEmpty(0).Min();
        var leading = hits.Find(
            found => found.Place < firstConcept && found.Hit.IsName && found.Hit.Weight > SureToLead).Hit;
        var deniedHits = denied.Keys.Where(place => place < words.Count)
            .SelectMany(place => keywords.Find(words[place], language)).ToList();
        List<Mention> ordered = [.. mentions.OrderBy(Precedence)];
        var namedHero = ordered.Find(mention => !mention.Denied) is { } first ? NamedBy(first, words, language) : null;
        return new TitleReading(
            ordered, [.. hits.Select(found => found.Hit)], leading, namedHero, deniedHits,
            ColourWords.In(words.Where((_, place) => !denied.ContainsKey(place))));
    }

    /// <summary>The pictogram that the words of a concept name, or null. One word of a longer phrase is not enough: ice
    /// hockey is no ice cube, and Mother's Day no party.</summary>
    private string? NamedBy(Mention mention, IReadOnlyList<Word> words, Language language)
    {
        if (mention.Length > 1)
        {
            return null;
        }

        var own = mention.Concept.Heroes.Concat(mention.Concept.Satellites).Select(PictogramLibrary.Plain)
            .ToHashSet(StringComparer.Ordinal);
        var hits = keywords.Find(words[mention.Start], language)
            .Where(hit => own.Contains(hit.Pictogram.Symbol))
            .DistinctBy(hit => hit.Pictogram.Symbol, StringComparer.Ordinal)
            .ToList();
        return (hits.Find(hit => hit.IsName) ?? (hits.Count == 1 ? hits[0] : null))?.Pictogram.Symbol;
    }

    /// <summary>The rank of a concept, the lowest first: early and long phrases before others, circumstances
    /// last.</summary>
    private static float Precedence(Mention mention) =>
        (mention.Start * .6f) - mention.Length + (mention.Concept.Circumstance ? CircumstancePenalty : 0);

    /// <summary>"a été livrée" is not about summer: the participle counts as used.</summary>
    private static bool[] Participles(IReadOnlyList<Word> words)
    {
        var used = new bool[words.Count];
        for (var place = 1; place < words.Count; place++)
        {
            used[place] = words[place].Text is "ete" && Auxiliaries.Contains(words[place - 1].Text);
        }

        return used;
    }
}
