using System.Globalization;
using System.Text;

namespace Visuel.Server.Tests.Fuzz;

/// <summary>Values that broke something somewhere, and ordinary ones between them. JSON is written by hand, since a
/// serializer would refuse half of them.</summary>
internal sealed class HostileValues(Random dice, IReadOnlyList<Guid> ids)
{
    private static readonly string[] Ordinary =
    [
        "Soldes d'été", "École d'été : la rentrée", "a bicycle under rain", "article", "social", "ad", "image", "fr",
        "en", "Europe/Paris", "America/New_York", "draft", "scheduled", "blog", "instagram", "creator", "free", "skip",
        "photo", "visuel/composer", "2026-12", "2026-11-24T10:00:00Z", "ada@example.com", Testing.Actor.Password,
        "#1A2B3C", "read", "write", "month",
    ];

    // As they stand between the quotes of a JSON text.
    private static readonly string[] Hostile =
    [
        "", " ", "\\u0000", "\\u0007", "\\ufffe", "\\uffff", "\\ud800", "\\udc00\\ud800", "\\u200b", "\\u2060\\u00ad",
        "\\u3164", "\\u2800", "\\u202e", "e\\u0301", "\\ufdfa", "\\u0130", "1234567890", "null", "true", "-1",
        "../../etc/passwd", "%00", "%2e%2e%2f", "' OR 1=1 --", "{\\\"$gt\\\":\\\"\\\"}", "<script>alert(1)</script>",
        "{{7*7}}", "=cmd|' /C calc'!A0", "\\r\\nSet-Cookie: a=b", "9999-12", "0001-01", "9999-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z", "2026-02-30", "2026-10-25T01:30:00Z", "Asia/Calcutta", "UTC", "Mars/Phobos",
        "a@localhost", "a@b", "léa@exemple.fr", "marie@exemple.fr\\u200b", "http://127.0.0.1/", "//evil.example",
        "data:image/png;base64,AAAA", "iVBORw0KGgo=", "====", "1e400", "NaN", "👩🏽‍🚀", "👨‍👩‍👧‍👦", "می‌خواهم",
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "512", "1024", "1080", "1350", "2049", "2147483647", "2147483648", "-2147483649", "1e3",
        "1.5", "9223372036854775807", "9223372036854775808", "1e400", "-0", "0.1e-9",
    ];

    /// <summary>One of these.</summary>
    public T Of<T>(IReadOnlyList<T> list) => list[dice.Next(list.Count)];

    /// <summary>Whether something that happens once in so many times happens now.</summary>
    public bool OnceIn(int times) => dice.Next(times) == 0;

    /// <summary>A text as it stands between the quotes of JSON.</summary>
    public string Text() => dice.Next(12) switch
    {
        < 5 => Of(Ordinary),
        < 9 => Of(Hostile),
        9 => Of(ids).ToString(),
        10 => string.Concat(Enumerable.Repeat(Of(Hostile), dice.Next(1, 40))),
        _ => new string((char)dice.Next('a', 'z'), Of([1, 63, 100, 254, 255, 300, 301, 2000, 2001, 70_000])),
    };

    /// <summary>A value of JSON; a hostile one may have any type.</summary>
    /// <param name="type">The type that is documented, or null.</param>
    public string Json(string? type) => dice.Next(8) == 0
        ? Of(["null", "true", "[]", "{}", "[[[[[[1]]]]]]", "{\"a\":{\"b\":{\"c\":1}}}", Of(Numbers), Quoted()])
        : type switch
        {
            "integer" or "number" => Of(Numbers),
            "boolean" => Of(["true", "false"]),
            "array" => $"[{string.Join(',', Enumerable.Range(0, dice.Next(4)).Select(_ => Quoted()))}]",
            _ => Quoted(),
        };

    /// <summary>A text for a path, a query or a form: the same ones, escaped for an address.</summary>
    public string Escaped()
    {
        var text = Text();
        return OnceIn(6)
            ? Of(["%00", "%C3%28", "%ED%A0%80", "%F0%9F", "%2F%2F", "+", "%", "%zz", "é"])
            : Uri.EscapeDataString(Plain(text.Length > 4000 ? text[..4000] : text));
    }

    /// <summary>An id: of something that is there, or of nothing.</summary>
    public string Id() => dice.Next(4) switch
    {
        0 => Guid.CreateVersion7().ToString(),
        1 => Escaped(),
        _ => Of(ids).ToString(),
    };

    private string Quoted() => $"\"{Text()}\"";

    // What \uXXXX stands for; half a surrogate pair cannot stand in an address and is left out.
    private static string Plain(string escaped)
    {
        var plain = new StringBuilder();
        for (var place = 0; place < escaped.Length; place++)
        {
            if (escaped[place] is not '\\')
            {
                plain.Append(escaped[place]);
            }
            else if (escaped[place + 1] is 'u')
            {
                var sign = (char)int.Parse(escaped.AsSpan(place + 2, 4), NumberStyles.HexNumber, null);
                plain.Append(char.IsSurrogate(sign) ? "" : sign.ToString());
                place += 5;
            }
            else
            {
                plain.Append(escaped[++place] switch { 'r' => '\r', 'n' => '\n', var other => other });
            }
        }

        return plain.ToString();
    }
}
