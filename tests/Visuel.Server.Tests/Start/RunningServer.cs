using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Visuel.Server.Tests.Adapters;

namespace Visuel.Server.Tests.Start;

/// <summary>A server in a process of its own, which can be told to stop, or killed.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static int lastPort = 20_000 + (Environment.ProcessId % 10_000);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = [];

    // The test runner closes new files to others, and its children inherit that; a person's shell does not.
    private static readonly string[] AsInAShell =
        OperatingSystem.IsWindows() ? [] : ["sh", "-c", "umask 022; exec \"$@\"", "sh"];

    private RunningServer(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>The program that was built with these tests, or the one in the folder that <c>VISUEL_TEST_PROGRAMS</c>
    /// names: another version, at which an input is to fail.</summary>
    public static string Program =>
        Environment.GetEnvironmentVariable("VISUEL_TEST_PROGRAMS") is { Length: > 0 } folder
            ? Path.Combine(folder, "Visuel.Server.dll")
            : typeof(Program).Assembly.Location;

    /// <summary>What it printed so far, on both streams.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>The memory that is really in use, from the kernel.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts the program in a folder and waits until it answers.</summary>
    public static async Task<RunningServer> StartAsync(
        string program,
        string folder,
        IReadOnlyDictionary<string, string>? settings = null,
        IReadOnlyList<string>? under = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] words = [.. under ?? [], .. AsInAShell, "dotnet", program, "--urls", address.ToString()];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        Servers.Hide(start.Environment);
        start.Environment["SETUP_CODE"] = Actor.SetupCode;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var server = new RunningServer(Process.Start(start)!, address);
        // Shown beside a test that failed, and by no other.
        var said = TestContext.Current.TestOutputHelper;
        server.process.OutputDataReceived += (_, line) => server.Repeat(said, line.Data);
        server.process.ErrorDataReceived += (_, line) => server.Repeat(said, line.Data);
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            try
            {
                if ((await http.GetAsync(new Uri(address, "/health/ready"), TestContext.Current.CancellationToken))
                    .IsSuccessStatusCode)
                {
                    return server;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            Assert.False(server.process.HasExited, "The server ended before it answered.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await server.DisposeAsync();
        throw new TimeoutException("The server did not answer within a minute.");
    }

    /// <summary>Ends it as a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM) and waits until it has: its exit code, and how long that took.</summary>
    public async Task<(int Code, TimeSpan Took)> StopAsync()
    {
        var clock = Stopwatch.StartNew();
        using var kill = Process.Start(
            "kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private void Repeat(ITestOutputHelper? said, string? line)
    {
        lines.Enqueue(line ?? "");
        try
        {
            said?.WriteLine($"{DateTime.UtcNow:HH:mm:ss.fff} {line}");
        }
        catch (InvalidOperationException)
        {
            // Its last words came after the test was over.
        }
    }

    // Below the ports that the system hands out by itself (from 32768 on Linux, 49152 elsewhere): one of those could be
    // taken by any connection of the tests beside this one before the server gets to it. Each start takes another.
    internal static int FreePort()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref lastPort);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }
}
