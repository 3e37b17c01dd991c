using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Limits;

namespace Visuel.Server.Features.Tokens;

/// <summary>The Hugging Face token of the caller's own.</summary>
public static class OwnTokenEndpoints
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(60);

    /// <summary>Maps <c>/api/auth/hf-token</c>.</summary>
    public static void MapOwnTokenEndpoints(this IEndpointRouteBuilder routes)
    {
        var token = routes.MapGroup("/api/auth/hf-token").WithTags("Accounts");
        token.MapGet("", ReadAsync);
        token.MapPut("", SaveAsync);
        token.MapDelete("", RemoveAsync);
    }

    /// <summary>Whose token draws for this workspace, if it brought one; never the token itself.</summary>
    internal static async Task<Results<Ok<OwnTokenAnswer>, ProblemHttpResult>> ReadAsync(
        HttpContext http, OwnTokens tokens, Problems problems, CancellationToken stop) =>
        await tokens.FindAsync(Caller.Of(http.User).Workspace, stop) is { } status
            ? TypedResults.Ok(ToAnswer(status))
            : problems.Answer(Problem.NotFound);

    /// <summary>Checks a token with Hugging Face and keeps it, encrypted; it draws in place of the
    /// installation's.</summary>
    internal static async Task<Results<Ok<OwnTokenAnswer>, ProblemHttpResult>> SaveAsync(
        JsonBody<SaveTokenRequest> body, HttpContext http, OwnTokens tokens, RequestLimits limits, Problems problems,
        CancellationToken stop)
    {
        var caller = Caller.Of(http.User);
        if (limits.RefuseTokenCheck(caller.Workspace) is { } wait)
        {
            return problems.Later(Problem.TooManyRequests, wait);
        }

        return await tokens.SaveAsync(caller.Workspace, body.Value.Token, stop) switch
        {
            SaveTokenOutcome.Saved saved => TypedResults.Ok(ToAnswer(saved.Status)),
            SaveTokenOutcome.Invalid invalid => problems.Invalid(invalid.Problem),
            SaveTokenOutcome.Unchecked busy => problems.Later(Problem.EngineBusy, busy.Fault.RetryAfter ?? Later),
            var outcome => throw new InvalidOperationException($"{outcome.GetType().Name} is no answer."),
        };
    }

    /// <summary>Forgets the token. Harmless when there is none.</summary>
    internal static async Task<NoContent> RemoveAsync(HttpContext http, OwnTokens tokens, CancellationToken stop)
    {
        await tokens.RemoveAsync(Caller.Of(http.User).Workspace, stop);
        return TypedResults.NoContent();
    }

    private static OwnTokenAnswer ToAnswer(OwnTokenStatus status) =>
        new(status.User, status.SavedAt, status.OutOfCreditSince);
}
