using Visuel.Core.Quota;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Settles holds that nobody renews: at start those of this node's last process, then all whose lease ran
/// out.</summary>
public sealed partial class HoldSweeper(SettleHolds settle, RoundParts parts)
    : Round(Rhythms.SettleHolds, parts)
{
    private bool hasBegun;

    /// <summary>Settles holds whose lease ran out; one that cannot be settled is set aside. Harmless when it runs twice
    /// at once.</summary>
    /// <exception cref="Core.StoreUnavailableException">The store is away.</exception>
    public async Task SettleAsync(CancellationToken stop) =>
        await SettleAsync(await settle.ListExpiredAsync(SetAside, stop), stop);

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        if (!hasBegun)
        {
            // Once: later on, what this node holds is what it draws. What cannot be listed now is settled when its
            // lease runs out.
            hasBegun = true;
            await SettleAsync(await settle.ListOwnAsync(stop), stop);
        }

        await SettleAsync(stop);
        return false;
    }

    private async Task SettleAsync(IReadOnlyList<Credit> holds, CancellationToken stop)
    {
        var seen = await ForEachAsync(
            holds, hold => Thing.Of(hold.Generation), hold => settle.RunAsync(hold, stop), stop);
        if (seen > 0)
        {
            Log.Seen(Logger, seen);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Saw to {Count} holds that nobody renewed")]
        public static partial void Seen(ILogger logger, int count);
    }
}
