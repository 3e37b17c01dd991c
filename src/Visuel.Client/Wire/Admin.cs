using System.Text.Json;

namespace Visuel.Client.Wire;

/// <summary>An account as its administrators see it.</summary>
/// <param name="Id">Account id.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">What to call the person, or null.</param>
/// <param name="Role"><c>user</c> or <c>admin</c>.</param>
/// <param name="Plan">Plan in force.</param>
/// <param name="PlanFrom">Where it comes from: <c>granted</c>, <c>subscription</c> or <c>default</c>.</param>
/// <param name="Quota">Images a period, or null for no limit.</param>
/// <param name="LimitFrom">Where that comes from: <c>plan</c> or <c>override</c>.</param>
/// <param name="OverrideReason">Why it was overridden, or null.</param>
/// <param name="Used">Images drawn in the current period.</param>
/// <param name="CreatedAt">When it registered.</param>
public sealed record AdminAccountAnswer(
    Guid Id, string Email, string? Name, string Role, string Plan, string PlanFrom, int? Quota, string LimitFrom,
    string? OverrideReason, int Used, DateTimeOffset CreatedAt);

/// <summary>Changes plan, limit or role of an account; a field that is absent stays as it is.</summary>
public sealed record UpdateAdminAccountRequest
{
    /// <summary>Name of the plan to grant, or JSON null to grant none.</summary>
    public JsonElement Plan { get; init; }

    /// <summary>Images a period, at least 0.</summary>
    public int? ImagesPerMonth { get; init; }

    /// <summary>True for no limit.</summary>
    public bool? Unlimited { get; init; }

    /// <summary>True to go back to the plan's limit.</summary>
    public bool? ClearOverride { get; init; }

    /// <summary><c>user</c> or <c>admin</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Why, at most 500 characters; kept beside an override.</summary>
    public string? Reason { get; init; }
}

/// <summary>What was used of a month.</summary>
/// <param name="Period">The month, such as <c>2026-11</c>.</param>
/// <param name="Used">Images.</param>
public sealed record PeriodUsageAnswer(string Period, int Used);

/// <summary>A generation that did not go well.</summary>
/// <param name="AccountId">Whose it is; null when that account is gone.</param>
/// <param name="Reason">Why it failed, for the operator: finer than the code that its owner sees;
/// null while it is in flight.</param>
/// <param name="Generation">The generation.</param>
public sealed record TroubledGenerationAnswer(Guid? AccountId, string? Reason, GenerationAnswer Generation);

/// <summary>One thing that an administrator changed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When.</param>
/// <param name="By">Account of the administrator; null for the command line.</param>
/// <param name="AccountId">The account it happened to; null where there is none, or it was erased since.</param>
/// <param name="Action">What, as a stable code.</param>
/// <param name="Detail">From what to what, an id, or null.</param>
/// <param name="Network">A hash of the network address it came from, the same for the same address; or null.</param>
/// <param name="Reference">What error answers of the request carry, or null.</param>
public sealed record AuditAnswer(
    Guid Id, DateTimeOffset At, Guid? By, Guid? AccountId, string Action, string? Detail, string? Network,
    string? Reference);

/// <summary>A link that sets another password.</summary>
/// <param name="Url">Where it leads; what it carries stands behind the #.</param>
/// <param name="ExpiresAt">When it is dead.</param>
public sealed record ResetLinkAnswer(string Url, DateTimeOffset ExpiresAt);
