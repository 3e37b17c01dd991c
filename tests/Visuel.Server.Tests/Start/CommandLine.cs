using System.Diagnostics;
using Visuel.Server.Tests.Adapters;

namespace Visuel.Server.Tests.Start;

/// <summary>What a word of <c>./run</c> answered.</summary>
internal sealed record CommandLine(int Code, string Output, string Errors)
{
    /// <summary>Runs it in a process of its own.</summary>
    public static async Task<CommandLine> RunAsync(
        string folder, IReadOnlyDictionary<string, string> settings, params string[] words)
    {
        var programs = Environment.GetEnvironmentVariable("VISUEL_TEST_PROGRAMS") is { Length: > 0 } named
            ? named
            : Path.Combine(PublishedServerTests.RootFolder(), "artifacts", "bin", "Visuel.Cli", "debug");
        var program = Path.Combine(programs, "Visuel.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. words])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        Servers.Hide(start.Environment);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandLine(process.ExitCode, await output, await errors);
    }
}
