using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Core.Quota;

/// <summary>A limit that an administrator set for one workspace.</summary>
/// <param name="ImagesPerMonth">Images a period, or null for no limit.</param>
/// <param name="Reason">Why, for the next administrator who wonders.</param>
public sealed record LimitOverride(int? ImagesPerMonth, string? Reason);

/// <summary>Where the limit in force comes from.</summary>
public enum LimitSource
{
    Plan,
    Override,
}

/// <summary>The plan and limit in force for a workspace.</summary>
/// <param name="Plan">The plan in force.</param>
/// <param name="Images">Images a period, or null for no limit.</param>
/// <param name="From">Whether the plan or an override says so.</param>
public sealed record QuotaLimit(Plan Plan, int? Images, LimitSource From)
{
    /// <summary>What hangs over it, or null: nothing is owed, or an administrator gave plan or limit, and then it
    /// depends on no payment.</summary>
    public PaymentTrouble? Trouble { get; init; }

    /// <summary>The plan and limit in force: none for a workspace that is gone, a visitor's for a visitor's, and
    /// otherwise <see cref="For"/>.</summary>
    /// <param name="workspace">The workspace, or null when it is gone.</param>
    /// <param name="defaultPlan">The plan of accounts that were granted none and bought none.</param>
    /// <param name="visitors">What visitors may draw, or null when they may not.</param>
    public static QuotaLimit InForce(Workspace? workspace, Plan defaultPlan, VisitorAllowance? visitors) =>
        workspace switch
        {
            null => new QuotaLimit(Plans.Free, 0, LimitSource.Plan),
            { GrantedPlan: var plan } when plan == Plans.Visitor.Name => ForVisitors(visitors),
            var found => For(found, defaultPlan),
        };

    /// <summary>The limit of each visitor; nothing when visitors may not draw.</summary>
    public static QuotaLimit ForVisitors(VisitorAllowance? visitors) =>
        new(Plans.Visitor, visitors?.PerDay ?? 0, LimitSource.Plan);

    /// <summary>The plan in force is the one granted by an administrator, else the subscription's, else the
    /// installation's default; the limit is the override, else the plan's.
    /// A name that no longer is a plan counts as absent.</summary>
    public static QuotaLimit For(Workspace workspace, Plan defaultPlan)
    {
        var granted = Plans.Find(workspace.GrantedPlan);
        var plan = granted ?? Plans.Find(workspace.SubscribedPlan) ?? defaultPlan;
        return workspace.Override is { } set
            ? new QuotaLimit(plan, set.ImagesPerMonth, LimitSource.Override)
            : new QuotaLimit(plan, plan.ImagesPerMonth, LimitSource.Plan)
            {
                Trouble = granted is null ? workspace.Trouble : null,
            };
    }
}
