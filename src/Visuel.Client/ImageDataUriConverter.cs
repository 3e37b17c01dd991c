using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visuel.Client;

/// <summary>Writes bytes as <c>data:image/png;base64,…</c> into the output, in segments, so that no string of several
/// megabytes is made.</summary>
internal sealed class ImageDataUriConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    // Multiples of three bytes, so that only the last segment is padded.
    private const int Segment = 48 * 1024;

    private static ReadOnlySpan<byte> Prefix => "data:image/png;base64,"u8;

    public override ReadOnlyMemory<byte> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && text.StartsWith("data:image/png;base64,", StringComparison.Ordinal)
            ? Convert.FromBase64String(text[(comma + 1)..])
            : throw new JsonException("An image is a data:image/png;base64 address.");
    }

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(Segment));
        try
        {
            writer.WriteStringValueSegment(Prefix, isFinalSegment: false);
            for (var rest = value.Span; ; rest = rest[Segment..])
            {
                var part = rest[..Math.Min(Segment, rest.Length)];
                Base64.EncodeToUtf8(part, buffer, out _, out var written);
                var isLast = part.Length == rest.Length;
                writer.WriteStringValueSegment(buffer.AsSpan(0, written), isLast);
                if (isLast)
                {
                    return;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
