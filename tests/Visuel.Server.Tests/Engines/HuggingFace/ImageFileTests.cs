using System.Buffers.Binary;
using System.Text;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>What counts as an image.</summary>
public sealed class ImageFileTests
{
    private static readonly FakePictures Pictures = new();

    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public void A_whole_file_is_taken(string format) => Assert.True(ImageFile.IsWhole(Draw(format)));

    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public void No_beginning_of_it_is(string format)
    {
        var file = Draw(format);
        Assert.All(Enumerable.Range(0, file.Length), length => Assert.False(ImageFile.IsWhole(file.AsSpan(0, length))));
    }

    [Fact]
    public void Nor_a_PNG_with_a_changed_byte_anywhere()
    {
        var file = Draw("png");
        for (var at = 0; at < file.Length; at++)
        {
            var changed = file.ToArray();
            changed[at] ^= 0x10;
            Assert.False(ImageFile.IsWhole(changed), $"byte {at}");
        }
    }

    [Fact]
    public void Nor_one_without_pixels()
    {
        var file = Draw("png");
        // The signature and IHDR, then at once IEND.
        Assert.False(ImageFile.IsWhole([.. file[..33], .. file[^12..]]));
    }

    [Fact]
    public void Nor_one_whose_chunk_claims_more_than_there_is()
    {
        var file = Draw("png");
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(33), uint.MaxValue);
        Assert.False(ImageFile.IsWhole(file));
    }

    [Theory]
    [InlineData(7071, 7071, true)]
    [InlineData(7072, 7071, false)]
    [InlineData(0, 7071, false)]
    public void Nor_one_of_more_than_fifty_megapixels(int width, int height, bool isTaken)
    {
        var file = Draw("png");
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(
            file.AsSpan(29), System.IO.Hashing.Crc32.HashToUInt32(file.AsSpan(12, 17)));
        Assert.Equal(isTaken, ImageFile.IsWhole(file));
    }

    [Fact]
    public void A_JPEG_filled_up_with_zeros_is_taken() => Assert.True(ImageFile.IsWhole([.. Draw("jpeg"), 0, 0, 0]));

    [Theory]
    [InlineData("")]
    [InlineData("{\"error\":\"Something went wrong\"}")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("GIF89a……………………………………")]
    [InlineData("RIFF\u0010\0\0\0WEBPVP8?0000000000000000")]
    public void Nothing_else_is(string text) => Assert.False(ImageFile.IsWhole(Encoding.UTF8.GetBytes(text)));

    private static byte[] Draw(string format) =>
        Pictures.Draw(new FakePicture(), format, new DrawSize(32, 24)).ToArray();
}
