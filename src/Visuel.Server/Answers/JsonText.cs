using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Visuel.Server.Answers;

/// <summary>Reads a JSON text also where it has half of a surrogate pair (<c>\ud800</c>), at which the serializer
/// throws. Such a half stays in the text, for the cleaning to leave out.</summary>
internal static class JsonText
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text that the reader stands on. Throws <see cref="JsonException"/> when it is no text, or no
    /// UTF-8.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            throw new JsonException("A text is expected.");
        }

        try
        {
            var text = reader.HasValueSequence
                ? Strict.GetString(reader.ValueSequence)
                : Strict.GetString(reader.ValueSpan);
            return reader.ValueIsEscaped ? Unescape(text) : text;
        }
        catch (DecoderFallbackException error)
        {
            throw new JsonException("The text is not UTF-8.", error);
        }
    }

    // The reader has checked that every escape is whole.
    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not '\\')
            {
                plain.Append(text[at]);
                continue;
            }

            at++;
            plain.Append(text[at] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\b',
                'f' => '\f',
                'u' => (char)ushort.Parse(text.AsSpan(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                var sign => sign,
            });
            at += text[at] is 'u' ? 4 : 0;
        }

        return plain.ToString();
    }
}
