namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Reads bodies that strangers send.</summary>
internal static class BoundedBody
{
    private const int FirstPiece = 64 * 1024;
    private const int RoomBehind = 2 * 1024;

    /// <summary>The whole body, or null when it is longer than <paramref name="most"/> bytes; then no more than that was read.
    /// Throws <see cref="IOException"/> when the connection breaks.</summary>
    public static async Task<Memory<byte>?> ReadAsync(HttpContent content, int most, CancellationToken stop)
    {
        if (content.Headers.ContentLength > most)
        {
            return null;
        }

        var (bytes, length) = await FillAsync(content, most + 1, stop);
        return length > most ? null : bytes.AsMemory(0, length);
    }

    /// <summary>The beginning of a body, at most so many bytes.</summary>
    public static async Task<Memory<byte>> ReadPrefixAsync(HttpContent content, int most, CancellationToken stop)
    {
        var (bytes, length) = await FillAsync(content, most, stop);
        return bytes.AsMemory(0, length);
    }

    private static async Task<(byte[] Bytes, int Length)> FillAsync(HttpContent content, int most, CancellationToken stop)
    {
        // More than announced, so that the end is seen without growing, and the label of an image finds room behind it.
        var expected = (int)Math.Min(content.Headers.ContentLength + RoomBehind ?? FirstPiece, most);
        var bytes = new byte[expected];
        var length = 0;
        await using var stream = await content.ReadAsStreamAsync(stop);
        while (length < most)
        {
            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length, most));
            }

            var read = await stream.ReadAsync(bytes.AsMemory(length), stop);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return (bytes, length);
    }
}
