using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Visuel.Server.Tests.Start;

/// <summary>A server in a process of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly Process process;

    private RunningServer(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

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
    public static async Task<RunningServer> StartAsync(string program, string folder)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", address.ToString()]) { WorkingDirectory = folder };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        var server = new RunningServer(Process.Start(start)!, address);
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 200; attempt++)
        {
            try
            {
                if ((await http.GetAsync(new Uri(address, "/health/ready"), TestContext.Current.CancellationToken)).IsSuccessStatusCode)
                {
                    return server;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            Assert.False(server.process.HasExited, "The server ended before it answered.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await server.DisposeAsync();
        throw new TimeoutException("The server did not answer within twenty seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
