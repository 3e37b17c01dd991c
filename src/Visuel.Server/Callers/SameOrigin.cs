using Microsoft.AspNetCore.SignalR;
using Visuel.Server.Answers;
using Visuel.Server.Settings;

namespace Visuel.Server.Callers;

/// <summary>Refuses state changes that a browser sends on behalf of another site. A browser says where a request comes
/// from with <c>Sec-Fetch-Site</c>, and on plain http with <c>Origin</c>; programs say neither
/// (docs/contracts/browsers.md#where-a-request-comes-from). A browser never sends a bearer key unasked. The handshake
/// of a WebSocket is a GET that carries the cookie, so it is checked too, whatever its path.</summary>
public sealed partial class SameOrigin(
    RequestDelegate next, PublicAddress address, ProblemAnswers answers, ILogger<SameOrigin> logger)
{
    /// <summary>Lets the request through, or answers 403 <c>cross_site_request</c>.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (IsAllowed(context))
        {
            return next(context);
        }

        // A proxy that changes the host makes our own pages look like another site: both are needed to see it.
        Log.Refused(
            logger, Printable(context.Request.Headers.Origin), Printable(address.OriginOf(context.Request)),
            Problems.ReferenceOf(context));
        return answers.RefuseAsync(context, Problem.CrossSiteRequest);
    }

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
            "" => origin.Length == 0 || address.IsOwn(origin, request),
            _ => address.IsOwn(origin, request),
        };
    }

    private static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || HttpMethods.IsOptions(request.Method);

    // HTTP/2 has no header for it: there the method is CONNECT, which is not safe.
    private static bool IsOfOpenPage(HttpContext context) =>
        context.Request.Headers.Upgrade.Count > 0
        || context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null;

    private static string Printable(string? sent) =>
        new([.. (sent ?? "").Where(sign => char.IsAscii(sign) && !char.IsControl(sign)).Take(255)]);

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Refused as coming from another site: the browser says it is at '{Origin}', here it is '{Own}' " +
            "(PUBLIC_URL, or the Host that a proxy sends); the caller was told reference {Reference}")]
        public static partial void Refused(ILogger logger, string origin, string own, string reference);
    }
}
