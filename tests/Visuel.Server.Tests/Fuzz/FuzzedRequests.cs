using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Visuel.Server.Tests.Fuzz;

/// <summary>A request that was made up.</summary>
/// <param name="Method">The verb, which may be a made-up one.</param>
/// <param name="Address">Path and query, as they are sent.</param>
/// <param name="Body">The bytes of the body, or null for none.</param>
/// <param name="Type">The content type of the body.</param>
/// <param name="Headers">More headers.</param>
internal sealed record FuzzedRequest(
    string Method, string Address, byte[]? Body, string Type, IReadOnlyList<(string Name, string Value)> Headers)
{
    public HttpRequestMessage ToMessage()
    {
        var request = new HttpRequestMessage(
            new HttpMethod(Method),
            new Uri(Address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = false }));
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", Type);
        }

        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public override string ToString() =>
        $"{Method} {Address[..Math.Min(Address.Length, 300)]} {Type} " +
        $"{(Body is null ? "" : Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 600))))} " +
        string.Join(' ', Headers);
}

/// <summary>Makes requests up for every route and verb, with the bodies that the OpenAPI document describes, broken in
/// many ways. The same seed makes the same requests.</summary>
internal sealed partial class FuzzedRequests(JsonElement document, IReadOnlyList<(string Verb, string Path)> routes)
{
    private static readonly string[] Verbs =
        ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get"];

    private static readonly string[] Types =
    [
        "application/json", "application/json", "application/json", "application/json; charset=utf-8",
        "application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
        "multipart/form-data; boundary=x", "application/octet-stream", "nonsense", "",
    ];

    private static readonly string[] QueryNames =
    [
        "q", "cursor", "limit", "month", "from", "to", "period", "status", "type", "channel", "favourite", "contentId",
        "returnUrl", "problem", "width", "download", "wait", "unscheduled", "account", "session_id", "item",
    ];

    /// <summary>One request.</summary>
    /// <param name="server">Where it goes.</param>
    /// <param name="dice">What it is drawn from.</param>
    /// <param name="values">The values it is made of.</param>
    public FuzzedRequest Next(Uri server, Random dice, HostileValues values)
    {
        var (verb, path) = values.Of(routes);
        var method = values.OnceIn(8) || verb is "ANY" ? values.Of(Verbs) : verb;
        var address = server.GetLeftPart(UriPartial.Authority) + Parameter.Replace(path, _ => values.Id());
        if (values.OnceIn(20))
        {
            address = values.OnceIn(2)
                ? address + "/"
                : address.ToUpperInvariant().Replace("HTTP:", "http:", StringComparison.Ordinal);
        }

        var body = method is "GET" or "HEAD" or "get" && !values.OnceIn(30) ? null : Body(verb, path, dice, values);
        var isForm = !path.StartsWith("/api", StringComparison.Ordinal);
        return new FuzzedRequest(
            method, address + Query(dice, values), body,
            isForm && !values.OnceIn(6) ? "application/x-www-form-urlencoded" : values.Of(Types),
            Headers(dice, values));
    }

    private static string Query(Random dice, HostileValues values)
    {
        var pairs = Enumerable.Range(0, dice.Next(4)).Select(_ => $"{values.Of(QueryNames)}={values.Escaped()}");
        var query = string.Join('&', pairs);
        return query.Length == 0 ? "" : "?" + query;
    }

    private static List<(string, string)> Headers(Random dice, HostileValues values)
    {
        var headers = new List<(string, string)> { ("X-Forwarded-For", $"10.0.{dice.Next(256)}.{dice.Next(256)}") };
        string[] names =
        [
            "Accept", "Accept-Language", "If-Match", "If-None-Match", "Idempotency-Key", "Range", "Origin", "Prefer",
            "X-Requested-With", "Sec-Fetch-Site", "Authorization", "Cookie", "Content-Encoding", "Expect",
        ];
        for (var number = dice.Next(3); number > 0; number--)
        {
            var value = values.Of(
            [
                values.Escaped(), "*/*;q=0", "IMAGE/PNG", "bytes=0-0,5-", "\"1\"", "W/\"x\"", "gzip", "fr;q=2", "null",
                "cross-site", "same-origin", "respond-async, wait=0", "Bearer x", "token=x; token=y",
            ]);
            headers.Add((values.Of(names), value.Length > 2000 ? value[..2000] : value));
        }

        return headers;
    }

    private byte[] Body(string verb, string path, Random dice, HostileValues values)
    {
        if (!path.StartsWith("/api", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(Form(dice, values));
        }

        var text = SchemaOf(verb, path) is { } schema
            ? Object(schema, dice, values)
            : values.Json(type: null);
        var bytes = Encoding.UTF8.GetBytes(text);
        return dice.Next(24) switch
        {
            0 => [0xEF, 0xBB, 0xBF, .. bytes],
            1 => bytes[..dice.Next(bytes.Length + 1)],
            2 => [.. bytes, 0xC3, 0x28],
            3 => [],
            4 => Encoding.Unicode.GetBytes(text),
            _ => bytes,
        };
    }

    private static string Form(Random dice, HostileValues values)
    {
        string[] names = ["_handler", "Typed.Email", "Typed.Password", "Typed.Name", "prompt", "plan", "flow", "to",
            "Typed.Code", "returnUrl"];
        string[] handlers = ["login", "register", "reset", "try", "logout"];
        return string.Join('&', Enumerable.Range(0, dice.Next(6)).Select(_ =>
            values.OnceIn(3) ? $"_handler={values.Of(handlers)}" : $"{values.Of(names)}={values.Escaped()}"));
    }

    private static string Object(JsonElement schema, Random dice, HostileValues values)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            return values.Json(type: null);
        }

        var fields = properties.EnumerateObject()
            .Where(_ => dice.Next(10) < 7)
            .Select(property => $"\"{property.Name}\":{values.Json(TypeOf(property.Value))}")
            .ToList();
        if (values.OnceIn(12))
        {
            fields.Add(values.Of(["\"unknown\":1", "\"__proto__\":{}", fields.Count > 0 ? fields[0] : "\"\":\"\""]));
        }

        return $"{{{string.Join(',', fields)}}}";
    }

    private static string? TypeOf(JsonElement property) => property.TryGetProperty("type", out var type)
        ? type.ValueKind is JsonValueKind.Array
            ? type.EnumerateArray().Select(one => one.GetString()).FirstOrDefault(one => one is not "null")
            : type.GetString()
        : null;

    private JsonElement? SchemaOf(string verb, string path)
    {
        var documented = Constraint.Replace(path, "}");
        return document.GetProperty("paths").TryGetProperty(documented, out var operations)
            && operations.TryGetProperty(verb.ToLowerInvariant(), out var operation)
            && operation.TryGetProperty("requestBody", out var body)
            && body.GetProperty("content").EnumerateObject().First().Value.TryGetProperty("schema", out var schema)
            ? Resolve(schema)
            : null;
    }

    private JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 60_000)]
    private static partial Regex Parameter { get; }

    [GeneratedRegex(@":\w+\}", RegexOptions.None, 60_000)]
    private static partial Regex Constraint { get; }
}
