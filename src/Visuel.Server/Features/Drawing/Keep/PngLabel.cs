using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Security;
using System.Text;
using Visuel.Core.Generation;

namespace Visuel.Server.Features.Drawing.Keep;

/// <summary>Writes into a PNG what it is: XMP with IPTC's digital source type, the engine, the model and the date. No
/// prompt and no person; what an engine or a provider wrote beside the pixels (texts, parameters,
/// Exif) is taken out.</summary>
internal static class PngLabel
{
    private const int Signature = 8;
    private const int AroundData = 12;

    // https://cv.iptc.org/newscodes/digitalsourcetype: made by a trained model,
    // or by an algorithm that was not trained.
    private const string SourceTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";

    /// <summary>The labelled file. The bytes given are changed, and used for it where they are
    /// <see cref="PooledBytes"/> with room behind them; otherwise it is a copy.</summary>
    /// <param name="png">A whole PNG.</param>
    /// <param name="engine">The engine that drew it.</param>
    /// <param name="model">The model it drew with.</param>
    /// <param name="at">When.</param>
    public static Memory<byte> Write(Memory<byte> png, string engine, string model, DateTimeOffset at)
    {
        var chunk = Chunk(Xmp(engine, model, at));
        var kept = KeepPixels(png);
        var labelled = PooledBytes.Grow(kept, chunk.Length);
        // Behind the header, which must be the first chunk (PNG specification, 5.6).
        var place = Signature + ChunkLength(labelled.Span[Signature..]);
        labelled.Span[place..kept.Length].CopyTo(labelled.Span[(place + chunk.Length)..]);
        chunk.CopyTo(labelled.Span[place..]);
        return labelled;
    }

    // The pixels, their colours and how they are to be shown:
    // nothing else an image needs (PNG specification, 11.2 and 11.3).
    private static bool IsForPixels(ReadOnlySpan<byte> type) =>
        char.IsAsciiLetterUpper((char)type[0]) || type.SequenceEqual("tRNS"u8) || type.SequenceEqual("gAMA"u8)
        || type.SequenceEqual("cHRM"u8)
        || type.SequenceEqual("sRGB"u8) || type.SequenceEqual("iCCP"u8) || type.SequenceEqual("cICP"u8)
        || type.SequenceEqual("sBIT"u8)
        || type.SequenceEqual("pHYs"u8) || type.SequenceEqual("bKGD"u8);

    private static Memory<byte> KeepPixels(Memory<byte> png)
    {
        var file = png.Span;
        var length = Signature;
        for (var at = Signature; at + AroundData <= file.Length;)
        {
            var chunk = file.Slice(at, ChunkLength(file[at..]));
            at += chunk.Length;
            var type = chunk.Slice(4, 4);
            var isEnd = type.SequenceEqual("IEND"u8);
            if (IsForPixels(type))
            {
                if (at - chunk.Length != length)
                {
                    chunk.CopyTo(file[length..]);
                }

                length += chunk.Length;
            }

            if (isEnd)
            {
                break;
            }
        }

        return png[..length];
    }

    private static int ChunkLength(ReadOnlySpan<byte> chunk) => AroundData + BinaryPrimitives.ReadInt32BigEndian(chunk);

    // iTXt, uncompressed, without language and translation (XMP specification, part 3, 1.1.5).
    private static byte[] Chunk(string xmp)
    {
        byte[] named = [.. "iTXtXML:com.adobe.xmp\0\0\0\0\0"u8, .. Encoding.UTF8.GetBytes(xmp)];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, named.Length - 4);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(named.Length + 4), Crc32.HashToUInt32(named));
        return chunk;
    }

    private static string Xmp(string engine, string model, DateTimeOffset at)
    {
        var isTrained = engine != EngineNames.Composer;
        // AISystemUsed is of IPTC Photo Metadata 2025.1.
        var system = isTrained ? $" Iptc4xmpExt:AISystemUsed=\"{SecurityElement.Escape(model)}\"" : "";
        var source = SourceTypes + (isTrained ? "trainedAlgorithmicMedia" : "algorithmicMedia");
        var tool = SecurityElement.Escape($"Visuel ({engine}, {model})");
        const string rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{rdf}"><rdf:Description rdf:about=""
             xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
             xmp:CreatorTool="{tool}" xmp:CreateDate="{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"
             Iptc4xmpExt:DigitalSourceType="{source}"{system}/></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """);
    }
}
