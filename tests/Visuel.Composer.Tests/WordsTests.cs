namespace Visuel.Composer.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Un site simple mais efficace", "cereals")]
    [InlineData("MAIS OÙ ALLER EN MAI ?", "cereals")]
    [InlineData("Le jeudi de Marie", "wedding")]
    [InlineData("On rentre tard", "backtoschool")]
    public void A_word_is_not_another_word_whose_accent_is_missing(string title, string concept) =>
        Assert.DoesNotContain(concept, Drawing.Read(title).Concepts);

    [Theory]
    [InlineData("Champ de maïs", "cereals")]
    [InlineData("Récolte du maïs", "cereals")]
    [InlineData("RECOLTE DU MAÏS", "cereals")]
    [InlineData("Le velo en ete", "cycling")]
    [InlineData("Marche de Noel", "christmas")]
    public void A_missing_accent_loses_no_word_that_means_nothing_else(string title, string concept) =>
        Assert.Contains(concept, Drawing.Read(title).Concepts);
}
