using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Visuel.Composer.Tests;

public sealed class PngTests
{
    private const int TextChunk = 33;

    [Fact]
    public void The_file_says_that_it_is_an_offline_illustration()
    {
        var png = Drawing.Compose("Télétravail").Png.Span;
        var length = BinaryPrimitives.ReadInt32BigEndian(png[TextChunk..]);
        var chunk = png.Slice(TextChunk + 4, 4 + length);
        Assert.Equal("tEXtSoftware\0Visuel composer-3 - offline illustration", Encoding.Latin1.GetString(chunk));
        Assert.Equal(Crc32.HashToUInt32(chunk), BinaryPrimitives.ReadUInt32BigEndian(png[(TextChunk + 8 + length)..]));
    }

    [Fact]
    public void Every_chunk_is_whole_and_the_pixels_are_plain_RGB()
    {
        var png = Drawing.Compose("Télétravail").Png.Span;
        var kinds = new List<string>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png[at..]);
            Assert.Equal(Crc32.HashToUInt32(png.Slice(at + 4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(
                png[(at + 8 + length)..]));
            kinds.Add(Encoding.ASCII.GetString(png.Slice(at + 4, 4)));
            at += 12 + length;
        }

        Assert.Equal(("IHDR", "tEXt", "IEND"), (kinds[0], kinds[1], kinds[^1]));
        Assert.Equal((8, 2), (png[24], png[25]));
    }
}
