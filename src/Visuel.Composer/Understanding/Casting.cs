using Visuel.Composer.Lexicons;
using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Understanding;

/// <summary>Chooses the pictograms: the hero, then the companions. None appears twice, and none that the words
/// deny.</summary>
internal sealed class Casting(PictogramLibrary library)
{
    private const int Wanted = 7;
    private const int LeadingConcepts = 4;

    // Where the only concepts are circumstances ("Le guide de la licorne"), a named thing becomes the hero.
    private const float SureEnoughToLead = 1.6f;

    /// <param name="turn">A number that grows by one from one seed to the next: it alternates the heroes.</param>
    public IReadOnlyList<Pictogram> Cast(
        TitleReading title, IReadOnlyList<Concept> concepts, IReadOnlySet<string> forbidden,
        ContentHabits habits, ulong turn)
    {
        var cast = new List<Pictogram>();
        void Add(IEnumerable<string> symbols) =>
            cast.AddRange(symbols.Select(library.Find).OfType<Pictogram>()
                .Where(pictogram => !forbidden.Contains(pictogram.Symbol)));

        var named = title.Hits.Where(hit => !forbidden.Contains(hit.Pictogram.Symbol)).ToList();
        var namedLeads = concepts.Count == 0
            || (concepts[0].Circumstance && named.Count > 0 && named[0].Weight > SureEnoughToLead);
        var first = title.LeadingHit is { } leading && named.Contains(leading)
            ? leading
            : named.FirstOrDefault(_ => namedLeads);
        if (first is not null)
        {
            cast.Add(first.Pictogram);
        }

        if (concepts.Count > 0)
        {
            Add(Leading(title, concepts[0], forbidden, turn));
            Add(concepts.Skip(1).Take(2).Select(concept => concept.Heroes[0]));
        }

        cast.AddRange(named.Take(4).Select(hit => hit.Pictogram));
        Add(InTurns(concepts.Take(LeadingConcepts).Select(concept => concept.Satellites).ToList()));
        if (cast.Count > 0)
        {
            Add(concepts.Take(1).SelectMany(concept => concept.Heroes));
            Add(GenericSet.Companions);
        }
        else
        {
            Add(Rotated(habits.Symbols, turn));
        }

        return [.. cast.DistinctBy(pictogram => pictogram.Symbol, StringComparer.Ordinal).Take(Wanted)];
    }

    /// <summary>The pictograms that may be the hero: the chosen one, and the other one of its concept.</summary>
    public IReadOnlyList<Pictogram> Leads(Pictogram hero, IReadOnlyList<Concept> concepts)
    {
        var heroes = concepts.Take(1).SelectMany(concept => concept.Heroes.Take(2)).Select(library.Find)
            .OfType<Pictogram>().ToList();
        return heroes.Contains(hero) ? heroes : [hero];
    }

    /// <summary>The hero of the leading concept: the pictogram that the words name, else one of its first two
    /// heroes.</summary>
    private static IEnumerable<string> Leading(
        TitleReading title, Concept concept, IReadOnlySet<string> forbidden, ulong turn) =>
        title.NamedHero is { } named && !forbidden.Contains(named)
            ? [named]
            : Rotated([.. concept.Heroes.Take(2)], turn).Take(1);

    private static IEnumerable<string> Rotated(IReadOnlyList<string> symbols, ulong turn) =>
        symbols.Select((_, place) => symbols[(int)(((ulong)place + turn) % (ulong)symbols.Count)]);

    /// <summary>The first of each list, then the second of each…</summary>
    private static IEnumerable<string> InTurns(List<IReadOnlyList<string>> lists) =>
        from place in Enumerable.Range(0, lists.Count == 0 ? 0 : lists.Max(list => list.Count))
        from list in lists
        where place < list.Count
        select list[place];
}
