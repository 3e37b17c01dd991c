using System.Buffers.Binary;

namespace Visuel.Testing;

/// <summary>A PNG file, checked to begin and end as one.</summary>
internal sealed class Png
{
    public Png(byte[] bytes)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], bytes[..8]);
        Assert.Equal("IEND"u8.ToArray(), bytes[^8..^4]);
        Bytes = bytes;
    }

    public byte[] Bytes { get; }

    public int Width => BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(16));

    public int Height => BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(20));

    public static Png OfDataUri(string address)
    {
        Assert.StartsWith("data:image/png;base64,", address, StringComparison.Ordinal);
        return new Png(Convert.FromBase64String(address["data:image/png;base64,".Length..]));
    }
}
