using Visuel.Composer.Lexicons;
using Visuel.Composer.Palettes;
using Visuel.Composer.Pictograms;
using Visuel.Composer.Scenes;
using Visuel.Composer.Understanding;
using Visuel.Words;

namespace Visuel.Composer.Tests;

public sealed class LexiconTests
{
    private static readonly IReadOnlyList<Trigger> Triggers = [.. LexiconReader.Read()];
    private static readonly IReadOnlyList<Concept> Concepts =
        [.. Triggers.Select(trigger => trigger.Concept).Distinct()];

    [Fact]
    public void Holds_a_calendar_of_concepts_in_two_languages()
    {
        Assert.True(Concepts.Count >= 300, $"{Concepts.Count} concepts");
        Assert.All(Concepts, concept => Assert.Equal(2, Triggers.Where(
            trigger => trigger.Concept == concept).Select(trigger => trigger.Language).Distinct().Count()));
        Assert.Equal(Concepts.Count, Concepts.Select(concept => concept.Id).Distinct().Count());
    }

    [Fact]
    public void Names_only_pictograms_that_exist()
    {
        var library = new PictogramLibrary();
        Assert.DoesNotContain(
            Concepts.SelectMany(concept => concept.Heroes.Concat(concept.Satellites)),
            symbol => library.Find(symbol) is null);
        Assert.All(Concepts, concept => Assert.NotEmpty(concept.Heroes));
    }

    [Fact]
    public void Names_only_scenes_and_moods_that_exist()
    {
        Assert.Empty(
            Concepts.SelectMany(concept => concept.Scenes).Where(scene => SceneCatalog.Find(scene) is null).Distinct());
        Assert.Empty(Concepts.SelectMany(concept => concept.Moods)
            .Where(mood => !PaletteCatalog.All.Any(palette => palette.Has(mood))).Distinct());
    }

    [Fact]
    public void Every_symbol_of_a_content_type_is_in_the_library()
    {
        var library = new PictogramLibrary();
        Assert.DoesNotContain(
            ContentHabits.All.SelectMany(habits => habits.Symbols), symbol => library.Find(symbol) is null);
    }

    [Fact]
    public void No_trigger_calls_two_concepts_in_one_language() => AssertNone(Triggers.GroupBy(Phrase));

    [Fact]
    public void No_trigger_calls_two_concepts_across_languages_unless_it_is_marked_as_a_false_friend() =>
        AssertNone(Triggers.Where(trigger => !trigger.Strict).GroupBy(trigger => string.Join(' ', trigger.Stems)));

    private static (Language Language, string Stems) Phrase(Trigger trigger) =>
        (trigger.Language, string.Join(' ', trigger.Stems));

    private static void AssertNone<TKey>(IEnumerable<IGrouping<TKey, Trigger>> groups)
    {
        var doubles = groups
            .Select(group => (group.Key, Concepts: group.Select(trigger => trigger.Concept.Id).Distinct().ToList()))
            .Where(group => group.Concepts.Count > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Concepts)}")
            .ToList();
        Assert.True(doubles.Count == 0, string.Join("; ", doubles));
    }
}
