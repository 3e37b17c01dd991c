using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>JSON as Hugging Face and its providers write it.</summary>
internal static class UpstreamJson
{
    /// <summary>snake_case names; what is null is left out, since some backends refuse keys they do not know
    /// and nulls alike.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The bytes of a request body.</summary>
    public static byte[] Write<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, Options);

    /// <summary>The object in the bytes, or null when they are no JSON of its shape.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body.Span, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
