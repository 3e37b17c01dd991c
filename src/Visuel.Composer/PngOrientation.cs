using System.Buffers.Binary;
using SkiaSharp;

namespace Visuel.Composer;

/// <summary>How the camera of a PNG file was held: the orientation in its chunk <c>eXIf</c> (PNG, third edition,
/// 11.3.3.6; Exif 2.32, 4.6.4).</summary>
internal static class PngOrientation
{
    private const int SignatureBytes = 8;
    private const int ChunkHeadBytes = 8;
    private const int ChunkSumBytes = 4;
    private const int TiffHeadBytes = 8;
    private const int EntryBytes = 12;
    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;

    /// <summary>Reads it. Upright where the file says nothing that can be read.</summary>
    public static SKEncodedOrigin Read(ReadOnlySpan<byte> png)
    {
        for (var rest = png[Math.Min(SignatureBytes, png.Length)..]; rest.Length >= ChunkHeadBytes;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var kind = rest.Slice(4, 4);
            rest = rest[ChunkHeadBytes..];
            if (length > rest.Length)
            {
                break;
            }

            if (kind.SequenceEqual("eXIf"u8))
            {
                return OfExif(rest[..(int)length]);
            }

            rest = rest[Math.Min((int)length + ChunkSumBytes, rest.Length)..];
        }

        return SKEncodedOrigin.TopLeft;
    }

    private static SKEncodedOrigin OfExif(ReadOnlySpan<byte> exif)
    {
        var isBigEndian = exif.StartsWith("MM\0*"u8);
        if (exif.Length < TiffHeadBytes || !(isBigEndian || exif.StartsWith("II*\0"u8)))
        {
            return SKEncodedOrigin.TopLeft;
        }

        var place = isBigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(exif[4..])
            : BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]);
        if (place > exif.Length - 2)
        {
            return SKEncodedOrigin.TopLeft;
        }

        // The number of entries is not believed: they end with the chunk.
        var entries = exif[(int)place..];
        var count = Number(entries, isBigEndian);
        entries = entries[2..];
        for (; count > 0 && entries.Length >= EntryBytes; count--, entries = entries[EntryBytes..])
        {
            if (Number(entries, isBigEndian) == OrientationTag && Number(entries[2..], isBigEndian) == ShortType)
            {
                var origin = Number(entries[8..], isBigEndian);
                return origin is >= 1 and <= 8 ? (SKEncodedOrigin)origin : SKEncodedOrigin.TopLeft;
            }
        }

        return SKEncodedOrigin.TopLeft;
    }

    private static ushort Number(ReadOnlySpan<byte> bytes, bool isBigEndian) => isBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
        : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
