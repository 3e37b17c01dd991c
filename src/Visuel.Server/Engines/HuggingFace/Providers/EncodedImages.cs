using System.Buffers.Text;
using System.Text.Json;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>Calls providers that answer in the shape of OpenAI's images API: <c>{"data":[{"b64_json":…}]}</c>, or a
/// <c>url</c> in its place (docs/contracts/huggingface.md#providers).</summary>
internal sealed class EncodedImages(UpstreamClient upstream, ImageDownload download)
{
    /// <summary>Sends the call and takes the first image out of its answer.</summary>
    public async Task<ProviderOutcome> DrawAsync(UpstreamCall call, IDrawingWatch watch, CancellationToken stop)
    {
        watch.Report(new DrawProgress(DrawStage.Drawing));
        return await upstream.SendAsync(call, stop) switch
        {
            UpstreamOutcome.Answered { Reply.Body: var body } => await ReadAsync(body, stop),
            UpstreamOutcome.Failed { Fault: var fault } => new ProviderOutcome.Refused(fault),
            _ => throw new InvalidOperationException("A call is answered or failed."),
        };
    }

    /// <summary>The file that hf-inference or an Inference Endpoint answered. Some of their backends wrap it in JSON,
    /// as base64 or as an address (huggingface.js, HFInferenceTextToImageTask;
    /// huggingface-inference-toolkit).</summary>
    public async Task<ProviderOutcome> ReadFileAsync(Memory<byte> body, CancellationToken stop) =>
        body.Span is [(byte)'{' or (byte)'"' or (byte)'[', ..]
            ? await ReadAsync(body, stop)
            : new ProviderOutcome.Drawn(body);

    /// <summary>The first image of an answer. The image is decoded inside the body's own buffer, which no longer holds
    /// the JSON afterwards.</summary>
    public async Task<ProviderOutcome> ReadAsync(Memory<byte> body, CancellationToken stop)
    {
        var found = Find(body.Span);
        return found switch
        {
            { Encoded: { } encoded } when DecodeInPlace(body[encoded]) is { } file => new ProviderOutcome.Drawn(file),
            { Address: { } address } => await download.FetchAsync(address, stop),
            _ => new ProviderOutcome.Refused(FaultClass.Malformed, "JSON without an image"),
        };
    }

    // The value of b64_json, of url, or the first of output: whichever comes first.
    private static (Range? Encoded, string? Address) Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        // Where the whole answer is one JSON string, that string is the file.
        var name = Name.Encoded;
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = reader.ValueTextEquals("b64_json"u8) ? Name.Encoded
                            : reader.ValueTextEquals("url"u8) || reader.ValueTextEquals("output"u8) ? Name.Address
                            : Name.Other;
                        break;
                    case JsonTokenType.String when name == Name.Encoded:
                        var first = (int)reader.TokenStartIndex + 1;
                        return (first..(first + reader.ValueSpan.Length), null);
                    case JsonTokenType.String when name == Name.Address:
                        return (null, reader.GetString());
                    default:
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // The body is not JSON, so it holds no image.
        }

        return default;
    }

    private enum Name
    {
        Other,
        Encoded,
        Address,
    }

    private static Memory<byte>? DecodeInPlace(Memory<byte> encoded)
    {
        // Some JSON writers escape the slash, which base64 uses. The backslash before it is dropped.
        var text = encoded.Span;
        var length = 0;
        foreach (var letter in text)
        {
            if (letter != (byte)'\\')
            {
                text[length++] = letter;
            }
        }

        return Base64.DecodeFromUtf8InPlace(text[..length], out var bytes) == System.Buffers.OperationStatus.Done
            ? encoded[..bytes]
            : null;
    }
}
