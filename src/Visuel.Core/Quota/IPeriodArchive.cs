using Visuel.Core.Accounts;

namespace Visuel.Core.Quota;

/// <summary>Keeps a summary of every month that is over. Nothing is decided by one and none is a lock: credits move as
/// they would without, and a month whose credits moved is summed up again from them.</summary>
public interface IPeriodArchive
{
    /// <summary>Sums up months before <paramref name="before"/> that have no summary yet, or whose credits moved since
    /// they were summed up; oldest first. Each call is one transaction, so that what is broken off goes on with the
    /// next call, and callers at once only share the work.</summary>
    /// <param name="before">The month that is running.</param>
    /// <param name="limit">How many months of workspaces to look at, to keep the transaction short.</param>
    /// <param name="now">When, for <see cref="PeriodSummary.ArchivedAt"/>.</param>
    /// <param name="stop">Gives up before the write; never half way.</param>
    /// <returns>How many were looked at; 0 when nothing is left.</returns>
    Task<int> ArchiveAsync(Period before, int limit, DateTimeOffset now, CancellationToken stop);

    /// <summary>Whether <see cref="ArchiveAsync"/> would find something to do.</summary>
    Task<bool> IsBehindAsync(Period before, CancellationToken stop);

    /// <summary>The summaries of a workspace's months before <paramref name="before"/>, newest first.
    /// A month in which nothing was drawn has none.</summary>
    Task<IReadOnlyList<PeriodSummary>> ListAsync(
        WorkspaceId workspace, Period before, int limit, CancellationToken stop);

    /// <summary>Remembers that a run came to its end, in place of the one before.</summary>
    Task RecordRunAsync(ArchiveRun run, CancellationToken stop);

    /// <summary>The run that was recorded last, or null when there never was one.</summary>
    Task<ArchiveRun?> FindLastRunAsync(CancellationToken stop);
}

/// <summary>A month of a workspace that is over, in short.</summary>
/// <param name="Workspace">Whose.</param>
/// <param name="Period">The month.</param>
/// <param name="Used">Credits spent: images drawn and kept.</param>
/// <param name="Released">Credits given back: nothing was drawn.</param>
/// <param name="FreeOfCharge">Images kept without a credit.</param>
/// <param name="ArchivedAt">When it was summed up.</param>
public sealed record PeriodSummary(
    WorkspaceId Workspace, Period Period, int Used, int Released, int FreeOfCharge, DateTimeOffset ArchivedAt);

/// <summary>A run of the monthly reset.</summary>
/// <param name="RanAt">When it began.</param>
/// <param name="LastPeriod">The latest month that was over then.</param>
public sealed record ArchiveRun(DateTimeOffset RanAt, Period LastPeriod);
