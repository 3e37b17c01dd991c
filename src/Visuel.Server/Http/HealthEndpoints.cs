using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Http;

/// <summary>Whether the process lives, and whether it can work.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps <c>/health</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("/live", Live);
        health.MapGet("/ready", ReadyAsync);
    }

    /// <summary>The process answers.</summary>
    internal static Ok<HealthAnswer> Live() => TypedResults.Ok(new HealthAnswer("ok"));

    /// <summary>The store answers too.</summary>
    internal static async Task<Results<Ok<HealthAnswer>, ProblemHttpResult>> ReadyAsync(IAccounts accounts, Problems problems, CancellationToken stop)
    {
        try
        {
            await accounts.CountAsync(stop);
            return TypedResults.Ok(new HealthAnswer("ok"));
        }
        catch (StoreUnavailableException)
        {
            return problems.Later(Problem.StoreUnavailable, TimeSpan.FromSeconds(5));
        }
    }
}

/// <summary>The state of the server.</summary>
/// <param name="Status"><c>ok</c>.</param>
public sealed record HealthAnswer(string Status);
