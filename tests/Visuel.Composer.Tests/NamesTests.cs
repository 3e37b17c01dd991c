namespace Visuel.Composer.Tests;

public sealed class NamesTests
{
    [Fact]
    public void Concepts_and_pictograms_have_a_name_in_both_languages()
    {
        var image = Drawing.Compose("Recette de tarte aux pommes", "article");
        Assert.All(
            image.Concepts, concept => Assert.NotEqual(concept, Drawing.Illustrator.NameOfConcept(concept, "fr")));
        Assert.All(image.Pictograms, symbol => Assert.DoesNotContain(
            symbol, (string[])[Drawing.Illustrator.NameOfPictogram(symbol, "fr"), Drawing.Illustrator.NameOfPictogram(
                symbol, "en")]));
        Assert.Equal(("tarte", "pie"), (
            Drawing.Illustrator.NameOfPictogram("🥧", "fr"), Drawing.Illustrator.NameOfPictogram("🥧", "en")));
    }

    [Fact]
    public void What_is_not_known_any_more_keeps_the_name_it_was_kept_under()
    {
        Assert.Equal("gone", Drawing.Illustrator.NameOfConcept("gone", "fr"));
        Assert.Equal("?", Drawing.Illustrator.NameOfPictogram("?", "en"));
    }
}
