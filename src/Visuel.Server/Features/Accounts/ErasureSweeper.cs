using Visuel.Core.Accounts;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Accounts;

/// <summary>Erases what accounts that are gone left behind: as soon as one goes, at start, and until it is
/// done.</summary>
public sealed partial class ErasureSweeper(
    IAccounts accounts, EmptyWorkspace empty, RoundParts parts)
    : Round(Rhythms.EraseAccounts, parts)
{
    private const int Batch = 100;

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        var due = await accounts.ListToEraseAsync(Batch + SetAside, stop);
        var done = await ForEachAsync(due, Thing.Of, workspace => EraseAsync(workspace, stop), stop);
        return done > 0 && due.Count >= Batch;
    }

    private async Task EraseAsync(WorkspaceId workspace, CancellationToken stop)
    {
        await empty.RunAsync(workspace, stop);
        if (await accounts.FinishErasureAsync(workspace, stop))
        {
            Log.Erased(Logger, workspace);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information, "Workspace {Workspace} is erased; its credits are kept, without an account")]
        public static partial void Erased(ILogger logger, WorkspaceId workspace);
    }
}
