using System.Buffers.Binary;
using System.IO.Hashing;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Tells whether bytes are a complete image file. The bytes decide, not the declared type. Nothing is
/// decoded.</summary>
internal static class ImageFile
{
    /// <summary>The longest file that is taken, in bytes.</summary>
    public const int Longest = 25 * 1024 * 1024;

    /// <summary>The most pixels that are taken.</summary>
    public const int MostPixels = 50_000_000;

    /// <summary>Whether this is a PNG, JPEG or WebP file from beginning to end.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> file) =>
        file.Length <= Longest && (IsWholePng(file) || IsWholeJpeg(file) || IsWholeWebP(file));

    // A signature, then chunks of length, type, data and CRC of type and data,
    // from IHDR to IEND (PNG specification, section 5).
    private static bool IsWholePng(ReadOnlySpan<byte> file)
    {
        if (file is not [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..])
        {
            return false;
        }

        var rest = file[8..];
        var isFirst = true;
        var hasPixels = false;
        while (rest.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                return false;
            }

            var named = rest.Slice(4, 4 + (int)length);
            var type = named[..4];
            if (Crc32.HashToUInt32(named) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..])
                || (isFirst && !IsHeader(named)))
            {
                return false;
            }

            if (type.SequenceEqual("IEND"u8))
            {
                return hasPixels;
            }

            hasPixels |= type.SequenceEqual("IDAT"u8);
            isFirst = false;
            rest = rest[(12 + (int)length)..];
        }

        return false;
    }

    private static bool IsHeader(ReadOnlySpan<byte> named) =>
        named.Length == 17 && named.StartsWith("IHDR"u8)
        && (ulong)BinaryPrimitives.ReadUInt32BigEndian(named[4..]) * BinaryPrimitives.ReadUInt32BigEndian(
            named[8..]) is > 0 and <= MostPixels;

    // Start and end of image; some encoders fill the file up with zeros.
    private static bool IsWholeJpeg(ReadOnlySpan<byte> file) =>
        file is [0xFF, 0xD8, 0xFF, ..] && file.TrimEnd((byte)0) is { Length: > 16 } and [.., 0xFF, 0xD9];

    // RIFF, the length of what follows, WEBP, then a first chunk that is lossy, lossless or extended.
    private static bool IsWholeWebP(ReadOnlySpan<byte> file) =>
        file.Length > 20 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBPVP8"u8)
        && file[15] is (byte)' ' or (byte)'L' or (byte)'X'
        && BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) is var length && length <= file.Length - 8 && length > 12;
}
