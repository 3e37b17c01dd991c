namespace Visuel.Server.Answers;

/// <summary>Marks the endpoint of the page that shows the OpenAPI document.</summary>
public sealed record ApiPage;

/// <summary>What browsers may do with our pages: nothing inline, nothing from elsewhere, nothing framed.</summary>
public static class SecurityHeaders
{
    private const string Images = "img-src 'self' data: blob:";

    private const string Strict =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
        "font-src 'self'; object-src 'none'; " +
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // The page that shows the OpenAPI document comes from a library that writes its style and start-up script into the
    // page. It shows nothing that users typed.
    private const string ForApiPage =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' " +
        "data: blob:; font-src 'self' data:; " +
        "object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Sets them on every answer, also on those that replace another after an error.</summary>
    /// <param name="app">The server.</param>
    /// <param name="imagesFrom">The address of a CDN whose images pages may show, or null.</param>
    /// <param name="transport">What <c>Strict-Transport-Security</c> says, or null for no such header.</param>
    public static IApplicationBuilder UseSecurityHeaders(
        this IApplicationBuilder app, string? imagesFrom, string? transport)
    {
        // Public copies of images are the one thing pages may show from elsewhere.
        var strict = imagesFrom is null
            ? Strict
            : Strict.Replace(
                Images, $"{Images} {new Uri(imagesFrom).GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal);
        return app.Use((context, next) =>
        {
            context.Response.OnStarting(() => SetAsync(context, strict, transport));
            return next(context);
        });
    }

    private static Task SetAsync(HttpContext context, string strict, string? transport)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            context.GetEndpoint()?.Metadata.GetMetadata<ApiPage>() is null ? strict : ForApiPage;
        if (transport is not null)
        {
            headers.StrictTransportSecurity = transport;
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
