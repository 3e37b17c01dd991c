using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Visuel.Composer;
using Visuel.Core.Words;

namespace Visuel.Cli;

/// <summary><c>compose WORDS</c>: draws one illustration, or with <c>--sheet</c> a whole list of titles on one sheet.
/// Needs no installation.</summary>
internal static class ComposeCommand
{
    public static Command Create()
    {
        var words = new Argument<string?>("WORDS")
        {
            Description = "The title, or what the picture is about.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var type = new Option<string>("--type") { Description = "What it is for.", DefaultValueFactory = _ => "image" };
        type.AcceptOnlyFromAmong([.. Illustrator.ContentTypes]);
        var size = new Option<(int Width, int Height)?>("--size")
        {
            Description = $"WIDTHxHEIGHT in pixels, each {Illustrator.SmallestSide} to {Illustrator.LargestSide}; "
                + "1024x1024 unless told.",
            CustomParser = ReadSize,
        };
        var seed = new Option<long>("--seed")
        {
            Description = "Another number, another picture.",
            DefaultValueFactory = _ => 1,
        };
        var sheet = new Option<FileInfo?>("--sheet")
        {
            Description = "A file of titles, one a line: TYPE ; TITLE. All are drawn on one sheet.",
        };
        var title = new Option<string?>("--title") { Description = "Text to set on the picture." };
        var titled = new Option<bool>("--titled") { Description = "Set the words themselves on the picture." };
        var brand = new Option<BrandColours?>("--brand")
        {
            Description = "Two colours to draw in: #1A2B3C,#FFB634.",
            CustomParser = ReadBrand,
        };
        var logo = new Option<BrandLogo?>("--logo")
        {
            Description = "A PNG, JPEG or WebP file with a logo to stand on the picture.",
            CustomParser = ReadLogo,
        };
        var output = new Option<FileInfo>("--output", "-o") { Description = "The PNG file to write.", Required = true };
        var command = new Command("compose", "Draws an offline illustration from words.")
        {
            words, type, size, seed, title, titled, brand, logo, sheet, output,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(words) is null) == (result.GetValue(sheet) is null))
            {
                result.AddError("Give the words of one picture, or --sheet with a file of titles.");
            }
        });
        command.SetAction(parsed => Run(
            new Wish(
                parsed.GetValue(words), parsed.GetValue(type)!, parsed.GetValue(size) ?? (1024, 1024),
                parsed.GetValue(seed))
            {
                Title = parsed.GetValue(title),
                IsTitled = parsed.GetValue(titled),
                Brand = parsed.GetValue(brand),
                Logo = parsed.GetValue(logo),
            },
            parsed.GetValue(sheet), parsed.GetRequiredValue(output)));
        return command;
    }

    private static int Run(Wish wish, FileInfo? sheet, FileInfo output)
    {
        try
        {
            var png = sheet is null ? DrawOne(wish) : DrawSheet(wish, sheet);
            File.WriteAllBytes(output.FullName, png.Span);
            return 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static ReadOnlyMemory<byte> DrawOne(Wish wish)
    {
        var drawn = new Illustrator().Compose(
            wish.ToBrief(wish.Words!, wish.Type), wish.Size.Width, wish.Size.Height, wish.Seed);
        Console.WriteLine(Why(drawn));
        return drawn.Png;
    }

    private static ReadOnlyMemory<byte> DrawSheet(Wish wish, FileInfo file)
    {
        var titles = File.ReadLines(file.FullName)
            .Where(line => line.Trim() is { Length: > 0 } and not ['#', ..])
            .Select(line => line.Split(';', 2, StringSplitOptions.TrimEntries))
            .Select(parts => parts is [var type, var title] && Illustrator.ContentTypes.Contains(type)
                ? (Type: type, Title: title)
                : (wish.Type, Title: string.Join(';', parts)))
            .ToList();
        var illustrator = new Illustrator();
        using var sheet = new ContactSheet(titles.Count, wish.Size.Width, wish.Size.Height);
        foreach (var (place, (type, title)) in titles.Index())
        {
            var drawn = illustrator.Compose(wish.ToBrief(title, type), wish.Size.Width, wish.Size.Height, wish.Seed);
            sheet.Add(drawn.Png.Span);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{place + 1,3}  {title}  [{Why(drawn)}]"));
        }

        return sheet.Encode();
    }

    private static string Why(ComposedImage image) =>
        $"{image.Scene}, {image.Palette}; " +
        $"{(image.Concepts.Count == 0 ? "no concept" : string.Join(", ", image.Concepts))}; " +
        $"{string.Join(' ', image.Pictograms)}";

    private static (int Width, int Height)? ReadSize(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: var text }] && text.Split('x') is [var width, var height]
            && TryReadSide(width, out var across) && TryReadSide(height, out var down))
        {
            return (across, down);
        }

        result.AddError(
            $"A size is WIDTHxHEIGHT, such as 1080x1350, each side {Illustrator.SmallestSide} to " +
            $"{Illustrator.LargestSide}.");
        return default;
    }

    private static bool TryReadSide(string text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side)
        && side is >= Illustrator.SmallestSide and <= Illustrator.LargestSide;

    private static BrandColours? ReadBrand(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: var text }] && text.Split(',') is [var main, var accent]
            && BrandColours.TryParse(main, accent) is { } colours)
        {
            return colours;
        }

        result.AddError("Brand colours are two hex values, such as #1A2B3C,#FFB634.");
        return null;
    }

    private static BrandLogo? ReadLogo(ArgumentResult result)
    {
        try
        {
            if (result.Tokens is [{ Value: var path }]
                && new FileInfo(path) is { Length: <= BrandLogo.LargestFile } file
                && BrandLogo.TryRead(File.ReadAllBytes(file.FullName)) is { } logo)
            {
                return logo;
            }

            result.AddError(
                $"A logo is a PNG, JPEG or WebP file of at most 1 MB, each side {BrandLogo.SmallestSide} to " +
                $"{BrandLogo.LargestSide} pixels, in which something can be seen.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            result.AddError(error.Message);
        }

        return null;
    }

    private sealed record Wish(string? Words, string Type, (int Width, int Height) Size, long Seed)
    {
        public string? Title { get; init; }

        public bool IsTitled { get; init; }

        public BrandColours? Brand { get; init; }

        public BrandLogo? Logo { get; init; }

        public CompositionBrief ToBrief(string words, string type) =>
            new(TypedText.Line(words) ?? "", null, type)
            {
                Title = TypedText.Line(Title ?? (IsTitled ? words : null)),
                Brand = Brand,
                Logo = Logo,
            };
    }
}
