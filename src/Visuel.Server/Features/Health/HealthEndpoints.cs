using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Core;
using Visuel.Core.Billing;
using Visuel.Core.Quota;
using Visuel.Server.Answers;
using Visuel.Server.Features.Billing;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Health;

/// <summary>Whether the process lives, and whether it can work.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps <c>/health</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").AllowAnonymous().DisableRateLimiting();
        health.MapGet("/live", Live);
        health.MapGet("/ready", ReadyAsync);
    }

    /// <summary>The process answers.</summary>
    internal static Ok<HealthAnswer> Live() => TypedResults.Ok(new HealthAnswer("ok"));

    /// <summary>The store answers too; when the monthly reset last ran, and what of the work beside requests
    /// fails.</summary>
    internal static async Task<Results<Ok<ReadyAnswer>, ProblemHttpResult>> ReadyAsync(
        IPeriodArchive archive, IPaymentEvents events, BillingOptions billing, RoundsHealth rounds, Problems problems,
        CancellationToken stop)
    {
        try
        {
            var run = await archive.FindLastRunAsync(stop);
            var backlog = billing.IsSelling ? await events.ReadBacklogAsync(stop) : null;
            return TypedResults.Ok(new ReadyAnswer(
                "ok",
                new QuotaResetAnswer(run?.RanAt, run?.LastPeriod.ToString()),
                backlog is null ? null : new PaymentEventsAnswer(backlog.OldestNew, backlog.Dead),
                ToAnswer(rounds.Troubled)));
        }
        catch (StoreUnavailableException)
        {
            return problems.Later(Problem.StoreUnavailable, TimeSpan.FromSeconds(5));
        }
    }

    // A node whose rounds fail serves all the same: only the store's absence takes it out of a balancer.
    private static List<RoundAnswer>? ToAnswer(IReadOnlyList<RoundState> troubled) => troubled.Count == 0 ? null :
    [
        .. troubled.Select(round => new RoundAnswer(
            round.Rhythm.Name,
            round.Failure?.Since ?? round.SetAside.Min(thing => (DateTimeOffset?)thing.Since),
            round.Failure?.Reason ?? round.SetAside.Select(thing => thing.Reason).FirstOrDefault(),
            round.SetAside.Count)),
    ];
}

/// <summary>The state of the server.</summary>
/// <param name="Status"><c>ok</c>.</param>
public sealed record HealthAnswer(string Status);

/// <summary>The state of a server that can work.</summary>
/// <param name="Status"><c>ok</c>.</param>
/// <param name="QuotaReset">The monthly reset. No count depends on it.</param>
/// <param name="PaymentEvents">What Stripe told; left out where nothing is sold.</param>
/// <param name="Failing">The work beside requests that fails on this node; left out where none does.</param>
public sealed record ReadyAnswer(
    string Status,
    QuotaResetAnswer QuotaReset,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PaymentEventsAnswer? PaymentEvents,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RoundAnswer>? Failing);

/// <summary>Work beside requests that fails, as a whole or in parts.</summary>
/// <param name="Round">Its name, such as <c>erase-accounts</c>.</param>
/// <param name="Since">When it failed first.</param>
/// <param name="Reason"><c>file_unavailable</c>, <c>storage_full</c>, <c>store_unavailable</c>, <c>billing_failed</c>,
/// <c>cdn_unavailable</c> or <c>unexpected</c>.</param>
/// <param name="SetAside">How many things were set aside, to be tried again.</param>
public sealed record RoundAnswer(string Round, DateTimeOffset? Since, string? Reason, int SetAside);

/// <summary>What Stripe told and was not looked into.</summary>
/// <param name="OldestWaiting">When the oldest came that still waits, or null.</param>
/// <param name="Dead">How many were given up.</param>
public sealed record PaymentEventsAnswer(DateTimeOffset? OldestWaiting, int Dead);

/// <summary>When the monthly reset last ran.</summary>
/// <param name="LastRunAt">When it began, or null when it never ran.</param>
/// <param name="LastPeriod">The latest month that was over then, such as <c>2026-10</c>, or null.</param>
public sealed record QuotaResetAnswer(DateTimeOffset? LastRunAt, string? LastPeriod);
