using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Accounts;

/// <summary>Erases what accounts that are gone left behind: as soon as one goes, at start, and every ten minutes until it is done.</summary>
public sealed partial class ErasureSweeper(IAccounts accounts, EmptyWorkspace empty, TimeProvider clock, ILogger<ErasureSweeper> logger) : BackgroundService
{
    private const int Batch = 100;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private readonly Bell due = new();

    /// <summary>Says that there is something to erase.</summary>
    public void Wake() => due.Ring();

    public override void Dispose()
    {
        due.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await EraseAsync(stoppingToken);
            }
            catch (IOException error)
            {
                LogFailed(error);
            }

            await due.WaitAsync(Every, clock, stoppingToken);
        }
    }

    private async Task EraseAsync(CancellationToken stop)
    {
        foreach (var workspace in await accounts.ListToEraseAsync(Batch, stop))
        {
            try
            {
                await empty.RunAsync(workspace, stop);
                if (await accounts.FinishErasureAsync(workspace, stop))
                {
                    LogErased(workspace);
                }
            }
            catch (PaymentException error)
            {
                // Its subscription is still paid; the others do not wait for that.
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Workspace {Workspace} is erased; its ledger stays, and leads to nobody")]
    private partial void LogErased(WorkspaceId workspace);

    [LoggerMessage(LogLevel.Warning, "Something could not be erased yet; the next round tries again")]
    private partial void LogFailed(Exception error);
}
