using SkiaSharp;
using Visuel.Composer.Lettering;
using Visuel.Composer.Palettes;
using Visuel.Composer.Scenes;

namespace Visuel.Composer.Tests;

public sealed class TitleTests
{
    private static readonly TitleFont Font = new();

    private static readonly string[] Titles =
    [
        "Yoga",
        "Les meilleures pratiques du télétravail en 2024",
        "Soldes d'été\u202F: jusqu'à -30\u202F% sur tout le magasin, en ligne et en boutique, pendant une semaine " +
        "seulement, et un cadeau pour chaque client qui vient avec un ami ou avec sa famille avant samedi à midi " +
        "chez nous",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter",
        "🎉 Bravo 🎉 à tous 🥳",
        "Où ? À l'Œuvre « Été » — 9,90 €",
    ];

    public static TheoryData<string> SceneNames => [.. SceneCatalog.All.Select(scene => scene.Name)];

    [Theory]
    [MemberData(nameof(SceneNames))]
    public void Title_and_art_never_meet_and_nothing_is_cut(string scene)
    {
        var faults = new List<string>();
        foreach (var (width, height) in Drawing.Formats)
        {
            foreach (var (place, title) in Titles.Index())
            {
                for (var seed = 1; seed <= Drawing.Seeds; seed++)
                {
                    var type = (string[])["article", "social"];
                    var brief = new CompositionBrief("Girafe", null, type[(place + seed) % 2]) { Title = title };
                    faults.AddRange(
                        FaultsOf(Drawing.Illustrator.Trace(brief, width, height, seed, scene), width, height).Select(
                            fault => $"{width}x{height} seed {seed} '{title}': {fault}"));
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void The_ink_reads_on_its_card_in_every_palette_and_every_brand()
    {
        var brands = from main in (string[])["#000000", "#FFFFFF", "#FFEE00", "#0B5FFF"]
                     from accent in (string[])["#FF7A1A", "#FFFFFF"]
                     select BrandColours.TryParse(main, accent)!;
        var palettes = PaletteCatalog.All.Concat(from brand in brands
                                                 from palette in PaletteCatalog.All
                                                 select brand.Dress(palette));
        Assert.All(
            palettes, palette => Assert.True(Headline.Ink(palette).ContrastTo(SKColors.White) >= 4.5, palette.Name));
    }

    [Theory]
    [InlineData("Où ? Ici !", "Où\u00A0?|Ici\u00A0!")]
    [InlineData("30 % de « remise »", "30\u00A0%|de|«\u00A0remise\u00A0»")]
    [InlineData("  deux\u0007\tmots ", "deux|mots")]
    [InlineData("9\u202F€ net", "9\u00A0€|net")]
    [InlineData("🎉 fête 🎉", "fête")]
    public void Blanks_are_set_as_the_language_wants_and_what_has_no_letter_is_left_out(string title, string words) =>
        Assert.Equal(words.Split('|'), TitleText.Words(title, Font));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("🎉🥳")]
    [InlineData("مرحبا بكم في متجرنا")]
    [InlineData("新しいお店")]
    [InlineData("\u0000\u0001")]
    public void A_title_that_cannot_be_set_is_not_set_and_the_picture_is_drawn(string title)
    {
        var image = Drawing.Illustrator.Compose(
            new CompositionBrief("Girafe", null, "ad") { Title = title }, 256, 256, 1);
        Assert.False(image.HasTitle);
        Assert.True(image.Png.Span.SequenceEqual(Drawing.Compose("Girafe", "ad", 1, 256, 256).Png.Span));
    }

    [Fact]
    public void Two_thousand_characters_are_cut_and_end_with_an_ellipsis()
    {
        var block = TitleBlock.Set(
            TitleText.Words(string.Concat(Enumerable.Repeat("mot ", 500)), Font)!, Font, 800, 200, 1);
        Assert.InRange(block.Lines.Count, 2, 3);
        Assert.EndsWith("…", block.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_even_and_no_little_word_stands_alone()
    {
        var lines = LineBreaker.Break(["Vendanges", "en", "Bourgogne"], text => text.Length, 12, 3, mayBeShort: false);
        Assert.Equal(["Vendanges", "en Bourgogne"], lines);
        Assert.Null(LineBreaker.Break(["Vendanges", "en", "Bourgogne"], text => text.Length, 9, 3, mayBeShort: false));
        Assert.Equal(
            3, LineBreaker.Break(["Vendanges", "en", "Bourgogne"], text => text.Length, 9, 3, mayBeShort: true)!.Count);
    }

    [Fact]
    public void The_same_title_is_the_same_bytes_and_another_another_picture()
    {
        var brief = new CompositionBrief("Girafe", null, "ad") { Title = "Bonjour" };
        byte[] Draw(CompositionBrief order) => new Illustrator().Compose(order, 256, 256, 4).Png.ToArray();
        Assert.Equal(Draw(brief), Draw(brief));
        Assert.NotEqual(Draw(brief), Draw(brief with { Title = "Bonsoir" }));
    }

    [Fact]
    public void Brands_differ_from_each_other_and_from_none()
    {
        var brief = new CompositionBrief("Girafe", null, "ad");
        var brands =
            new[] { null, BrandColours.TryParse("#0B5FFF", "#FF7A1A"), BrandColours.TryParse("8A1538", "#F2C14E") };
        var images = brands.Select(brand => Drawing.Illustrator.Compose(brief with { Brand = brand }, 256, 256, 1))
            .ToList();
        Assert.Equal(3, images.Select(image => Convert.ToHexString(image.Png.Span)).Distinct().Count());
        Assert.Equal("brand", images[1].Palette);
    }

    [Theory]
    [InlineData("#12345", "#123456")]
    [InlineData("#123456", "red")]
    [InlineData("#GGGGGG", "#123456")]
    [InlineData(null, "#123456")]
    [InlineData("", "")]
    [InlineData("+12345", "#123456")]
    public void What_is_no_colour_is_no_brand(string? main, string? accent) =>
        Assert.Null(BrandColours.TryParse(main, accent));

    private static IEnumerable<string> FaultsOf(Illustrator.Traced traced, int width, int height)
    {
        var canvas = SKRect.Create(width, height);
        if (traced.Card is not { } card || traced.Lines.Count is 0 or > 3)
        {
            return ["no title"];
        }

        using var bitmap = SKBitmap.Decode(traced.Image.Png.ToArray());
        var beside = bitmap.GetPixel((int)card.Left + 3, (int)card.MidY);
        return traced.Placements.Where(place => !canvas.Contains(place.Box)).Select(place => $"{place.Symbol} leaves")
            .Concat(traced.Placements.Where(place => place.Box.IntersectsWith(card))
                .Select(place => $"{place.Symbol} meets the title"))
            .Concat(traced.Lines.Where(line => !card.Contains(line)).Select(_ => "a line leaves its card"))
            .Concat(traced.Lines.Zip(traced.Lines.Skip(1)).Where(pair => pair.First.Bottom > pair.Second.Top + .01f)
                .Select(_ => "lines meet"))
            .Concat(canvas.Contains(card) ? [] : (string[])["the card leaves"])
            .Concat(beside == SKColors.White ? [] : (string[])[$"the card is {beside}"])
            .Concat(traced.Placements.Count(place => place.IsHero) == 1 ? [] : (string[])["not one hero"]);
    }
}
