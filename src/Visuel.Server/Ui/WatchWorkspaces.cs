using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Ui;

/// <summary>Looks once a second whether another process wrote to a workspace that has open pages here, in one query for
/// all of them, and tells those pages. While no page is open it asks nothing.</summary>
public sealed class WatchWorkspaces(IWorkspaceMarks marks, WorkspaceNews news, TimeProvider clock) : BackgroundService
{
    // Pages of other nodes are to hear within two seconds.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

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

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(BetweenLooks, clock);
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
                // Pages may have failed to read what they were told of: once the store is back all are told again.
                seen = [];
            }
        }
    }
}
