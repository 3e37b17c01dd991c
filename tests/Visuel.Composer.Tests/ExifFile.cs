using System.Buffers.Binary;
using System.IO.Hashing;
using SkiaSharp;

namespace Visuel.Composer.Tests;

/// <summary>Files of pictures that say how their camera was held.</summary>
internal static class ExifFile
{
    private const int AfterHeader = 33;
    private const int EndChunk = 12;

    /// <summary>A file of the picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="file">What kind of file.</param>
    /// <param name="orientation">The value of Exif's tag 0x0112.</param>
    public static byte[] Of(SKBitmap picture, string file, int orientation)
    {
        var exif = Exif(orientation, file.EndsWith("big endian", StringComparison.Ordinal));
        return file[..3] switch
        {
            "JPE" => Jpeg(picture, exif),
            "PNG" => Png(picture, exif, isLast: file.EndsWith("last", StringComparison.Ordinal)),
            _ => Webp(picture, exif),
        };
    }

    /// <summary>Exif data with nothing but the orientation.</summary>
    public static byte[] Exif(int orientation, bool isBigEndian) => isBigEndian
        ? [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0]
        : [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>A PNG with these bytes as its chunk eXIf, before its pixels or after them.</summary>
    public static byte[] Png(SKBitmap picture, byte[] exif, bool isLast = false)
    {
        var file = picture.Encode(SKEncodedImageFormat.Png, 100).ToArray();
        var place = isLast ? file.Length - EndChunk : AfterHeader;
        byte[] named = [.. "eXIf"u8, .. exif];
        return [.. file[..place], .. BigEndian(exif.Length), .. named, .. BigEndian((int)Crc32.HashToUInt32(named)),
            .. file[place..]];
    }

    private static byte[] Jpeg(SKBitmap picture, byte[] exif)
    {
        var file = picture.Encode(SKEncodedImageFormat.Jpeg, 100).ToArray();
        return [.. file[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 8), .. "Exif\0\0"u8, .. exif, .. file[2..]];
    }

    // The extended file format: a header that says that Exif follows, the picture's own chunk, and the Exif.
    private static byte[] Webp(SKBitmap picture, byte[] exif)
    {
        var file = picture.Encode(SKEncodedImageFormat.Webp, 100).ToArray();
        var (width, height) = (picture.Width - 1, picture.Height - 1);
        var chunks = file.AsSpan(12);
        if (chunks.StartsWith("VP8X"u8))
        {
            chunks = chunks[18..];
        }

        byte[] body =
        [
            .. "WEBPVP8X"u8, 10, 0, 0, 0, 0x08, 0, 0, 0, (byte)width, 0, 0, (byte)height, 0, 0, .. chunks,
            .. "EXIF"u8, (byte)exif.Length, 0, 0, 0, .. exif,
        ];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, body.Length);
        return [.. "RIFF"u8, .. length, .. body];
    }

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
