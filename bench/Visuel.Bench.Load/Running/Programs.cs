using System.Diagnostics;
using Visuel.Bench.Load.Floors;
using Visuel.Server.Stores;

namespace Visuel.Bench.Load.Running;

/// <summary>How each process is started. Everything that is measured runs under the server's own runtime settings, so
/// that garbage is collected alike.</summary>
internal static class Programs
{
    private static readonly string Self = typeof(Bench).Assembly.Location;

    // Built beside this program: artifacts/bin/<project>/<configuration>.
    private static readonly string Server = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Visuel.Server",
        Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "Visuel.Server.dll"));

    /// <summary>Fails at once when the server was not built the same way as this program.</summary>
    /// <exception cref="BenchException">It was not.</exception>
    public static void CheckServer()
    {
        if (!File.Exists(Server))
        {
            throw new BenchException($"{Server} is not there: start this with bench/load.sh, which builds it.");
        }
    }

    /// <summary>Visuel.</summary>
    /// <param name="port">Its port.</param>
    /// <param name="store">Its data folder, and its database if that is not in it.</param>
    /// <param name="upstream">Who plays Hugging Face.</param>
    /// <param name="more">Other settings.</param>
    public static ProcessStartInfo Visuel(
        int port, StoreOptions store, Uri upstream, params ReadOnlySpan<(string Name, string Value)> more)
    {
        // Started in the data folder, so that no .env of this machine is read.
        var start = new ProcessStartInfo(
            "dotnet", [Server, "--urls", FormattableString.Invariant($"http://127.0.0.1:{port}")])
        {
            WorkingDirectory = store.DataFolder,
        };
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["VISUEL_DATA"] = store.DataFolder,
            ["MONGODB_URI"] = store.MongoUri ?? "",
            ["HF_TOKEN"] = FakeUpstream.Token,
            ["HF_ROUTER_URL"] = upstream.AbsoluteUri,
            ["HF_HUB_URL"] = upstream.AbsoluteUri,
            ["HF_DOWNLOAD_HOSTS"] = upstream.Host,
            ["HF_PROVIDERS"] = "hf-inference",
            ["IMAGE_ENGINE"] = "huggingface",
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        foreach (var (name, value) in more)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>A floor: one of this program's verbs, under the server's runtime settings.</summary>
    public static ProcessStartInfo Floor(string verb, int port, params ReadOnlySpan<string> options) => new(
        "dotnet",
        [
            "exec", "--runtimeconfig", Path.ChangeExtension(Server, ".runtimeconfig.json"), Self, verb,
            "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), .. options,
        ]);

    /// <summary>The upstream or the driver: one of this program's verbs, with a collector that takes little.</summary>
    public static ProcessStartInfo Part(string verb, params ReadOnlySpan<string> options) =>
        new("dotnet", [Self, verb, .. options])
        {
            Environment = { ["DOTNET_gcServer"] = "0", ["DOTNET_gcConcurrent"] = "0" },
        };
}
