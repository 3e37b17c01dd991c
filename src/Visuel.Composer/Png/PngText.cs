using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Visuel.Composer.Png;

/// <summary>
/// Adds a tEXt chunk (PNG specification, third edition, 11.3.3.2) right after IHDR: Skia's encoder has no option for one.
/// </summary>
internal static class PngText
{
    // Eight bytes of signature, then IHDR: length, type, 13 bytes of data, CRC.
    private const int EndOfHeader = 8 + 4 + 4 + 13 + 4;

    public static byte[] Insert(ReadOnlySpan<byte> png, string keyword, string text)
    {
        var data = Encoding.Latin1.GetBytes($"tEXt{keyword}\0{text}");
        var chunk = new byte[4 + data.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length - 4);
        data.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + data.Length), Crc32.HashToUInt32(data));

        var result = new byte[png.Length + chunk.Length];
        png[..EndOfHeader].CopyTo(result);
        chunk.CopyTo(result, EndOfHeader);
        png[EndOfHeader..].CopyTo(result.AsSpan(EndOfHeader + chunk.Length));
        return result;
    }
}
