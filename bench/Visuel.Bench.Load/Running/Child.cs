using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Visuel.Bench.Load.Running;

/// <summary>A process that was started here, and is ended here by its own id.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int KeptLines = 20;
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly string name;
    private readonly Queue<string> said = new();

    private Child(Process process, string name, Uri address)
    {
        (this.process, this.name, Address) = (process, name, address);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its process id.</summary>
    public int Pid => process.Id;

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="make">Its command for a port.</param>
    /// <param name="ready">The path that answers with success when it is ready.</param>
    /// <param name="stop">Gives up, and ends it.</param>
    /// <exception cref="BenchException">It ended, or did not answer in time;
    /// its last words are in the message.</exception>
    public static async Task<Child> StartAsync(
        string name, Func<int, ProcessStartInfo> make, string ready, CancellationToken stop)
    {
        var port = FreePort();
        var start = make(port);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var child = new Child(
            Process.Start(start)!, name, new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}")));
        try
        {
            await child.WaitAsync(ready, stop);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>What it wrote last.</summary>
    public string LastWords()
    {
        lock (said)
        {
            return string.Join('\n', said);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task WaitAsync(string ready, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = Start };
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Start && !process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Address, ready), stop);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50, stop);
        }

        throw new BenchException($"{name} did not start. Its last words:\n{LastWords()}");
    }

    private void Hear(string? line)
    {
        lock (said)
        {
            if (line is not null)
            {
                said.Enqueue(line);
            }

            if (said.Count > KeptLines)
            {
                said.Dequeue();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
