using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Quota;
using Visuel.Server.Answers;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Billing;

/// <summary>How a workspace's payments stand.</summary>
/// <param name="Quota">The plan and limit in force, and what is left.</param>
/// <param name="Customer">The customer of the workspace, or null when it never had one.</param>
/// <param name="Invoices">Its newest invoices.</param>
/// <param name="MayBuy">Whether the workspace may buy a plan: plans are sold, and it has no live subscription, nothing
/// that an administrator granted, and no dispute.</param>
/// <param name="IsSelling">Whether plans are sold here.</param>
/// <param name="GraceEndsAt">When the plan ends if the renewal is still not charged, or null.</param>
public sealed record BillingStatus(
    QuotaStatus Quota, Customer? Customer, IReadOnlyList<Invoice> Invoices, bool IsSelling, bool MayBuy,
    DateTimeOffset? GraceEndsAt)
{
    /// <summary>Why nothing is drawn until somebody pays, or null.</summary>
    public PaymentLimitReason? Hold => Quota.Payment is { Left: 0, Reason: var why } ? why : null;

    /// <summary>The plan and limit in force.</summary>
    public QuotaLimit Limit => Quota.Limit;

    /// <summary>The subscription while it is live, or null.</summary>
    public Subscription? Subscription => Customer?.Standing.Subscription is { IsLive: true } live ? live : null;

    /// <summary>The same on the wire.</summary>
    public BillingAnswer ToAnswer() => new(
        IsSelling, Limit.Plan.Name, Subscription is { } live
            ? new SubscriptionAnswer(
                WireName.Of(live.Status), live.Plan, live.PeriodEnd, live.EndsAt, live.NextPlan, live.NextPlanAt,
                live.IsCollectionPaused, live.CollectionResumesAt)
            : null,
        Hold is { } hold ? WireName.Of(hold) : null, GraceEndsAt,
        [.. Invoices.Select(invoice => new InvoiceAnswer(
            invoice.Id, invoice.Number, WireName.Of(invoice.Status), invoice.Plan, invoice.Currency, invoice.Total,
            invoice.Refunded, invoice.CreatedAt))]);
}

/// <summary>Reads how a workspace's payments stand, from the store. It does not call Stripe.</summary>
public sealed class ReadBilling(
    ReadQuota quota, IAccounts accounts, ICustomers customers, BillingOptions options)
{
    private const int MostInvoices = 24;

    /// <summary>Reads it.</summary>
    public async Task<BillingStatus> RunAsync(WorkspaceId workspace, CancellationToken stop)
    {
        var home = await accounts.FindWorkspaceAsync(workspace, stop);
        var status = await quota.RunAsync(workspace, home, stop);
        var customer = await customers.FindAsync(workspace, stop);
        return new BillingStatus(
            status, customer, await customers.ListInvoicesAsync(workspace, MostInvoices, stop), options.IsSelling,
            options.IsSelling && home is not { IsGiven: true }
                && customer is not ({ Standing.KeepsFromBuying: true } or { Standing.IsDisputed: true }),
            status.Payment is { Reason: PaymentLimitReason.Grace }
                ? options.Grace.EndsAt(status.Limit.Trouble)
                : null);
    }
}
