using Visuel.Core.Accounts;
using Visuel.Core.Calendar;

namespace Visuel.Server.Features.Calendar;

/// <summary>Moves an item to another day. It keeps its wall-clock hour;
/// one without a date gets nine in the morning.</summary>
public sealed class MoveContent(IContents contents, SaveContent save)
{
    /// <summary>The hour of an item that is given its first date.</summary>
    public static readonly TimeOnly DefaultTime = new(9, 0);

    /// <summary>Moves it, whatever else is changed about it meanwhile: dragging says only where to.</summary>
    /// <returns><see cref="SaveContentOutcome.Saved"/>, or <see cref="SaveContentOutcome.Missing"/>.</returns>
    public async Task<SaveContentOutcome> RunAsync(
        WorkspaceId workspace, ContentItemId id, DateOnly day, TimeZoneInfo zone, CancellationToken stop)
    {
        if (await contents.FindAsync(workspace, id, stop) is not { } item)
        {
            return new SaveContentOutcome.Missing();
        }

        while (true)
        {
            var at = item.Fields.ScheduledAt is { } before
                ? WallClock.MoveToDay(before, zone, day)
                : WallClock.ToInstant(day.ToDateTime(DefaultTime), zone);
            var outcome = await save.UpdateAsync(
                workspace, id, item.Fields with { ScheduledAt = at }, item.Version, stop);
            if (outcome is not SaveContentOutcome.Conflict conflict)
            {
                return outcome;
            }

            // Somebody was faster: their change stays, and the day is set on top of it.
            item = conflict.Current;
        }
    }
}
