using System.Threading.RateLimiting;

namespace Visuel.Server.Limits;

/// <summary>Who hashes a password next: as many at once as there are processors, one at a time for a network address
/// and for an e-mail address, the oldest first. Whoever sends many waits behind the own ones.</summary>
public sealed class HashingTurns : IDisposable
{
    // More than may fail in a minute unless the setting says otherwise: then that limit is what an address meets.
    private const int OfOne = 32;
    private const int OfEachProcessor = 16;

    private readonly PartitionedRateLimiter<Place> turns = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Place, string>(place => Turns(place.Address, 1, OfOne)),
        PartitionedRateLimiter.Create<Place, string>(place => place.Account is { } account
            ? Turns(account, 1, OfOne)
            : RateLimitPartition.GetNoLimiter("")),
        PartitionedRateLimiter.Create<Place, string>(_ => Turns(
            "", Environment.ProcessorCount, OfEachProcessor * Environment.ProcessorCount)));

    /// <summary>Waits for a turn, which ends when it is disposed of; null at once where too many wait
    /// already.</summary>
    /// <param name="address">The network address that asks.</param>
    /// <param name="account">What the password is counted under; null where none is tried.</param>
    /// <param name="stop">Gives up the place.</param>
    public async Task<IDisposable?> WaitAsync(string address, string? account, CancellationToken stop)
    {
        var lease = await turns.AcquireAsync(new Place(address, account), 1, stop);
        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        return null;
    }

    public void Dispose() => turns.Dispose();

    private static RateLimitPartition<string> Turns(string key, int atOnce, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = atOnce,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

    private readonly record struct Place(string Address, string? Account);
}
