using Visuel.Composer.Chance;
using Visuel.Composer.Lexicons;
using Visuel.Composer.Pictograms;
using Visuel.Words;

namespace Visuel.Composer.Understanding;

/// <summary>Finds the subject of a brief. The concepts of the title come first; the description only adds to
/// them.</summary>
internal sealed class BriefReader(TitleReader reader, Casting casting)
{
    public Subject Read(CompositionBrief brief, long seed)
    {
        var habits = ContentHabits.Of(brief.ContentType);
        var (words, more) = (Folding.Fold(brief.Words), Folding.Fold(brief.Description ?? string.Empty));
        var fingerprint = Fingerprint.Of($"{Illustrator.Version}|{habits.Name}|{words}|{more}");
        var title = reader.Read(brief.Words);
        var description = reader.Read(brief.Description ?? string.Empty);
        var concepts = title.Mentions.Concat(description.Mentions)
            .Where(mention => !mention.Denied)
            .Select(mention => mention.Concept)
            .DistinctBy(concept => concept.Id, StringComparer.Ordinal)
            .Where(concept => !IsDenied(concept, title, description))
            .ToList();
        var cast = casting.Cast(
            title, concepts, Forbidden(title, description, concepts), habits,
            unchecked((ulong)seed + fingerprint));
        var isGeneric = concepts.Count == 0 && title.Hits.Count == 0;
        return new Subject(
            cast,
            casting.Leads(cast[0], concepts),
            [.. concepts.Select(concept => concept.Id)],
            Moods(concepts, cast[0], isGeneric),
            Scenes(concepts, cast[0], isGeneric),
            title.Colour ?? description.Colour,
            habits,
            fingerprint);
    }

    private static bool IsDenied(Concept concept, TitleReading title, TitleReading description) =>
        title.Mentions.Concat(description.Mentions)
            .Any(mention => mention.Denied && string.Equals(mention.Concept.Id, concept.Id, StringComparison.Ordinal));

    /// <summary>
    /// The pictograms that the denied words name. The heroes of a concept that is not denied stay: a cake has the tag
    /// "sugar", and a sugar-free cake is still a cake.
    /// </summary>
    private static HashSet<string> Forbidden(TitleReading title, TitleReading description, List<Concept> concepts)
    {
        var denied = title.Mentions.Concat(description.Mentions).Where(mention => mention.Denied)
            .Select(mention => mention.Concept).ToList();
        var kept = concepts.SelectMany(concept => concept.Heroes).Select(PictogramLibrary.Plain)
            .ToHashSet(StringComparer.Ordinal);
        var named = title.DeniedHits.Concat(description.DeniedHits).ToList();
        var tagged = named.Where(hit => !hit.IsName)
            .Select(hit => hit.Pictogram.Symbol)
            .Concat(denied.SelectMany(concept => concept.Satellites).Select(PictogramLibrary.Plain))
            .Where(symbol => !kept.Contains(symbol));
        return tagged
            .Concat(named.Where(hit => hit.IsName).Select(hit => hit.Pictogram.Symbol))
            .Concat(denied.SelectMany(concept => concept.Heroes).Select(PictogramLibrary.Plain))
            .ToHashSet(StringComparer.Ordinal);
    }

    private static List<string> Moods(List<Concept> concepts, Pictogram hero, bool isGeneric)
    {
        // Without a recognised word the seed chooses the hero. Moods that follow the hero would give each seed another
        // list of palettes.
        if (isGeneric)
        {
            return [];
        }

        var moods = concepts.Take(3).SelectMany(concept => concept.Moods).Distinct(StringComparer.Ordinal).ToList();
        return moods.Count > 0 ? moods : [.. GroupHabits.Moods(hero.Group)];
    }

    private static List<string> Scenes(List<Concept> concepts, Pictogram hero, bool isGeneric)
    {
        if (isGeneric)
        {
            return [.. GenericSet.Scenes];
        }

        var scenes = concepts.Take(1).SelectMany(concept => concept.Scenes)
            .Concat(concepts.Skip(1).Take(1).SelectMany(concept => concept.Scenes.Take(1)))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return scenes.Count > 0 ? scenes : [.. GroupHabits.Scenes(hero.Group)];
    }
}
