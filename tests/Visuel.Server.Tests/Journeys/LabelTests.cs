using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using System.Xml.Linq;
using SkiaSharp;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace;
using Visuel.Server.Features.Drawing.Keep;
using Visuel.Server.Features.Library;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Every kept file says what it is, and nothing of who asked for what.</summary>
public sealed class LabelTests
{
    private const string Generate = "/api/images/generate";

    private static readonly XNamespace Iptc = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    private static readonly XNamespace Xmp = "http://ns.adobe.com/xap/1.0/";

    [Theory]
    [InlineData("fal-ai", "png", 1024)]
    [InlineData("fal-ai", "jpeg", 1024)]
    [InlineData("nscale", "png", 1024)]
    [InlineData("nscale", "png", 600)]
    public async Task A_file_from_a_model_says_so(string provider, string format, int side)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Maps(ImageModels.StableDiffusionXl.Id, Engines.HuggingFace.EngineUnderTest.Mapping(provider));
        hf.Draws(new FakePicture { Format = format });
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");

        var reply = await owner.PostAsync(Generate, new { prompt = "a zebrafinch", width = side, height = side });
        var file = (await owner.GetAsync(reply.Json.GetProperty("url").GetString()!)).Bytes;

        Assert.True(ImageFile.IsWhole(file));
        Assert.Equal(file, Convert.FromBase64String(reply.Json.GetProperty("image").GetString()!.Split(',')[1]));
        var label = LabelOf(file);
        Assert.Equal("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", label.Attribute(
            Iptc + "DigitalSourceType")!.Value);
        Assert.Equal("stabilityai/stable-diffusion-xl-base-1.0", label.Attribute(Iptc + "AISystemUsed")!.Value);
        Assert.Equal("Visuel (huggingface, stabilityai/stable-diffusion-xl-base-1.0)", label.Attribute(
            Xmp + "CreatorTool")!.Value);
        Assert.True(DateTimeOffset.TryParse(label.Attribute(Xmp + "CreateDate")!.Value, null, out _));
        Assert.DoesNotContain("zebrafinch", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        using var picture = SKBitmap.Decode(file);
        Assert.Equal((side, side), (picture.Width, picture.Height));
        Assert.True(picture.GetPixel(side - 10, side - 10) is { Blue: > 240, Red: < 15 });
    }

    [Fact]
    public async Task A_composed_file_says_that_no_model_drew_it()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");

        var reply = await owner.PostAsync(Generate, new { prompt = "a bicycle" });
        var label = LabelOf((await owner.GetAsync(reply.Json.GetProperty("url").GetString()!)).Bytes);

        Assert.Equal("http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia", label.Attribute(
            Iptc + "DigitalSourceType")!.Value);
        Assert.Null(label.Attribute(Iptc + "AISystemUsed"));
    }

    [Fact]
    public void What_others_wrote_into_the_file_is_taken_out()
    {
        var plain = new FakePictures().Draw(new FakePicture(), "png", new DrawSize(64, 64));
        byte[] talkative = [.. plain[..33], .. Chunk("tEXt", "parameters\0a secret prompt"),
            .. plain[33..^12], .. Chunk("eXIf", "Ada"), .. plain[^12..], .. "behind"u8];

        var labelled = PngLabel.Write(talkative, "huggingface", "a/<b>&\"c\"", DateTimeOffset.UnixEpoch);

        Assert.True(ImageFile.IsWhole(labelled.Span));
        var text = Encoding.Latin1.GetString(labelled.Span);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", text, StringComparison.Ordinal);
        Assert.DoesNotContain("behind", text, StringComparison.Ordinal);
        Assert.Equal("a/<b>&\"c\"", LabelOf(labelled.ToArray()).Attribute(Iptc + "AISystemUsed")!.Value);
        Assert.Equal("1970-01-01T00:00:00Z", LabelOf(labelled.ToArray()).Attribute(Xmp + "CreateDate")!.Value);
    }

    [Fact]
    public void A_file_with_room_behind_it_is_labelled_where_it_lies()
    {
        var plain = new FakePictures().Draw(new FakePicture(), "png", new DrawSize(64, 64));
        var buffer = PooledBytes.Rent(plain.Length + 4096)[..plain.Length];
        plain.CopyTo(buffer);

        var labelled = PngLabel.Write(buffer, "composer", "visuel/composer", DateTimeOffset.UnixEpoch);

        Assert.Same(PooledBytes.OwnerOf(buffer), PooledBytes.OwnerOf(labelled));
        Assert.True(ImageFile.IsWhole(labelled.Span));
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public void Half_a_picture_is_none(string format)
    {
        var file = new FakePictures().Draw(new FakePicture(), format, new DrawSize(512, 512));

        Assert.NotNull(Picture.ToPng(file, DrawSize.Default));
        Assert.Null(Picture.ToPng(file.AsMemory(0, file.Length / 2), DrawSize.Default));
    }

    private static byte[] Chunk(string type, string data)
    {
        byte[] named = [.. Encoding.Latin1.GetBytes(type), .. Encoding.Latin1.GetBytes(data)];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, named.Length - 4);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(named.Length + 4), Crc32.HashToUInt32(named));
        return chunk;
    }

    private static XElement LabelOf(byte[] png)
    {
        var text = Encoding.UTF8.GetString(png);
        var start = text.IndexOf("<x:xmpmeta", StringComparison.Ordinal);
        var end = text.IndexOf("</x:xmpmeta>", StringComparison.Ordinal) + "</x:xmpmeta>".Length;
        return XDocument.Parse(text[start..end]).Descendants()
            .Single(element => element.Name.LocalName == "Description");
    }
}
