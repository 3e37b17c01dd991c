using Microsoft.AspNetCore.SignalR;
using Visuel.Server.Answers;
using Visuel.Server.Settings;

namespace Visuel.Server.Callers;

/// <summary>Refuses state changes that a browser sends on behalf of another site. A browser says where a request comes
/// from with <c>Sec-Fetch-Site</c>, and on plain http with <c>Origin</c>; programs say neither
/// (docs/contracts/browsers.md#where-a-request-comes-from). A browser never sends a bearer key unasked. The handshake
/// of a WebSocket is a GET that carries the cookie, so it is checked too, whatever its path.</summary>
public sealed class SameOrigin(RequestDelegate next, PublicAddress address, Problems problems)
{
    /// <summary>Lets the request through, or answers 403 <c>cross_site_request</c>.</summary>
    public Task InvokeAsync(HttpContext context) =>
        IsAllowed(context) ? next(context) : problems.Answer(Problem.CrossSiteRequest).ExecuteAsync(context);

    private bool IsAllowed(HttpContext context)
    {
        var request = context.Request;
        if ((IsSafe(request) && !IsOfOpenPage(context)) || Bearer.Of(request) is not null)
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

    private static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || HttpMethods.IsOptions(request.Method);

    // HTTP/2 has no header for it: there the method is CONNECT, which is not safe.
    private static bool IsOfOpenPage(HttpContext context) =>
        context.Request.Headers.Upgrade.Count > 0
        || context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null;

    private bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, address.OriginOf(request), StringComparison.OrdinalIgnoreCase);
}
