namespace Visuel.Server.Tests.Start;

/// <summary>What would be sent for titles, from the command line: no installation, no network.</summary>
public sealed class PromptsCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task One_title_is_explained()
    {
        var said = await RunAsync("words", "Soldes d'hiver sur les manteaux", "--type", "ad", "--style", "papercut");
        Assert.Equal((0, ""), (said.Code, said.Errors));
        Assert.Contains("manteau", said.Output, StringComparison.Ordinal);
        Assert.Contains("confidence  sure", said.Output, StringComparison.Ordinal);
        Assert.Contains("prompt      layered paper cut-out of ", said.Output, StringComparison.Ordinal);
        Assert.Contains("tokens ", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_titles_becomes_a_table_or_a_page()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "titles.txt"),
            "# a comment\n\nad ; Montres suisses\nUn potager <sur> le balcon\n",
            TestContext.Current.CancellationToken);

        var table = await RunAsync("prompts", "titles.txt");
        Assert.Equal(4, table.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("advertising photograph of Swiss", table.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("prompts", "titles.txt", "--html", "page.html")).Code);
        var page = await File.ReadAllTextAsync(
            Path.Combine(folder.Path, "page.html"), TestContext.Current.CancellationToken);
        Assert.Contains("<td>Un potager &lt;sur&gt; le balcon", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "words")]
    [InlineData(2, "words", "Chat", "--type", "poster")]
    [InlineData(2, "prompts", "titles.txt", "--style", "baroque")]
    [InlineData(1, "words", " ")]
    [InlineData(1, "prompts", "nowhere.txt")]
    public async Task What_cannot_be_read_is_told(int code, params string[] words)
    {
        var said = await RunAsync(words);
        Assert.Equal(code, said.Code);
        Assert.NotEmpty(said.Errors);
    }

    private Task<CommandLine> RunAsync(params string[] words) =>
        CommandLine.RunAsync(folder.Path, new Dictionary<string, string>(), words);
}
