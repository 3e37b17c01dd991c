using Visuel.Core.Billing;
using Visuel.Core.Quota;

namespace Visuel.Core.Accounts;

/// <summary>Names a workspace: what owns content items, images, a plan and a quota.</summary>
public readonly record struct WorkspaceId(Guid Value)
{
    /// <summary>The canonical 36-character form, as on the wire.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>What owns content items, images, a plan and a quota. Every account has exactly one, its own.</summary>
/// <param name="Id">Its id.</param>
/// <param name="GrantedPlan">The plan an administrator gave, or null; it wins over the subscription.</param>
/// <param name="SubscribedPlan">The plan the payment provider last reported, or null.
/// Only its synchronisation writes here.</param>
/// <param name="Override">The limit an administrator set, or null for the plan's.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Workspace(
    WorkspaceId Id,
    string? GrantedPlan,
    string? SubscribedPlan,
    LimitOverride? Override,
    DateTimeOffset CreatedAt)
{
    /// <summary>What hangs over its payments, or null. Written like <see cref="SubscribedPlan"/>.</summary>
    public PaymentTrouble? Trouble { get; init; }

    /// <summary>Whether an administrator gave it its plan or its limit,
    /// which counts before whatever is bought.</summary>
    public bool IsGiven => GrantedPlan is not null || Override is not null;
}
