using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Visuel.Client;

/// <summary>Writes instants as <c>2026-11-01T00:00:00.000Z</c>; reads any ISO 8601 instant with an offset.</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>The format on the wire.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        var hasOffset = text is { Length: > 10 }
            && (text[^1] is 'Z' or 'z' || text.AsSpan(10).IndexOfAny('+', '-') >= 0);
        return hasOffset
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : throw new JsonException("An instant is written like 2026-11-01T00:00:00.000Z.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // In two standard formats, which need not be read anew for each instant as a format of one's own is.
        Span<byte> text = stackalloc byte["2026-11-01T00:00:00.000Z".Length];
        var instant = value.UtcDateTime;
        instant.TryFormat(text, out var place, "s", CultureInfo.InvariantCulture);
        text[place] = (byte)'.';
        instant.Millisecond.TryFormat(text[(place + 1)..], out _, "D3", CultureInfo.InvariantCulture);
        text[^1] = (byte)'Z';
        writer.WriteStringValue(text);
    }
}
