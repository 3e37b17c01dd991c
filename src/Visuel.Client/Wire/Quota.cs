namespace Visuel.Client.Wire;

/// <summary>Images of the current period. At rest used + remaining = quota; while images are being drawn their credits are held.</summary>
/// <param name="Used">Images drawn and kept.</param>
/// <param name="Quota">Images of the period, or null for no limit.</param>
/// <param name="Remaining">Images left, or null for no limit.</param>
public sealed record UsageAnswer(int Used, int? Quota, int? Remaining);

/// <summary>How a workspace stands.</summary>
/// <param name="Plan">Plan in force.</param>
/// <param name="Usage">Images of the period.</param>
/// <param name="LastReset">Start of the period.</param>
/// <param name="Held">Credits set aside for images being drawn.</param>
/// <param name="LimitFrom"><c>plan</c> or <c>override</c>.</param>
/// <param name="ResetsAt">Start of the next period.</param>
public sealed record QuotaAnswer(string Plan, UsageAnswer Usage, DateTimeOffset LastReset, int Held, string LimitFrom, DateTimeOffset ResetsAt);

/// <summary>The call was understood and done.</summary>
public sealed record SuccessAnswer(bool Success);
