using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>Where an account is signed in. Only a session may ask, no key.</summary>
public static class SessionEndpoints
{
    /// <summary>Maps <c>/api/auth/sessions</c>.</summary>
    internal static void MapSessions(this IEndpointRouteBuilder auth)
    {
        var sessions = auth.MapGroup("/sessions");
        sessions.MapGet("", ListAsync);
        sessions.MapDelete("", EndOthersAsync);
        sessions.MapDelete("/{id:guid}", EndAsync);
    }

    /// <summary>The sessions of the account, newest first.</summary>
    /// <param name="cursor">The <c>next</c> of the part before.</param>
    /// <param name="limit">Rows, 1 to 100; 50 unless said otherwise.</param>
    internal static async Task<Results<Ok<ListAnswer<SessionAnswer>>, ProblemHttpResult>> ListAsync(
        HttpContext http, ISessions sessions, Problems problems, TimeProvider clock, string? cursor, string? limit,
        CancellationToken stop)
    {
        var fields = new QueryFields();
        var (rows, after) = (fields.Limit(limit), fields.Cursor(cursor));
        if (fields.Problems.Count > 0)
        {
            return problems.Invalid(fields.Problems);
        }

        var caller = Caller.Of(http.User);
        var page = await sessions.ListAsync(caller.Account, clock.GetUtcNow(), after, rows, stop);
        var rowsOnWire = page.Items.Select(session => ToAnswer(session, caller.Session));
        return TypedResults.Ok(new ListAnswer<SessionAnswer>([.. rowsOnWire], page.Next));
    }

    /// <summary>Ends a session. Where it is the one that asks, the cookie goes too.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        Guid id, HttpContext http, EndSessions end, TokenCookie cookie, Problems problems, CancellationToken stop)
    {
        var caller = Caller.Of(http.User);
        if (!await end.RunAsync(caller.Account, new SessionId(id), stop))
        {
            return problems.Answer(Problem.NotFound);
        }

        if (caller.Session?.Value == id)
        {
            cookie.Remove(http);
        }

        return TypedResults.NoContent();
    }

    /// <summary>Ends all sessions of the account but the one that asks.</summary>
    internal static async Task<NoContent> EndOthersAsync(HttpContext http, EndSessions end, CancellationToken stop)
    {
        var caller = Caller.Of(http.User);
        await end.OthersAsync(caller.Account, caller.Session, stop);
        return TypedResults.NoContent();
    }

    private static SessionAnswer ToAnswer(Session session, SessionId? asking) => new(
        session.Id.Value, session.Id == asking,
        session.Origin.Device.Browser, session.Origin.Device.System, session.Origin.Network,
        session.StartedAt, session.LastUsedAt, session.ExpiresAt);
}
