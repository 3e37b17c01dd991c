namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Reads bodies of other servers, up to a length.</summary>
internal static class BoundedBody
{
    private const int FirstPiece = 64 * 1024;
    private const int RoomBehind = 2 * 1024;

    /// <summary>The whole body, or null when it is longer than <paramref name="most"/> bytes; then no more than that
    /// was read. Throws <see cref="IOException"/> when the connection breaks.</summary>
    public static async Task<Memory<byte>?> ReadAsync(HttpContent content, int most, CancellationToken stop)
    {
        if (content.Headers.ContentLength > most)
        {
            return null;
        }

        var bytes = await FillAsync(content, most + 1, stop);
        return bytes.Length > most ? null : bytes;
    }

    /// <summary>The beginning of a body, at most so many bytes.</summary>
    public static Task<Memory<byte>> ReadPrefixAsync(HttpContent content, int most, CancellationToken stop) =>
        FillAsync(content, most, stop);

    private static async Task<Memory<byte>> FillAsync(HttpContent content, int most, CancellationToken stop)
    {
        // The buffer is longer than the announced length: the end is then seen without a larger buffer, and the label
        // of an image can be written behind the file.
        var expected = (int)Math.Min(content.Headers.ContentLength + RoomBehind ?? FirstPiece, most);
        var bytes = PooledBytes.Rent(expected);
        var length = 0;
        await using var stream = await content.ReadAsStreamAsync(stop);
        while (length < most)
        {
            if (length == bytes.Length)
            {
                bytes = PooledBytes.Grow(bytes, (int)Math.Min(bytes.Length, (long)most - bytes.Length));
            }

            var read = await stream.ReadAsync(bytes[length..], stop);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return bytes[..length];
    }
}
