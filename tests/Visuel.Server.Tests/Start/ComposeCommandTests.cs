using Visuel.Composer;

namespace Visuel.Server.Tests.Start;

/// <summary>Illustrations from the command line: no installation, no network.</summary>
public sealed class ComposeCommandTests : IDisposable
{
    private static readonly Dictionary<string, string> NoSettings = [];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_same_words_and_seed_are_the_same_bytes_in_every_process()
    {
        string[] words = ["Les meilleures pratiques du télétravail",
            "--type", "article", "--size", "540x675", "--seed", "3", "-o"];
        var said = await RunAsync([.. words, "one.png"]);
        Assert.Equal((0, ""), (said.Code, said.Errors));
        await RunAsync([.. words, "other.png"]);
        var here = new Illustrator().Compose(
            new CompositionBrief("Les meilleures pratiques du télétravail", null, "article"), 540, 675, 3,
            TestContext.Current.CancellationToken);
        Assert.Equal(here.Png.ToArray(), Read("one.png"));
        Assert.Equal(here.Png.ToArray(), Read("other.png"));
        Assert.Contains(
            $"{here.Scene}, {here.Palette}; {string.Join(", ", here.Concepts)}", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_draws_every_title_of_a_list()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "titles.txt"),
            "# a comment\n\nad ; Soldes d'été\narticle ; Bien dormir\nno type here\n",
            TestContext.Current.CancellationToken);
        var said = await RunAsync("compose", "--sheet", "titles.txt", "--size", "512x256", "-o", "sheet.png");
        Assert.Equal(0, said.Code);
        var lines = said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("  1  Soldes d'été  [", lines[0], StringComparison.Ordinal);
        var png = new Png(Read("sheet.png"));
        Assert.Equal((2004, 184), (png.Width, png.Height));
    }

    [Fact]
    public async Task A_title_and_the_colours_of_a_house_are_set_where_they_are_asked()
    {
        await RunAsync("Bonjour", "--size", "256x256", "--titled", "--brand", "#0B5FFF,#FF7A1A", "-o", "x.png");
        var brief = new CompositionBrief("Bonjour", null, "image")
        {
            Title = "Bonjour",
            Brand = BrandColours.TryParse("#0B5FFF", "#FF7A1A"),
        };
        Assert.Equal(
            new Illustrator().Compose(brief, 256, 256, 1, TestContext.Current.CancellationToken).Png.ToArray(),
            Read("x.png"));
    }

    [Theory]
    [InlineData("compose", "a cat", "--brand", "red,blue", "-o", "x.png")]
    [InlineData("compose", "-o", "x.png")]
    [InlineData("compose", "a cat")]
    [InlineData("compose", "a cat", "--size", "100x100", "-o", "x.png")]
    [InlineData("compose", "a cat", "--size", "square", "-o", "x.png")]
    [InlineData("compose", "a cat", "--type", "poster", "-o", "x.png")]
    [InlineData("compose", "a cat", "--seed", "one", "-o", "x.png")]
    public async Task What_cannot_be_drawn_is_told_and_writes_nothing(params string[] words)
    {
        var said = await CommandLine.RunAsync(folder.Path, NoSettings, words);
        Assert.Equal(2, said.Code);
        Assert.NotEmpty(said.Errors);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_or_written_is_named()
    {
        var said = await RunAsync("compose", "--sheet", "nowhere.txt", "-o", "x.png");
        Assert.Equal(1, said.Code);
        Assert.Contains("nowhere.txt", said.Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("compose", "a cat", "--size", "256x256", "-o", "nowhere/x.png")).Code);
    }

    private byte[] Read(string name) => File.ReadAllBytes(Path.Combine(folder.Path, name));

    private Task<CommandLine> RunAsync(params string[] words) =>
        CommandLine.RunAsync(folder.Path, NoSettings, words is ["compose", ..] ? words : ["compose", .. words]);
}
