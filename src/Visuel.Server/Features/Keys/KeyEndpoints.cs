using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Keys;

/// <summary>The API keys of the caller's workspace. A key makes no keys: who asks is signed in.</summary>
public static class KeyEndpoints
{
    /// <summary>Maps <c>/api/keys</c>.</summary>
    public static void MapKeyEndpoints(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/keys").WithTags("Keys");
        keys.MapGet("", ListAsync);
        keys.MapPost("", CreateAsync);
        keys.MapDelete("/{id:guid}", RevokeAsync);
    }

    /// <summary>Keys that were not revoked, newest first; of each only the first characters.</summary>
    /// <param name="cursor">The <c>next</c> of the part before.</param>
    /// <param name="limit">Rows, 1 to 100; 50 unless said otherwise.</param>
    internal static async Task<Results<Ok<ListAnswer<ApiKeyAnswer>>, ProblemHttpResult>> ListAsync(
        HttpContext http, IApiKeys keys, Problems problems, string? cursor, string? limit, CancellationToken stop)
    {
        var fields = new QueryFields();
        var (rows, after) = (fields.Limit(limit), fields.Cursor(cursor));
        if (fields.Problems.Count > 0)
        {
            return problems.Invalid(fields.Problems);
        }

        var page = await keys.ListAsync(Caller.Of(http.User).Workspace, after, rows, stop);
        return TypedResults.Ok(new ListAnswer<ApiKeyAnswer>([.. page.Items.Select(ToAnswer)], page.Next));
    }

    /// <summary>Makes a key. The answer holds it in <c>key</c>, this once.</summary>
    internal static async Task<Results<Created<CreatedApiKeyAnswer>, ProblemHttpResult>> CreateAsync(
        JsonBody<CreateApiKeyRequest> body, HttpContext http, CreateApiKey create, Problems problems,
        CancellationToken stop)
    {
        var caller = Caller.Of(http.User);
        switch (await create.RunAsync(caller.Account, caller.Workspace, body.Value.Name, body.Value.ExpiresAt, stop))
        {
            case CreateApiKeyOutcome.Created created:
                http.Response.Headers.CacheControl = "no-store";
                return TypedResults.Created($"/api/keys/{created.Key.Id}", ToAnswer(created));
            case CreateApiKeyOutcome.Invalid invalid:
                return problems.Invalid(invalid.Problems);
            case var outcome:
                throw new InvalidOperationException($"{outcome.GetType().Name} is no answer.");
        }
    }

    /// <summary>Revokes a key. Harmless when it was revoked before.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        Guid id, HttpContext http, RevokeApiKey revoke, Problems problems, CancellationToken stop) =>
        await revoke.RunAsync(Caller.Of(http.User).Workspace, new ApiKeyId(id), stop)
            ? TypedResults.NoContent()
            : problems.Answer(Problem.NotFound);

    private static ApiKeyAnswer ToAnswer(ApiKey key) =>
        new(key.Id.Value, key.Name, key.Prefix, key.CreatedAt, key.ExpiresAt, key.LastUsedAt);

    private static CreatedApiKeyAnswer ToAnswer(CreateApiKeyOutcome.Created created) => new(
        created.Key.Id.Value, created.Key.Name, created.Key.Prefix, created.Secret.Text, created.Key.CreatedAt,
        created.Key.ExpiresAt);
}
