using System.Diagnostics;
using System.Text.RegularExpressions;
using Visuel.Server.Tests.Adapters;

namespace Visuel.Server.Tests.Start;

/// <summary>The program as people install it: published, and started from another folder.</summary>
public sealed partial class PublishedServerTests
{
    [Fact]
    public async Task It_serves_its_pages_and_styles_and_keeps_its_data_where_it_is_started()
    {
        using var program = new TemporaryFolder();
        using var home = new TemporaryFolder();
        await PublishAsync(program.Path);
        await using var server = await RunningServer.StartAsync(
            Path.Combine(program.Path, "Visuel.Server.dll"), home.Path);
        using var visitor = new Visitor(server.Address);

        var page = await visitor.GetAsync("/register");
        Assert.Equal(200, page.Status);
        var style = Style.Match(page.Text).Groups["href"].Value;
        Assert.Equal(200, (await visitor.GetAsync("/" + style.TrimStart('/'))).Status);
        Assert.Equal(200, (await visitor.GetAsync("/_framework/blazor.web.js")).Status);
        Assert.Equal(201, (await visitor.RegisterAsync("owner")).Status);
        Assert.True(File.Exists(Path.Combine(home.Path, "data", "visuel.db")));
    }

    [Fact]
    public async Task Wrong_settings_stop_it_with_two_and_their_names()
    {
        using var home = new TemporaryFolder();
        await File.WriteAllTextAsync(
            Path.Combine(home.Path, ".env.local"), "DEFAULT_PLAN=gold\nIMAGE_ENGINE=dalle\n",
            TestContext.Current.CancellationToken);
        var (code, _, errors) = await TryRunAsync("dotnet", home.Path, typeof(Program).Assembly.Location);
        Assert.Equal(2, code);
        Assert.Contains("DEFAULT_PLAN must be one of", errors, StringComparison.Ordinal);
        Assert.Contains("IMAGE_ENGINE must be one of", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_stops_it_with_one_and_a_sentence()
    {
        using var home = new TemporaryFolder();
        await File.WriteAllTextAsync(
            Path.Combine(home.Path, ".env.local"), "MONGODB_URI=mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=500\n",
            TestContext.Current.CancellationToken);
        var (code, _, errors) = await TryRunAsync("dotnet", home.Path, typeof(Program).Assembly.Location);
        Assert.Equal(1, code);
        Assert.Contains("The database at MONGODB_URI cannot be used.", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_in_use_stops_it_with_one_and_a_sentence_alone()
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        await using var running = await RunningServer.StartAsync(RunningServer.Program, one.Path);
        var (code, output, errors) = await TryRunAsync(
            "dotnet", other.Path, RunningServer.Program, "--urls", running.Address.ToString());
        Assert.Equal(1, code);
        Assert.StartsWith("Visuel cannot start.", errors, StringComparison.Ordinal);
        Assert.Contains(
            $"127.0.0.1:{running.Address.Port}/ is in use by another program", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_stops_it_with_one_and_a_sentence_alone()
    {
        using var home = new TemporaryFolder();
        var (code, output, errors) = await TryRunAsync(
            "dotnet", home.Path, RunningServer.Program, "--urls", "http://192.0.2.1:5080");
        Assert.Equal(1, code);
        Assert.Contains("does not let it listen at http://192.0.2.1:5080", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    /// <summary>Publishes what was built for these tests, or builds what is delivered.</summary>
    internal static Task PublishAsync(string folder, bool isDelivered = false) => RunAsync(
        "dotnet", RootFolder(),
        [
            "publish", "src/Visuel.Server", "--output", folder, "--nologo", "--verbosity", "quiet",
            .. isDelivered
                ? ["--configuration", "Release", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false"]
                : (string[])["--configuration", "Debug", "--no-build"],
        ]);

    internal static string RootFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Visuel.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private static async Task RunAsync(string command, string folder, params string[] arguments)
    {
        var (code, output, errors) = await TryRunAsync(command, folder, arguments);
        Assert.True(code == 0, $"{output}\n{errors}");
    }

    private static async Task<(int Code, string Output, string Errors)> TryRunAsync(
        string command, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Servers.Hide(start.Environment);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    [GeneratedRegex("<link[^>]*rel=\"stylesheet\"[^>]*href=\"(?<href>[^\"]+)\"", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Style { get; }
}
