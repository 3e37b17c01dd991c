using Visuel.Core.Accounts;
using Visuel.Core.Generation;

namespace Visuel.Core.Quota;

/// <summary>Keeps the credits of every workspace and period. A credit is held by <see cref="IGenerations.StartAsync"/>
/// with a single conditional write, <c>used + held + 1 ≤ limit</c>: of any number of callers at once, no more succeed
/// than there are credits. It is spent by <see cref="Library.ILibrary.KeepAsync"/>, together with the image it paid
/// for.</summary>
public interface IQuotaLedger
{
    /// <summary>Moves the lease of a credit that is still held. False when it is not held any more.</summary>
    Task<bool> RenewAsync(GenerationId generation, DateTimeOffset leaseUntil, CancellationToken stop);

    /// <summary>Gives a held credit back. True for exactly one caller; false when it was not held any more.</summary>
    Task<bool> ReleaseAsync(GenerationId generation, string reason, DateTimeOffset now, CancellationToken stop);

    /// <summary>What was used of an allowance in the period.</summary>
    Task<Usage> ReadAsync(Allowance allowance, Period period, CancellationToken stop);

    /// <summary>What the workspace has used of the period; zero where nothing was written yet.</summary>
    Task<Usage> ReadAsync(WorkspaceId workspace, Period period, CancellationToken stop);

    /// <summary>The credits of a workspace's period, or of all its periods where <paramref name="period"/> is null, the
    /// newest first, each with the image that its generation drew.</summary>
    Task<Page<CreditEntry>> ListAsync(
        WorkspaceId workspace, Period? period, string? cursor, int limit, CancellationToken stop);

    /// <summary>The credit of a generation, or null.</summary>
    Task<Credit?> FindAsync(GenerationId generation, CancellationToken stop);

    /// <summary>Images that were drawn and kept in a month and its days, by the plan they were drawn under and by who
    /// was paid for them.</summary>
    Task<IReadOnlyList<DrawnCount>> CountDrawnAsync(Period period, CancellationToken stop);

    /// <summary>Held credits whose lease ended before <paramref name="now"/>, or is longer than any can be
    /// (<see cref="CreditRules.LongestLease"/>).</summary>
    Task<IReadOnlyList<Credit>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken stop);

    /// <summary>Credits of what a node draws, for that node to settle when it starts again.</summary>
    Task<IReadOnlyList<Credit>> ListHeldByAsync(string node, CancellationToken stop);
}

/// <summary>A credit to be set aside.</summary>
/// <param name="Generation">The generation that will spend it.</param>
/// <param name="Workspace">Whose credit.</param>
/// <param name="Now">When.</param>
/// <param name="LeaseUntil">When others may settle it.</param>
public sealed record CreditHold(
    GenerationId Generation, WorkspaceId Workspace, DateTimeOffset Now, DateTimeOffset LeaseUntil)
{
    /// <summary>The period it belongs to, for ever: the month, unless said otherwise.</summary>
    public Period Period { get; init; } = Period.Of(Now);

    /// <summary>The other counts it must fit into; it is held in all of them or in none.</summary>
    public IReadOnlyList<Allowance> Within { get; init; } = [];

    /// <summary>The plan it is drawn under, for the books.</summary>
    public string? Plan { get; init; }

    /// <summary>The workspace's own count.</summary>
    public QuotaCount Count => new(Workspace.Value, Period);

    /// <summary>The credit, once it is held.</summary>
    public Credit ToCredit() =>
        new(Generation, Workspace, Period, CreditState.Held, LeaseUntil, Reason: null, Now, SettledAt: null)
        {
            Within = [.. Within.Select(allowance => allowance.CountIn(Period))],
            Plan = Plan,
        };
}

/// <summary>How many images were drawn.</summary>
/// <param name="Plan">Under which plan, or null where nobody noted it.</param>
/// <param name="Supplier">Who was paid for them: see <see cref="Library.Image.Supplier"/>.</param>
/// <param name="Images">How many.</param>
public sealed record DrawnCount(string? Plan, string Supplier, int Images);
