namespace Visuel.Client.Wire;

/// <summary>Images of the current period. At rest used + remaining = quota;
/// while images are being drawn their credits are held.</summary>
/// <param name="Used">Images drawn and kept.</param>
/// <param name="Quota">Images of the period, or null for no limit.</param>
/// <param name="Remaining">Images left that would really be drawn, or null for no limit. It is less than quota − used
/// while a payment is missing or disputed.</param>
public sealed record UsageAnswer(int Used, int? Quota, int? Remaining);

/// <summary>How a workspace stands.</summary>
/// <param name="Plan">Plan in force.</param>
/// <param name="Usage">Images of the period.</param>
/// <param name="LastReset">Start of the period.</param>
/// <param name="Held">Credits set aside for images being drawn.</param>
/// <param name="LimitFrom"><c>plan</c> or <c>override</c>.</param>
/// <param name="ResetsAt">Start of the next period.</param>
/// <param name="Payment">Why less is left than the quota says: <c>grace</c> (a renewal could not be charged),
/// <c>unpaid</c> (nothing is drawn before it is paid), <c>disputed</c>, or null.</param>
public sealed record QuotaAnswer(
    string Plan, UsageAnswer Usage, DateTimeOffset LastReset, int Held, string LimitFrom, DateTimeOffset ResetsAt,
    string? Payment);

/// <summary>The call was understood and done.</summary>
public sealed record SuccessAnswer(bool Success);

/// <summary>The credits of a month, and what became of each.</summary>
/// <param name="Period">The month, such as <c>2026-11</c>.</param>
/// <param name="Usage">Images of it; limit and remainder only of the current month.</param>
/// <param name="Held">Credits set aside for images being drawn.</param>
/// <param name="Items">The credits, newest first.</param>
/// <param name="Next">Mark from which the next part continues, or null at the end.</param>
public sealed record CreditsAnswer(
    string Period, UsageAnswer Usage, int Held, IReadOnlyList<CreditAnswer> Items, string? Next);

/// <summary>One credit.</summary>
/// <param name="Generation">The generation it was held for.</param>
/// <param name="State"><c>held</c>, <c>committed</c>, <c>released</c> or <c>free_of_charge</c>.</param>
/// <param name="Reason">Why it ended so, as a stable code; null while it is held.</param>
/// <param name="Image">The image, or null when there is none, or it was removed since.</param>
/// <param name="HeldAt">When it was set aside.</param>
/// <param name="SettledAt">When it ended, or null.</param>
public sealed record CreditAnswer(
    Guid Generation, string State, string? Reason, Guid? Image, DateTimeOffset HeldAt, DateTimeOffset? SettledAt);
