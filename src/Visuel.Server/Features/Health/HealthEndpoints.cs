using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Core;
using Visuel.Core.Billing;
using Visuel.Core.Quota;
using Visuel.Server.Answers;
using Visuel.Server.Features.Billing;

namespace Visuel.Server.Features.Health;

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

    /// <summary>The store answers too, and when the monthly reset last ran.</summary>
    internal static async Task<Results<Ok<ReadyAnswer>, ProblemHttpResult>> ReadyAsync(
        IPeriodArchive archive, IPaymentEvents events, BillingOptions billing, Problems problems, CancellationToken stop)
    {
        try
        {
            var run = await archive.FindLastRunAsync(stop);
            var backlog = billing.IsSelling ? await events.ReadBacklogAsync(stop) : null;
            return TypedResults.Ok(new ReadyAnswer(
                "ok", new QuotaResetAnswer(run?.RanAt, run?.LastPeriod.ToString()), backlog is null ? null : new PaymentEventsAnswer(backlog.OldestNew, backlog.Dead)));
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

/// <summary>The state of a server that can work.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="QuotaReset">The monthly reset. No count depends on it.</param>
/// <param name="PaymentEvents">What Stripe told; left out where nothing is sold.</param>
public sealed record ReadyAnswer(
    string Status, QuotaResetAnswer QuotaReset, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PaymentEventsAnswer? PaymentEvents);

/// <summary>What Stripe told and was not looked into.</summary>
/// <param name="OldestWaiting">When the oldest came that still waits, or null.</param>
/// <param name="Dead">How many were given up.</param>
public sealed record PaymentEventsAnswer(DateTimeOffset? OldestWaiting, int Dead);

/// <summary>When the monthly reset last ran.</summary>
/// <param name="LastRunAt">When it began, or null when it never ran.</param>
/// <param name="LastPeriod">The latest month that was over then, such as <c>2026-10</c>, or null.</param>
public sealed record QuotaResetAnswer(DateTimeOffset? LastRunAt, string? LastPeriod);
