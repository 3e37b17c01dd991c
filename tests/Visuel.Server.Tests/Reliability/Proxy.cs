using System.Diagnostics;
using System.Net.Sockets;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Reliability;

/// <summary>A real nginx or HAProxy, with the file of deploy/ but for the addresses in it.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private Proxy(string program, Uri one, Uri two)
    {
        Address = new Uri($"http://127.0.0.1:{RunningServer.FreePort()}");
        var file = program is "nginx" ? "nginx.conf" : "haproxy.cfg";
        var text = File.ReadAllText(Path.Combine(PublishedServerTests.RootFolder(), "deploy", "nodes", file))
            .Replace("visuel1:8080", one.Authority, StringComparison.Ordinal)
            .Replace("visuel2:8080", two.Authority, StringComparison.Ordinal)
            .Replace("listen 8080", $"listen {Address.Authority}", StringComparison.Ordinal)
            .Replace("bind :8080", $"bind {Address.Authority}", StringComparison.Ordinal);
        var path = Path.Combine(folder.Path, file);
        File.WriteAllText(path, text);
        string[] words = program is "nginx"
            ? ["-c", path, "-e", "stderr", "-g", $"daemon off; pid {Path.Combine(folder.Path, "pid")};"]
            : ["-db", "-f", path];
        process = Process.Start(new ProcessStartInfo(Find(program)!, words) { UseShellExecute = false })!;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it before two nodes. The test is skipped where it is not installed.</summary>
    public static async Task<Proxy> StartAsync(string program, Uri one, Uri two)
    {
        Assert.SkipWhen(
            Find(program) is null,
            $"{program} is not installed (Debian: apt-get install {(program is "nginx" ? "nginx-light" : program)}).");
        var proxy = new Proxy(program, one, two);
        await Eventually.HappensAsync(async () =>
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(proxy.Address.Host, proxy.Address.Port, TestContext.Current.CancellationToken);
                return true;
            }
            catch (SocketException)
            {
                Assert.False(proxy.process.HasExited, $"{program} ended.");
                return false;
            }
        });
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // nginx's workers end with it only when it is asked.
            using var end = Process.Start(
                "kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        folder.Dispose();
    }

    private static string? Find(string program) =>
        ((string[])["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"]).Select(
            folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
