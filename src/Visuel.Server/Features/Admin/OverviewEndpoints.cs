using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Settings;

namespace Visuel.Server.Features.Admin;

/// <summary>What administrators look at: one account, its months, and generations that did not go well.</summary>
public static class OverviewEndpoints
{
    /// <summary>Maps them under <c>/api/admin</c>.</summary>
    public static void MapAdminOverview(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/api/admin").WithTags("Administration")
            .RequireAuthorization(Authentication.Administrators);
        admin.MapGet("/accounts/{id:guid}", ReadAsync);
        admin.MapGet("/accounts/{id:guid}/periods", ListPeriodsAsync);
        admin.MapGet("/generations", ListGenerationsAsync);
        admin.MapGet("/audit", ListAuditAsync);
        admin.MapPost("/accounts/{id:guid}/password-reset", MakeResetLinkAsync);
    }

    /// <summary>One account: role, plan, limit and where each comes from, images used this period.</summary>
    internal static async Task<Results<Ok<AdminAccountAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, DescribeAccount describe, Problems problems, CancellationToken stop) =>
        await describe.RunAsync(new AccountId(id), stop) is { } account
            ? TypedResults.Ok(account)
            : problems.Answer(Problem.NotFound);

    /// <summary>What an account used of each month, the current one first; 24 past ones at most.</summary>
    internal static async Task<Results<Ok<IReadOnlyList<PeriodUsageAnswer>>, ProblemHttpResult>> ListPeriodsAsync(
        Guid id, IAccounts accounts, ReadUsageByPeriod usage, Problems problems, CancellationToken stop) =>
        await accounts.FindAsync(new AccountId(id), stop) is { } account
            ? TypedResults.Ok<IReadOnlyList<PeriodUsageAnswer>>(
                [.. (await usage.RunAsync(account.Workspace, stop)).Select(
                    month => new PeriodUsageAnswer(month.Period.ToString(), month.Used))])
            : problems.Answer(Problem.NotFound);

    /// <summary>Who signed in, who was refused, and what administrators changed, newest first: kept for 90 days, the
    /// last for 400.</summary>
    /// <param name="accountId">Only for this account.</param>
    /// <param name="action">Only of this kind.</param>
    /// <param name="cursor">The <c>next</c> of the part before.</param>
    /// <param name="limit">Rows, 1 to 100; 50 unless said otherwise.</param>
    internal static async Task<Results<Ok<ListAnswer<AuditAnswer>>, ProblemHttpResult>> ListAuditAsync(
        IAuditTrail trail, Problems problems, string? accountId, string? action, string? cursor, string? limit,
        CancellationToken stop)
    {
        var fields = new QueryFields();
        var subject = fields.Id("accountId", accountId);
        var kind = fields.OneOf("action", action, AuditKinds.All);
        var (rows, after) = (fields.Limit(limit), fields.Cursor(cursor));
        if (fields.Problems.Count > 0)
        {
            return problems.Invalid(fields.Problems);
        }

        var page = await trail.ListAsync(
            new AuditQuery(subject is { } id ? new AccountId(id) : null, kind), after, rows, stop);
        return TypedResults.Ok(new ListAnswer<AuditAnswer>(
            [.. page.Items.Select(entry => new AuditAnswer(
                entry.Id.Value, entry.At, entry.By?.Value, entry.Subject?.Value, entry.Action, entry.Detail,
                entry.Network, entry.Reference))],
            page.Next));
    }

    /// <summary>Makes a link with which the account's owner sets another password, once, within 24 hours.
    /// It is shown here alone.</summary>
    internal static async Task<Results<Created<ResetLinkAnswer>, ProblemHttpResult>> MakeResetLinkAsync(
        Guid id, HttpContext http, MakeResetLink make, PublicAddress address, SecurityLog log, Problems problems,
        CancellationToken stop) =>
        await make.RunAsync(
            new AccountId(id), Caller.Of(http.User).Account, address.OriginOf(http.Request), log, stop) is { } link
            ? TypedResults.Created((string?)null, new ResetLinkAnswer(link.Url, link.ExpiresAt))
            : problems.Answer(Problem.NotFound);

    /// <summary>Generations that failed in the last seven days, and those in flight for more than ten
    /// minutes, newest first.</summary>
    /// <param name="cursor">The <c>next</c> of the part before.</param>
    /// <param name="limit">Rows, 1 to 100; 50 unless said otherwise.</param>
    internal static async Task<
        Results<Ok<ListAnswer<TroubledGenerationAnswer>>, ProblemHttpResult>> ListGenerationsAsync(
        ListTroubledGenerations list, ImageProblems answers, Problems problems, string? cursor, string? limit,
        CancellationToken stop)
    {
        var fields = new QueryFields();
        var (rows, after) = (fields.Limit(limit), fields.Cursor(cursor));
        if (fields.Problems.Count > 0)
        {
            return problems.Invalid(fields.Problems);
        }

        var page = await list.RunAsync(after, rows, stop);
        return TypedResults.Ok(new ListAnswer<TroubledGenerationAnswer>(
            [.. page.Items.Select(row => new TroubledGenerationAnswer(
                row.Owner?.Id.Value, row.Generation.Failure?.Reason, answers.Describe(row.Generation)))], page.Next));
    }
}
