using Visuel.Core.Accounts;
using Visuel.Core.Calendar;

namespace Visuel.Server.Features.Calendar;

/// <summary>Moves an item to another day. It keeps its hour on the reader's
/// clock; one without a date gets nine in the morning.</summary>
public sealed class MoveContent(IContents contents, SaveContent save)
{
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
            var outcome = await save.UpdateAsync(
                workspace, id, Schedule.MoveTo(item.Fields, day, zone), item.Version, stop);
            if (outcome is not SaveContentOutcome.Conflict conflict)
            {
                return outcome;
            }

            // Somebody was faster: their change stays, and the day is set on top of it.
            item = conflict.Current;
        }
    }
}
