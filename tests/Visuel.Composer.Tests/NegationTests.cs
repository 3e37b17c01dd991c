namespace Visuel.Composer.Tests;

public sealed class NegationTests
{
    [Theory]
    [InlineData("Un gâteau sans sucre", "🍰 🧁", "🍬 🍭 🍩 🍫 🍯")]
    [InlineData("Prenez le train plutôt que l'avion", "🚄 🚆", "✈ 🛫 🛬")]
    [InlineData("Le vélo au lieu de la voiture", "🚲 🚴", "🚗 🚙 🚘")]
    [InlineData("Cocktails sans alcool pour l'été", "🍹 🍸", "🍷 🍺")]
    [InlineData("Walk your dog instead of your cat", "🐕 🐶", "🐈 🐱")]
    [InlineData("Pizza without cheese", "🍕", "🧀")]
    [InlineData("Sugar-free chocolate", "🍫", "🍬 🍭 🍩")]
    [InlineData("Pas de viande : des légumes !", "🥗 🥑", "🥩 🍖")]
    [InlineData("Une maison sans plastique ni gluten", "🏡 🏠", "🥤 🧴 🌾")]
    [InlineData("Moins de sucre, plus de fruits", "🍓 🍊", "🍬 🍭")]
    public void What_is_set_aside_is_not_shown(string title, string heroes, string absent)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var cast = Drawing.Read(title, seed: seed).Pictograms.Select(pictogram => pictogram.Symbol).ToList();
            Assert.Contains(cast[0], heroes.Split(' '));
            Assert.Empty(cast.Intersect(absent.Split(' ')));
        }
    }

    [Theory]
    [InlineData("Jamais sans mon café", "☕")]
    [InlineData("Not only for dogs", "🐕 🐶")]
    [InlineData("N'oubliez pas votre crème solaire", "🧴 🧼")]
    [InlineData("Objectif zéro déchet", "♻ 🗑")]
    public void What_only_looks_denied_is_shown(string title, string heroes) =>
        Assert.All(Drawing.Heroes(title), hero => Assert.Contains(hero, heroes.Split(' ')));

    [Fact]
    public void With_nothing_left_the_picture_is_generic() => Assert.Empty(Drawing.Read("Sans sucre").Concepts);
}
