using Visuel.Core.Accounts;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Visitors;

/// <summary>Removes visitors whose day is over, with their images.</summary>
public sealed partial class VisitorSweeper(
    IVisitors visitors, EmptyWorkspace empty, RoundParts parts)
    : Round(Rhythms.RemoveVisitors, parts)
{
    private const int Batch = 100;

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        var expired = await visitors.ListExpiredAsync(Clock.GetUtcNow(), Batch + SetAside, stop);
        var removed = await ForEachAsync(expired, Thing.Of, workspace => RemoveAsync(workspace, stop), stop);
        if (removed > 0)
        {
            Log.Removed(Logger, removed);
        }

        return removed > 0 && expired.Count >= Batch;
    }

    private async Task RemoveAsync(WorkspaceId workspace, CancellationToken stop)
    {
        await empty.RunAsync(workspace, stop);
        await visitors.RemoveAsync(workspace, stop);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Removed {Count} visitors whose day is over, with their images")]
        public static partial void Removed(ILogger logger, int count);
    }
}
