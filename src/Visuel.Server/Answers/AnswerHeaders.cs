using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Visuel.Server.Answers;

/// <summary>What every answer says of itself: who may keep it, and where it leads.</summary>
internal static class AnswerHeaders
{
    // Where Blazor leads a page that a script fetched.
    private const string FetchedLocation = "blazor-enhanced-nav-redirect-location";

    /// <summary>Answers HEAD as GET without a body, keeps answers out of caches unless their endpoint says otherwise,
    /// names the encoding of text, and makes addresses of this site relative, so that a proxy that hides the scheme
    /// changes nothing.</summary>
    public static void UseAnswerHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsHead(http.Request.Method))
        {
            // Kestrel goes by what was sent, and sends no body.
            http.Request.Method = HttpMethods.Get;
        }

        http.Response.OnStarting(() => SetAsync(http));
        return next(http);
    });

    private static Task SetAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (StringValues.IsNullOrEmpty(headers.CacheControl))
        {
            headers.CacheControl = "private, no-store";
        }

        if (ProblemAnswers.IsApi(http))
        {
            headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        }

        // Files are served with a type that names no encoding. All text here is UTF-8.
        if (headers.ContentType is [{ } type] && !type.Contains(';', StringComparison.Ordinal)
            && (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal)))
        {
            headers.ContentType = $"{type}; charset=utf-8";
        }

        MakeRelative(http.Request, headers, HeaderNames.Location);
        MakeRelative(http.Request, headers, FetchedLocation);
        return Task.CompletedTask;
    }

    private static void MakeRelative(HttpRequest request, IHeaderDictionary headers, string name)
    {
        if (headers[name] is [{ } text] && Uri.TryCreate(text, UriKind.Absolute, out var place)
            && place.Scheme == request.Scheme
            && string.Equals(place.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase))
        {
            headers[name] = place.PathAndQuery + place.Fragment;
        }
    }
}
