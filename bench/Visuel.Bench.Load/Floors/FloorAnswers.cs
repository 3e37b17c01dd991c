using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Visuel.Bench.Load.Floors;

/// <summary>Writes the same JSON as Visuel, by hand and with constants for everything but the image.</summary>
internal static class FloorAnswers
{
    // Multiples of three bytes, so that only the last segment is padded.
    private const int Segment = 48 * 1024;

    private const string Json = "application/json; charset=utf-8";

    // As the server's: the plus signs of base64 stay as they are.
    private static readonly JsonWriterOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly byte[] Quota =
    [
        .. """{"plan":"enterprise","usage":{"used":15,"quota":null,"remaining":null}"""u8,
        .. ""","lastReset":"2026-11-01T00:00:00.000Z","held":0,"limitFrom":"plan","""u8,
        .. "\"resetsAt\":\"2026-12-01T00:00:00.000Z\"}"u8,
    ];

    /// <summary>The constant answer of a quota.</summary>
    public static async Task WriteQuotaAsync(HttpResponse response)
    {
        response.ContentType = Json;
        response.ContentLength = Quota.Length;
        await response.BodyWriter.WriteAsync(Quota);
    }

    /// <summary>The answer with an image, its base64 written in segments straight into the response, each of which is
    /// sent before the next is made.</summary>
    public static async Task WriteImageAsync(HttpResponse response, ReadOnlyMemory<byte> image)
    {
        response.ContentType = Json;
        await using (var writer = new Utf8JsonWriter(response.BodyWriter, Plain))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("success"u8, true);
            writer.WritePropertyName("image"u8);
            await WriteDataUriAsync(writer, response.BodyWriter, image);
            WriteRest(writer);
        }

        await response.BodyWriter.FlushAsync();
    }

    private static async Task WriteDataUriAsync(Utf8JsonWriter writer, PipeWriter response, ReadOnlyMemory<byte> image)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(Segment));
        writer.WriteStringValueSegment("data:image/png;base64,"u8, isFinalSegment: false);
        while (!image.IsEmpty)
        {
            var part = image[..Math.Min(Segment, image.Length)];
            Base64.EncodeToUtf8(part.Span, buffer, out _, out var written);
            image = image[part.Length..];
            writer.WriteStringValueSegment(buffer.AsSpan(0, written), image.IsEmpty);
            writer.Flush();
            await response.FlushAsync();
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void WriteRest(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("usage"u8);
        writer.WriteNumber("used"u8, 15);
        writer.WriteNull("quota"u8);
        writer.WriteNull("remaining"u8);
        writer.WriteEndObject();
        var id = Guid.CreateVersion7();
        writer.WriteString("id"u8, id);
        writer.WriteString("url"u8, $"/api/images/{id}/file");
        writer.WriteString("prompt"u8, "A paper boat on a quiet lake");
        writer.WriteString("model"u8, "stabilityai/stable-diffusion-xl-base-1.0"u8);
        writer.WriteString("engine"u8, "huggingface"u8);
        writer.WriteString("provider"u8, "hf-inference"u8);
        writer.WriteNumber("seed"u8, 42);
        writer.WriteNumber("width"u8, 1024);
        writer.WriteNumber("height"u8, 1024);
        writer.WriteBoolean("cached"u8, false);
        writer.WriteEndObject();
    }
}
