using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Visuel.Bench.Load.Driving;

/// <summary>An answer, read to its end.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Length">Bytes of its body.</param>
internal readonly record struct Answer(int Status, long Length);

/// <summary>One connection that is kept open, with one request in flight. Understands as much of HTTP/1.1 as Kestrel
/// writes: a length or chunks (RFC 9112, 6 and 7), and looks at no byte of a body, so that little of the machine goes
/// to the driver.</summary>
internal sealed class Line(Uri target) : IDisposable
{
    private readonly Socket socket =
        new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;

    /// <summary>The beginning of the last body, for a failure's message.</summary>
    public string Beginning { get; private set; } = "";

    /// <summary>Connects.</summary>
    public async Task ConnectAsync(CancellationToken stop) =>
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target.Port), stop);

    /// <summary>Sends a request and reads its answer to the end.</summary>
    /// <exception cref="IOException">The connection ended before that, or said something else than HTTP.</exception>
    public async ValueTask<Answer> AskAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        int head;
        while ((head = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await FillAsync();
        }

        var (status, length) = ReadHead(buffer.AsSpan(start, head + 2));
        start += head + 4;
        Beginning = status < 300 ? "" : Encoding.UTF8.GetString(buffer.AsSpan(start, Math.Min(end - start, 300)));
        if (length is { } announced)
        {
            await SkipAsync(announced);
            return new Answer(status, announced);
        }

        return new Answer(status, await SkipChunksAsync());
    }

    public void Dispose() => socket.Dispose();

    // Null stands for chunks.
    private static (int Status, long? Length) ReadHead(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 "u8) || !int.TryParse(head.Slice(9, 3), out var status))
        {
            throw new IOException("The answer is no HTTP.");
        }

        if (Find(head, "\r\nContent-Length: "u8) is { Length: > 0 } length)
        {
            return (status, long.Parse(length, System.Globalization.CultureInfo.InvariantCulture));
        }

        return (status, Find(head, "\r\nTransfer-Encoding: chunked"u8) is { Length: > 0 } ? null : 0);
    }

    // From behind the name to the end of the line; the name may be all there is.
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        if (at < 0)
        {
            return default;
        }

        var value = head[(at + name.Length)..];
        var line = value[..value.IndexOf("\r\n"u8)];
        return line.IsEmpty ? name : line;
    }

    private async ValueTask<long> SkipChunksAsync()
    {
        var total = 0L;
        while (true)
        {
            int line;
            while ((line = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8)) < 0)
            {
                await FillAsync();
            }

            if (!long.TryParse(
                buffer.AsSpan(start, line), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var length))
            {
                throw new IOException("A chunk has no length.");
            }

            start += line + 2;
            // What closes the chunk goes with it; the last one is closed by an empty line,
            // since Kestrel sends no trailers unasked.
            await SkipAsync(length + 2);
            total += length;
            if (length == 0)
            {
                return total;
            }
        }
    }

    private async ValueTask SkipAsync(long bytes)
    {
        while (bytes > end - start)
        {
            bytes -= end - start;
            start = end;
            await FillAsync();
        }

        start += (int)bytes;
    }

    private async ValueTask FillAsync()
    {
        if (start == end)
        {
            start = end = 0;
        }
        else if (end == buffer.Length)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            throw new IOException("A line of the answer is longer than the buffer.");
        }

        var read = await socket.ReceiveAsync(buffer.AsMemory(end), SocketFlags.None);
        end += read > 0 ? read : throw new IOException("The server closed the connection.");
    }
}
