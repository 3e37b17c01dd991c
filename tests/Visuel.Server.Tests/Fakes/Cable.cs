using System.Net;
using System.Net.Sockets;

namespace Visuel.Server.Tests.Fakes;

/// <summary>The way to a server, which can be cut: what goes over it breaks off, and what wants to is refused,
/// until it is mended.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly IPEndPoint server;
    private readonly CancellationTokenSource end = new();
    private readonly Lock gate = new();
    private readonly List<TcpClient> connections = [];
    private TcpListener listener;
    private Task listening;

    public Cable(Uri server)
    {
        this.server = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listening = ListenAsync(listener);
    }

    /// <summary>Where it begins, on the loopback.</summary>
    public int Port { get; }

    /// <summary>How many connections were made over it.</summary>
    public int Used { get; private set; }

    public async Task CutAsync()
    {
        listener.Stop();
        await listening;
        lock (gate)
        {
            connections.ForEach(connection => connection.Close());
            connections.Clear();
        }
    }

    public void Mend()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        listening = ListenAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await CutAsync();
        end.Dispose();
    }

    private async Task ListenAsync(TcpListener from)
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                var here = await from.AcceptTcpClientAsync(end.Token);
                Used++;
                _ = CarryAsync(here);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut.
        }
    }

    private async Task CarryAsync(TcpClient here)
    {
        using var there = new TcpClient();
        using (here)
        {
            lock (gate)
            {
                connections.AddRange([here, there]);
            }

            try
            {
                await there.ConnectAsync(server, end.Token);
                await Task.WhenAny(
                    here.GetStream().CopyToAsync(there.GetStream(), end.Token),
                    there.GetStream().CopyToAsync(here.GetStream(), end.Token));
            }
            catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException or
                InvalidOperationException or OperationCanceledException)
            {
                // Either end closed, or it was cut.
            }
        }
    }
}
