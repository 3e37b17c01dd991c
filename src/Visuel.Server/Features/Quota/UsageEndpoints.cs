using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Quota;

/// <summary>The ledger, as its owner may read it.</summary>
public static class UsageEndpoints
{
    /// <summary>Maps <c>/api/usage</c>.</summary>
    public static void MapUsage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/usage", ListAsync).WithTags("Quota").RequireAuthorization(Authentication.KeysToo);

    /// <summary>Each credit of a month and why it stands as it does, newest first.</summary>
    /// <param name="period">The month, such as <c>2026-11</c>; the current one unless said otherwise.</param>
    /// <param name="cursor">The <c>next</c> of the part before.</param>
    /// <param name="limit">Rows, 1 to 100; 50 unless said otherwise.</param>
    internal static async Task<Results<Ok<CreditsAnswer>, ProblemHttpResult>> ListAsync(
        HttpContext http, IQuotaLedger ledger, ReadQuota quota, TimeProvider clock, Problems problems, string? period,
        string? cursor, string? limit, CancellationToken stop)
    {
        var current = Period.Of(clock.GetUtcNow());
        var fields = new QueryFields();
        var (rows, after) = (fields.Limit(limit), fields.Cursor(cursor));
        if ((string.IsNullOrEmpty(period) ? current : Period.ParseMonth(period)) is not { } asked)
        {
            return problems.Invalid([.. fields.Problems, new FieldProblem("period", "not_a_month")]);
        }

        if (fields.Problems.Count > 0)
        {
            return problems.Invalid(fields.Problems);
        }

        var workspace = Caller.Of(http.User).Workspace;
        // What the limit of a past month was is not kept: it may have changed since.
        var now = asked == current ? await quota.RunAsync(workspace, stop) : null;
        var usage = now?.Period == asked ? now.Usage : await ledger.ReadAsync(workspace, asked, stop);
        var page = await ledger.ListAsync(workspace, asked, after, rows, stop);
        return TypedResults.Ok(new CreditsAnswer(
            asked.ToString(), new UsageAnswer(usage.Used, now?.Limit.Images, now?.Remaining), usage.Held,
            [.. page.Items.Select(entry => entry.ToAnswer())], page.Next));
    }
}
