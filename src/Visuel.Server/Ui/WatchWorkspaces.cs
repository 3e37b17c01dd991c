using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Server.Rounds;

namespace Visuel.Server.Ui;

/// <summary>Looks once a second whether another process wrote to a workspace that has open pages here, in one query for
/// all of them, and tells those pages. While no page is open it asks nothing.</summary>
public sealed class WatchWorkspaces(IWorkspaceMarks marks, WorkspaceNews news, RoundParts parts)
    : Round(Rhythms.WatchWorkspaces, parts)
{
    private Dictionary<WorkspaceId, string> seen = [];

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        var listening = news.Listening;
        if (listening.Count == 0)
        {
            seen = [];
            return;
        }

        var now = await marks.ReadAsync(listening, stop);
        // One that was not watched before may have changed since its page read it: that page is told once.
        var changed = now.Where(mark => seen.GetValueOrDefault(mark.Key) != mark.Value).ToList();
        seen = new Dictionary<WorkspaceId, string>(now);
        changed.ForEach(mark => news.Tell(mark.Key));
    }

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        try
        {
            await LookAsync(stop);
            return false;
        }
        catch (StoreUnavailableException)
        {
            // Pages may have failed to read what they were told of: once the store is back all are told again.
            seen = [];
            throw;
        }
    }
}
