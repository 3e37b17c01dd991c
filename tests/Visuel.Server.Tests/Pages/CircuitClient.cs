using System.Net.WebSockets;
using System.Text;

namespace Visuel.Server.Tests.Pages;

/// <summary>What blazor.web.js says to the server, by hand: SignalR over a WebSocket, in the protocol "blazorpack".
/// </summary>
internal sealed class CircuitClient : IAsyncDisposable
{
    private readonly ClientWebSocket socket;
    private readonly Uri site;
    private readonly List<byte> unread = [];
    private int calls;

    private CircuitClient(ClientWebSocket socket, Uri site) => (this.socket, this.site) = (socket, site);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Opens the connection of a page.</summary>
    public static async Task<CircuitClient> OpenAsync(Visitor visitor)
    {
        var client = new CircuitClient(new ClientWebSocket(), visitor.Http.BaseAddress!);
        client.socket.Options.SetRequestHeader("Cookie", $"token={visitor.Token}");
        client.socket.Options.SetRequestHeader("Origin", client.site.GetLeftPart(UriPartial.Authority));
        await client.socket.ConnectAsync(new UriBuilder(client.site) { Scheme = "ws", Path = "/_blazor" }.Uri, Stop);
        await client.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray());
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString([.. await client.TakeAsync(3)]));
        return client;
    }

    /// <summary>Opens a connection and a page that shows nothing; null when the server closes the connection, which it
    /// may do at any moment.</summary>
    public static async Task<CircuitClient?> TryOpenPageAsync(Visitor visitor)
    {
        try
        {
            var client = await OpenAsync(visitor);
            await client.StartAsync();
            return client;
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Opens a page that shows nothing.</summary>
    /// <returns>The secret id of its circuit.</returns>
    public async Task<string> StartAsync() =>
        (string)(await CallAsync("StartCircuit", site.ToString(), site.ToString(), "[]", ""))!;

    /// <summary>Takes over the circuit with this secret id; false when the server refuses.</summary>
    public async Task<bool> ConnectAsync(string circuit) => await CallAsync("ConnectCircuit", circuit) is true;

    /// <summary>Takes up what was kept of a circuit that is gone.</summary>
    public async Task<string?> ResumeAsync(string circuit) =>
        (string?)await CallAsync("ResumeCircuit", circuit, site.ToString(), site.ToString(), "[]", "");

    /// <summary>Goes to another address within the page.</summary>
    public async Task UseAsync() => await CallAsync("OnLocationChanged", site.ToString(), null, false);

    /// <summary>Reads until the server closes the connection.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            while (true)
            {
                await TakeAsync(1);
            }
        }
        catch (WebSocketException)
        {
            return true;
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<object?> CallAsync(string method, params object?[] arguments)
    {
        var id = $"{++calls}";
        List<byte> message =
        [
            0x95, 1, 0x80, (byte)(0xa0 + id.Length), .. Encoding.ASCII.GetBytes(id), .. Pack(method),
            (byte)(0x90 + arguments.Length), .. arguments.SelectMany(Pack),
        ];
        var length = message.Count < 128
            ? (byte[])[(byte)message.Count]
            : [(byte)(message.Count | 128), (byte)(message.Count >> 7)];
        await SendAsync([.. length, .. message]);
        while (true)
        {
            var reply = await ReadMessageAsync();
            // A completion: its kind, no headers, the id of the call, and what the call gave.
            if (reply[1] == 3)
            {
                var at = 3 + 1 + id.Length;
                Assert.NotEqual(1, reply[at]);
                return reply[at] == 2 ? null : Unpack(reply, at + 1);
            }
        }
    }

    private async Task<byte[]> ReadMessageAsync()
    {
        var (length, shift) = (0, 0);
        while (true)
        {
            var part = (await TakeAsync(1))[0];
            length |= (part & 127) << shift;
            shift += 7;
            if (part < 128)
            {
                return await TakeAsync(length);
            }
        }
    }

    private Task SendAsync(byte[] bytes) => socket.SendAsync(bytes, WebSocketMessageType.Binary, true, Stop);

    private async Task<byte[]> TakeAsync(int count)
    {
        var frame = new byte[4096];
        while (unread.Count < count)
        {
            var read = await socket.ReceiveAsync(frame, Stop);
            if (read.MessageType is WebSocketMessageType.Close)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }

            unread.AddRange(frame.AsSpan(0, read.Count));
        }

        byte[] taken = [.. unread.Take(count)];
        unread.RemoveRange(0, count);
        return taken;
    }

    private static byte[] Pack(object? value)
    {
        if (value is not string text)
        {
            return [value switch { null => 0xc0, false => 0xc2, _ => 0xc3 }];
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return [0xda, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static object? Unpack(byte[] message, int at) => message[at] switch
    {
        0xc2 => false,
        0xc3 => true,
        0xd9 => Encoding.UTF8.GetString(message, at + 2, message[at + 1]),
        0xda => Encoding.UTF8.GetString(message, at + 3, (message[at + 1] << 8) | message[at + 2]),
        _ => null,
    };
}
