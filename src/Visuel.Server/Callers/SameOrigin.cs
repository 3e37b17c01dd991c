using Visuel.Server.Answers;
using Visuel.Server.Settings;

namespace Visuel.Server.Callers;

/// <summary>Refuses state changes that a browser sends on behalf of another site. A browser says where a request comes
/// from with <c>Sec-Fetch-Site</c>, and on plain http with <c>Origin</c>; programs say neither
/// (docs/contracts/browsers.md#where-a-request-comes-from). A browser never sends a bearer key unasked. The handshake
/// of the pages' WebSocket is a GET that carries the cookie, so it is checked too.</summary>
public sealed class SameOrigin(RequestDelegate next, PublicAddress address, Problems problems)
{
    /// <summary>Lets the request through, or answers 403 <c>cross_site_request</c>.</summary>
    public Task InvokeAsync(HttpContext context) =>
        IsAllowed(context.Request) ? next(context) : problems.Answer(Problem.CrossSiteRequest).ExecuteAsync(context);

    private bool IsAllowed(HttpRequest request)
    {
        var isHandshake = request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method);
        if ((isSafe && !isHandshake) || Bearer.Of(request) is not null)
        {
            return true;
        }

        var origin = request.Headers.Origin.ToString();
        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" or "none" => true,
            "" => origin.Length == 0 || IsOwn(origin, request),
            _ => IsOwn(origin, request),
        };
    }

    private bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, address.OriginOf(request), StringComparison.OrdinalIgnoreCase);
}
