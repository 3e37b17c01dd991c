using System.Diagnostics;

namespace Visuel.Server.Tests.Start;

/// <summary>When <c>./run</c> builds. The script is the real one, in a folder with two sources; in place of the SDK
/// stands a program that writes down what it was asked.</summary>
public sealed class RunScriptTests : IDisposable
{
    private const string FakeSdk = """
        #!/bin/sh
        here=$(dirname "$0")
        case "$1" in
          --version) cat "$here/version" ;;
          build)
            echo build >>"$here/log"
            [ ! -f "$here/broken" ] || exit 1
            [ ! -f "$here/meanwhile" ] || {
              cat "$here/meanwhile" >"$2/../Visuel.Server/Program.cs"
              rm "$here/meanwhile"
            }
            for project in Visuel.Cli Visuel.Server; do
              mkdir -p "$2/../../artifacts/run/bin/$project/release"
              touch "$2/../../artifacts/run/bin/$project/release/$project.dll"
            done
            ;;
          *) echo "$(basename "$1")" >>"$here/log" ;;
        esac
        """;

    private readonly TemporaryFolder folder = new();
    private string tree;

    public RunScriptTests()
    {
        tree = Path.Combine(folder.Path, "visuel");
        foreach (var file in (string[])["run",
            "global.json", ".editorconfig", "Directory.Build.props", "build/needs-sdk.sh", "build/build-if-changed.sh"])
        {
            var copy = Path.Combine(tree, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(PublishedServerTests.RootFolder(), file), copy);
        }

        foreach (var project in (string[])["Visuel.Cli", "Visuel.Server"])
        {
            Directory.CreateDirectory(Path.Combine(tree, "src", project));
            File.WriteAllText(Source(project, "Program.cs"), "return 0;");
        }

        var sdk = Directory.CreateDirectory(Path.Combine(folder.Path, "sdk")).FullName;
        File.WriteAllText(Path.Combine(sdk, "version"), "10.0.400\n");
        File.WriteAllText(Path.Combine(sdk, "dotnet"), FakeSdk);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                Path.Combine(sdk, "dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_unchanged_tree_is_built_once_for_the_server_and_for_every_word()
    {
        await RunAsync(0);
        await RunAsync(0);
        await RunAsync(0, "backup", "visuel.zip");
        Assert.Equal(["build", "Visuel.Server.dll", "Visuel.Server.dll", "Visuel.Cli.dll"], Log);
    }

    [Fact]
    public async Task Whatever_became_of_the_sources_is_built_before_it_runs()
    {
        await RunAsync(0);
        await IsBuiltAgainAsync(() => File.WriteAllText(Source("Visuel.Server", "Added.cs"), ""));
        await IsBuiltAgainAsync(
            () => File.Move(Source("Visuel.Server", "Added.cs"), Source("Visuel.Server", "Moved.cs")));
        await IsBuiltAgainAsync(() => File.Delete(Source("Visuel.Server", "Moved.cs")));
        // Of the same length, and older than what was built.
        await IsBuiltAgainAsync(() =>
        {
            File.WriteAllText(Source("Visuel.Cli", "Program.cs"), "return 1;");
            File.SetLastWriteTimeUtc(
                Source("Visuel.Cli", "Program.cs"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        });
        await IsBuiltAgainAsync(() => File.AppendAllText(Path.Combine(tree, "Directory.Build.props"), "<!-- -->"));
        await IsBuiltAgainAsync(() => File.WriteAllText(Path.Combine(folder.Path, "sdk", "version"), "10.0.401\n"));
        await IsBuiltAgainAsync(() => Directory.Move(tree, tree = Path.Combine(folder.Path, "elsewhere")));
        await IsBuiltAgainAsync(
            () => File.Delete(Path.Combine(tree, "artifacts/run/bin/Visuel.Server/release/Visuel.Server.dll")));
    }

    [Fact]
    public async Task What_does_not_build_does_not_start_however_often_it_is_tried()
    {
        await RunAsync(0);
        File.WriteAllText(Source("Visuel.Server", "Program.cs"), "return");
        File.WriteAllText(Path.Combine(folder.Path, "sdk", "broken"), "");
        await RunAsync(1);
        await RunAsync(1);
        // The old sources back, and yet not sure that what was built of them is whole.
        File.WriteAllText(Source("Visuel.Server", "Program.cs"), "return 0;");
        File.Delete(Path.Combine(folder.Path, "sdk", "broken"));
        await RunAsync(0);
        Assert.Equal(["build", "Visuel.Server.dll", "build", "build", "build", "Visuel.Server.dll"], Log);
    }

    [Fact]
    public async Task What_is_edited_while_it_is_built_is_built_again()
    {
        File.WriteAllText(Path.Combine(folder.Path, "sdk", "meanwhile"), "return 2;");
        await RunAsync(0);
        await RunAsync(0);
        await RunAsync(0);
        Assert.Equal(["build", "Visuel.Server.dll", "build", "Visuel.Server.dll", "Visuel.Server.dll"], Log);
    }

    private string[] Log => File.ReadAllLines(Path.Combine(folder.Path, "sdk", "log"));

    private string Source(string project, string file) => Path.Combine(tree, "src", project, file);

    private async Task IsBuiltAgainAsync(Action change)
    {
        var before = Log.Length;
        change();
        await RunAsync(0);
        await RunAsync(0);
        Assert.Equal(["build", "Visuel.Server.dll", "Visuel.Server.dll"], Log[before..]);
    }

    private async Task RunAsync(int code, params string[] words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "./run is a script for Linux and macOS.");
        var start = new ProcessStartInfo("sh", [Path.Combine(tree, "run"), .. words])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(folder.Path, "sdk")}:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == code, errors);
    }
}
