namespace Visuel.Core.Quota;

/// <summary>What a workspace has used of a period.</summary>
/// <param name="Used">Credits committed: images drawn and kept.</param>
/// <param name="Held">Credits set aside while images are being drawn.</param>
public readonly record struct Usage(int Used, int Held)
{
    /// <summary>Credits left under this limit, never below zero; null when there is no limit.</summary>
    public int? Remaining(int? limit) => limit is { } most ? Math.Max(0, most - Used - Held) : null;

    /// <summary>Whether one more credit may be held: <c>used + held + 1 ≤ limit</c>.</summary>
    public bool HasRoom(int? limit) => limit is not { } most || (long)Used + Held + 1 <= most;
}
