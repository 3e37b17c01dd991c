using Visuel.Core.Generation;

namespace Visuel.Core.Quota;

/// <summary>What people without an account may draw in a day (UTC).</summary>
/// <param name="PerDay">Images for each of them, by cookie and by address.</param>
/// <param name="InAll">Images for all of them together.</param>
public sealed record VisitorAllowance(int PerDay, int InAll)
{
    // No workspace has this id: those are of version 7.
    private static readonly Guid Everyone = new("00000000-0000-4000-8000-000000000001");

    /// <summary>All visitors together.</summary>
    public Allowance Total => new(Everyone, InAll);

    /// <summary>All who come from the visitor's address.</summary>
    public Allowance At(Patron visitor) =>
        new(visitor.Address ?? throw new ArgumentException("An account is no visitor.", nameof(visitor)), PerDay);

    /// <summary>What a visitor is told of a day: the tighter of their own count and their address's. When all visitors
    /// together have used up theirs, it is told as the visitor's own.</summary>
    public Usage Tightest(Usage own, Usage address, Usage all)
    {
        var usage = own.Remaining(PerDay) <= address.Remaining(PerDay) ? own : address;
        return all.HasRoom(InAll) ? usage : usage with { Used = Math.Max(usage.Used, PerDay - usage.Held) };
    }
}
