using Visuel.Core.Generation;

namespace Visuel.Server.Answers;

/// <summary>Headers that change how a request is worked on.</summary>
public static class RequestHeaders
{
    private const int LongestKey = 255;

    /// <summary>Reads <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): at most 255 visible ASCII
    /// characters; null without one. What is wrong with it, or null.</summary>
    public static FieldProblem? ReadKey(HttpRequest request, out string? key)
    {
        key = null;
        if (!request.Headers.TryGetValue("Idempotency-Key", out var values))
        {
            return null;
        }

        if (values is not [{ Length: > 0 and <= LongestKey } text] || !text.All(letter => letter is > ' ' and < '\x7f'))
        {
            return new FieldProblem("Idempotency-Key", "not_a_key", LongestKey);
        }

        key = text;
        return null;
    }

    /// <summary>Whether <c>Accept</c> names a media type, in any case, and does not refuse it with <c>q=0</c>
    /// (RFC 9110, 12.4.2 and 12.5.1). Wildcards name none.</summary>
    public static bool Accepts(HttpRequest request, string mediaType) =>
        request.GetTypedHeaders().Accept.Any(accepted =>
            accepted.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) && accepted.Quality is not 0);

    /// <summary>Whether the caller prefers not to wait (<c>Prefer: respond-async</c>, RFC 7240);
    /// the answer then says that this was heard.</summary>
    public static bool PrefersAsync(HttpContext http)
    {
        const string Async = "respond-async";
        var isAsync = http.Request.Headers["Prefer"].Any(line => line is not null
            && line.Split([',', ';']).Any(word => word.Trim().Equals(Async, StringComparison.OrdinalIgnoreCase)));
        if (isAsync)
        {
            http.Response.Headers["Preference-Applied"] = Async;
        }

        return isAsync;
    }
}
