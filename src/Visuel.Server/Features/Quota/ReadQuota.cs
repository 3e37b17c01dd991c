using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Generation;
using Visuel.Core.Quota;

namespace Visuel.Server.Features.Quota;

/// <summary>How a workspace stands in the current period.</summary>
public sealed record QuotaStatus(QuotaLimit Limit, Usage Usage, Period Period)
{
    /// <summary>What payments leave of it, or null while nothing is wrong with them.</summary>
    public PaymentLimit? Payment { get; init; }

    /// <summary>Images left that would really be drawn, or null for no limit.</summary>
    public int? Remaining => (Usage.Remaining(Limit.Images), Payment?.Left) switch
    {
        ({ } ofMonth, { } unpaid) => Math.Min(ofMonth, unpaid),
        var (ofMonth, unpaid) => ofMonth ?? unpaid,
    };
}

/// <summary>Reads the plan and limit in force and what is used of it.</summary>
public sealed class ReadQuota(
    IAccounts accounts, IQuotaLedger ledger, QuotaOptions options, PaymentGrace grace, TimeProvider clock)
{
    /// <summary>The status of an account's workspace now.</summary>
    public Task<QuotaStatus> RunAsync(WorkspaceId workspace, CancellationToken stop) =>
        RunAsync(new Patron(workspace), stop);

    /// <summary>The status now. A visitor's is the day's, and the tightest of three: by cookie, by address, and of all
    /// visitors together, which when it is used up is told as the visitor's own.</summary>
    public async Task<QuotaStatus> RunAsync(Patron patron, CancellationToken stop)
    {
        if (!patron.IsVisitor || options.Visitors is not { } visitors)
        {
            return await RunAsync(
                patron.Workspace, await accounts.FindWorkspaceAsync(patron.Workspace, stop), stop);
        }

        var today = Period.OfDay(clock.GetUtcNow());
        var own = await ledger.ReadAsync(patron.Workspace, today, stop);
        var address = await ledger.ReadAsync(visitors.At(patron), today, stop);
        var all = await ledger.ReadAsync(visitors.Total, today, stop);
        return new QuotaStatus(QuotaLimit.ForVisitors(visitors), visitors.Tightest(own, address, all), today);
    }

    /// <summary>The status now of a workspace that was read, or of one that is gone.</summary>
    public async Task<QuotaStatus> RunAsync(WorkspaceId id, Workspace? workspace, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var limit = LimitOf(workspace);
        return new QuotaStatus(limit, await ledger.ReadAsync(id, Period.Of(now), stop), Period.Of(now))
        {
            Payment = await ReadPaymentAsync(id, limit, now, stop),
        };
    }

    private async Task<PaymentLimit?> ReadPaymentAsync(
        WorkspaceId workspace, QuotaLimit limit, DateTimeOffset now, CancellationToken stop)
    {
        var used = limit.Trouble is { UnpaidSince: { } since }
            ? await ledger.ReadAsync(grace.AllowanceOf(workspace, since), Period.Of(now), stop)
            : default;
        return grace.LimitOf(limit.Trouble, used, now);
    }

    /// <summary>The plan and limit in force.</summary>
    public async Task<QuotaLimit> LimitAsync(WorkspaceId workspace, CancellationToken stop) =>
        LimitOf(await accounts.FindWorkspaceAsync(workspace, stop));

    /// <summary>The plan and limit in force of a workspace that was read; of one that is gone, none.</summary>
    public QuotaLimit LimitOf(Workspace? workspace) =>
        QuotaLimit.InForce(workspace, options.DefaultPlan, options.Visitors);
}
