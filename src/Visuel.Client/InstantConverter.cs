using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Visuel.Client;

/// <summary>Writes instants as <c>2026-11-01T00:00:00.000Z</c>; reads any ISO 8601 instant with an offset.</summary>
public sealed partial class InstantConverter : JsonConverter<DateTimeOffset>
{
    /// <summary>The format on the wire.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(reader.TokenType is JsonTokenType.String ? reader.GetString() : null, out var instant)
            ? instant
            : throw new JsonException("An instant is written like 2026-11-01T00:00:00.000Z.");

    /// <summary>Reads an instant, in UTC. False for a date or an hour alone, for one without an offset, and for every
    /// other way to write one: 12/11/2026 is two days.</summary>
    public static bool TryRead(string? text, out DateTimeOffset instant)
    {
        if (text is not null && Written().IsMatch(text)
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out instant))
        {
            return true;
        }

        instant = default;
        return false;
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

    // Seconds and their parts may be left out.
    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
