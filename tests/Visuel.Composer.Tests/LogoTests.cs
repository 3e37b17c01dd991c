using SkiaSharp;
using Visuel.Composer.Scenes;

namespace Visuel.Composer.Tests;

public sealed class LogoTests
{
    private static readonly BrandLogo[] Logos = [Logo(300, 300), Logo(480, 40), Logo(40, 480)];

    public static TheoryData<string> SceneNames => [.. SceneCatalog.All.Select(scene => scene.Name)];

    [Theory]
    [MemberData(nameof(SceneNames))]
    public void Logo_title_and_art_never_meet_and_nothing_is_cut(string scene)
    {
        var faults = new List<string>();
        foreach (var (width, height) in Drawing.Formats)
        {
            foreach (var (place, logo) in Logos.Index())
            {
                foreach (var title in (string?[])[null,
                    "Les meilleures pratiques du télétravail en 2024, et quinze outils"])
                {
                    var brief = new CompositionBrief("Girafe", null, place % 2 == 0 ? "article" : "social")
                    {
                        Title = title,
                        Logo = logo,
                    };
                    faults.AddRange(FaultsOf(Drawing.Illustrator.Trace(brief, width, height, 3, scene), width, height)
                        .Select(fault => $"{width}x{height} logo {place} '{title}': {fault}"));
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Three_kinds_of_files_are_read(SKEncodedImageFormat format) =>
        Assert.NotNull(BrandLogo.TryRead(Encoded(64, 32, format, SKColors.Teal)));

    public static TheoryData<string, int> HeldFiles => new(
        from file in (string[])["JPEG", "PNG", "PNG, Exif last", "PNG, big endian", "WebP", "WebP, big endian"]
        from orientation in Enumerable.Range(1, 8)
        select (file, orientation));

    [Theory]
    [MemberData(nameof(HeldFiles))]
    public void A_logo_from_a_telephone_stands_upright_however_it_was_held(string file, int orientation)
    {
        using var upright = new SKBitmap(64, 32);
        upright.Erase(SKColors.White);
        upright.Erase(SKColors.Red, new SKRectI(0, 0, 32, 16));
        upright.Erase(SKColors.Lime, new SKRectI(32, 0, 64, 16));
        upright.Erase(SKColors.Blue, new SKRectI(0, 16, 32, 32));
        using var held = orientation < 5 ? new SKBitmap(64, 32) : new SKBitmap(32, 64);
        for (var y = 0; y < held.Height; y++)
        {
            for (var x = 0; x < held.Width; x++)
            {
                // Exif 2.32, 4.6.4: where row 0 and column 0 of the file belong.
                var (right, down) = (held.Width - 1 - x, held.Height - 1 - y);
                var (shownX, shownY) = orientation switch
                {
                    1 => (x, y),
                    2 => (right, y),
                    3 => (right, down),
                    4 => (x, down),
                    5 => (y, x),
                    6 => (down, x),
                    7 => (down, right),
                    _ => (y, right),
                };
                held.SetPixel(x, y, upright.GetPixel(shownX, shownY));
            }
        }

        var logo = BrandLogo.TryRead(ExifFile.Of(held, file, orientation))!;
        using var shown = SKBitmap.Decode(logo.ToPng().Span);
        Assert.Equal((64, 32), (shown.Width, shown.Height));
        foreach (var (x, y) in ((int, int)[])[(16, 8), (48, 8), (16, 24), (48, 24)])
        {
            var (wanted, seen) = (upright.GetPixel(x, y), shown.GetPixel(x, y));
            Assert.True(
                Math.Abs(wanted.Red - seen.Red) + Math.Abs(wanted.Green - seen.Green)
                    + Math.Abs(wanted.Blue - seen.Blue) < 30,
                $"{x}, {y}: {seen} where {wanted} was");
        }
    }

    [Fact]
    public void A_PNG_whose_Exif_says_nothing_that_can_be_read_stays_as_it_is()
    {
        using var held = new SKBitmap(64, 32);
        held.Erase(SKColors.Teal);
        var whole = ExifFile.Exif(6, isBigEndian: false);
        byte[] far = [.. whole[..4], 0xFF, 0xFF, 0xFF, 0xFF, .. whole[8..]];
        byte[] many = [.. whole[..8], 0xFF, 0xFF, .. whole[10..]];
        byte[] nine = [.. whole[..18], 9, .. whole[19..]];
        foreach (var exif in (byte[][])[[], whole[..8], whole[..12], far, [.. "XX"u8, .. whole[2..]], nine])
        {
            Assert.Equal((64, 32), SizeOf(ExifFile.Png(held, exif)));
        }

        // The entry is there, whatever number of entries is claimed.
        Assert.Equal((32, 64), SizeOf(ExifFile.Png(held, many)));

        // A chunk that claims more bytes than there are.
        var png = ExifFile.Png(held, whole);
        png[33] = 0x7F;
        Assert.True(BrandLogo.TryRead(png) is null || SizeOf(png) == (64, 32));

        static (int Width, int Height) SizeOf(byte[] file)
        {
            using var shown = SKBitmap.Decode(BrandLogo.TryRead(file)!.ToPng().Span);
            return (shown.Width, shown.Height);
        }
    }

    [Fact]
    public void The_same_logo_is_the_same_bytes_and_another_another_picture()
    {
        byte[] Draw(SKColor colour) =>
            new Illustrator().Compose(new CompositionBrief("Girafe", null, "ad")
            {
                Logo = BrandLogo.TryRead(Encoded(64, 32, SKEncodedImageFormat.Png, colour)),
            }, 256, 256, 4).Png.ToArray();
        Assert.Equal(Draw(SKColors.Teal), Draw(SKColors.Teal));
        Assert.NotEqual(Draw(SKColors.Teal), Draw(SKColors.Red));
    }

    [Fact]
    public void A_pale_logo_that_is_cut_out_stands_on_dark_and_any_other_on_white()
    {
        SKColor Ground(SKColor colour, bool cutOut)
        {
            var brief = new CompositionBrief("Girafe", null, "ad")
            {
                Logo = BrandLogo.TryRead(Encoded(64, 32, SKEncodedImageFormat.Png, colour, cutOut)),
            };
            var traced = Drawing.Illustrator.Trace(brief, 512, 512, 1);
            using var bitmap = SKBitmap.Decode(traced.Image.Png.ToArray());
            return bitmap.GetPixel((int)traced.Logo!.Value.Left + 3, (int)traced.Logo.Value.MidY);
        }

        Assert.NotEqual(SKColors.White, Ground(SKColors.White, cutOut: true));
        Assert.Equal(SKColors.White, Ground(SKColors.White, cutOut: false));
        Assert.Equal(SKColors.White, Ground(SKColors.Navy, cutOut: true));
    }

    [Fact]
    public void What_is_no_logo_is_none()
    {
        var good = Encoded(64, 32, SKEncodedImageFormat.Png, SKColors.Teal);
        Assert.NotNull(BrandLogo.TryRead(good));
        Assert.All(
            new Dictionary<string, byte[]>
            {
                ["nothing"] = [],
                ["words"] = "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
                ["half a file"] = good[..(good.Length / 2)],
                ["head alone"] = good[..33],
                ["nothing to be seen"] = Encoded(64, 32, SKEncodedImageFormat.Png, SKColors.Transparent),
                ["too small"] = Encoded(15, 15, SKEncodedImageFormat.Png, SKColors.Teal),
                ["too long"] = Encoded(640, 32, SKEncodedImageFormat.Png, SKColors.Teal),
                ["too large"] = Encoded(4097, 1000, SKEncodedImageFormat.Png, SKColors.Teal),
                ["too heavy"] = [.. good, .. new byte[BrandLogo.LargestFile]],
                ["an animation"] = Convert.FromBase64String(
                    "R0lGODlhEAAQAIAAAP8AAP///yH5BAAAAAAALAAAAAAQABAAAAIOhI+py+0Po5y02ouzPgUAOw=="),
            },
            bad => Assert.True(BrandLogo.TryRead(bad.Value) is null, bad.Key));
    }

    private static BrandLogo Logo(int width, int height) =>
        BrandLogo.TryRead(Encoded(width, height, SKEncodedImageFormat.Png, SKColors.Teal, cutOut: true))!;

    private static byte[] Encoded(
        int width, int height, SKEncodedImageFormat format, SKColor colour, bool cutOut = false)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(cutOut ? SKColors.Transparent : colour);
        using var paint = new SKPaint { Color = colour };
        canvas.DrawOval(SKRect.Create(width, height), paint);
        canvas.Flush();
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    private static IEnumerable<string> FaultsOf(Illustrator.Traced traced, int width, int height)
    {
        var canvas = SKRect.Create(width, height);
        if (traced.Logo is not { } logo)
        {
            return ["no logo"];
        }

        return traced.Placements.Where(place => !canvas.Contains(place.Box)).Select(place => $"{place.Symbol} leaves")
            .Concat(traced.Placements.Where(place => place.Box.IntersectsWith(logo))
                .Select(place => $"{place.Symbol} meets the logo"))
            .Concat(traced.Card is { } card && traced.Placements.Any(place => place.Box.IntersectsWith(card))
                ? ["art meets the title"]
                : (string[])[])
            .Concat(traced.Card?.IntersectsWith(logo) == true ? ["the logo meets the title"] : (string[])[])
            .Concat(canvas.Contains(logo) ? [] : (string[])["the logo leaves"])
            .Concat(traced.Placements.Count(place => place.IsHero) == 1 ? [] : (string[])["not one hero"]);
    }
}
