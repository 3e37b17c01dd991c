namespace Visuel.Words.Tests;

public sealed class WordDataTests
{
    [Fact]
    public void The_data_has_no_bad_line() => Assert.Empty(WordData.Problems());

    [Theory]
    [InlineData("pain", "fields")]
    [InlineData("pain = ", "none empty")]
    [InlineData("pain = bread = bread on a board", "French")]
    [InlineData("pain = bread = a = b = c", "fields")]
    [InlineData("pain = 3 loaves", "digit")]
    [InlineData("pain = \"bread\"", "quote")]
    [InlineData(
        "pain = one two three four five six seven and one two three four five six seven and one two three four five",
        "words")]
    public void A_bad_line_is_named_with_its_number_and_its_reason(string line, string reason)
    {
        var lines = WordLine.From("things.fr.txt", ["# about", "## food", "vin = wine", line]).ToList();
        Assert.Equal(["vin"], WordData.Thing(lines[0]).Names);
        var wrong = Assert.Throws<FormatException>(() => WordData.Thing(lines[1]));
        Assert.StartsWith("things.fr.txt(4): ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(reason, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thing_without_a_domain_and_an_idea_without_a_kind_are_bad() => Assert.All(
        (Action[])
        [
            () => WordData.Thing(WordLine.From("things.fr.txt", ["## fod", "vin = wine"]).Single()),
            () => WordData.Idea(WordLine.From("ideas.txt", ["## ideas", "oser = diver = plongeur"]).Single()),
            () => WordData.SensesOf(Line("avocat ; ripe avocado ; lawyer : droit")),
            () => WordData.SensesOf(Line("avocat ; ; lawyer / avocat")),
        ],
        read => Assert.Throws<FormatException>(read));

    private static WordLine Line(string text) => WordLine.From("senses.fr.txt", [text]).Single();

    [Fact]
    public void The_data_is_as_large_as_was_promised()
    {
        var things = WordData.AllThings().ToList();
        var ideas = WordData.AllIdeas().Select(idea => idea.Entry).ToList();
        Assert.True(things.Sum(thing => thing.Names.Count) > 8000);
        Assert.True(things.Count(thing => thing.Entry.Scene is not null) > 400);
        Assert.True(WordData.AllSenses().Count() > 120);
        Assert.True(ideas.Count > 500);
    }

    [Fact]
    public void Every_scene_leaves_room_for_composition_and_style() => Assert.DoesNotContain(
        WordData.AllThings().Select(thing => thing.Entry.Scene ?? thing.Entry.English)
            .Concat(WordData.AllIdeas().Select(idea => idea.Entry.English)),
        scene => ClipTokens.Shared.Count(scene) > 35);
}
