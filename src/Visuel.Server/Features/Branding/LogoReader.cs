using System.Threading.RateLimiting;
using Visuel.Composer;
using Visuel.Core.Accounts;

namespace Visuel.Server.Features.Branding;

/// <summary>What became of an uploaded logo.</summary>
public abstract record ReadLogoOutcome
{
    private ReadLogoOutcome()
    {
    }

    /// <summary>It was read, and this small PNG is kept of it.</summary>
    public sealed record Read(ReadOnlyMemory<byte> Png) : ReadLogoOutcome;

    /// <summary>It is no logo.</summary>
    public sealed record NoLogo : ReadLogoOutcome;

    /// <summary>Too many wait already.</summary>
    public sealed record Busy : ReadLogoOutcome;
}

/// <summary>Reads uploaded logos. A file of 1 MB may need 256 MB to be read, so what is read at once is bounded by the
/// memory it needs, and takes half of the cores at most: the others draw. A workspace has one at a time, the one that
/// waits longest comes next.</summary>
public sealed class LogoReader : IDisposable
{
    // One of the largest fits in.
    private const int MostMegabytes = 256;

    private readonly int megabytes = MostMegabytes / Math.Max(1, Environment.ProcessorCount / 2);

    private readonly ConcurrencyLimiter memory = new(
        new ConcurrencyLimiterOptions { PermitLimit = MostMegabytes, QueueLimit = 64 * MostMegabytes });

    private readonly PartitionedRateLimiter<WorkspaceId> turns =
        PartitionedRateLimiter.Create<WorkspaceId, WorkspaceId>(workspace => RateLimitPartition.GetConcurrencyLimiter(
            workspace, _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 2 }));

    /// <summary>Reads a file and gives what is kept of it.</summary>
    public async Task<ReadLogoOutcome> RunAsync(
        WorkspaceId workspace, ReadOnlyMemory<byte> file, CancellationToken stop)
    {
        if (BrandLogo.MemoryFor(file.Span) is not { } bytes)
        {
            return new ReadLogoOutcome.NoLogo();
        }

        using var turn = await turns.AcquireAsync(workspace, 1, stop);
        if (!turn.IsAcquired)
        {
            return new ReadLogoOutcome.Busy();
        }

        using var room = await memory.AcquireAsync(Math.Clamp((int)(bytes >> 20), megabytes, MostMegabytes), stop);
        return !room.IsAcquired
            ? new ReadLogoOutcome.Busy()
            : await Task.Run(() => BrandLogo.TryRead(file.Span)?.ToPng(), stop) is { } png
                ? new ReadLogoOutcome.Read(png)
                : new ReadLogoOutcome.NoLogo();
    }

    public void Dispose()
    {
        memory.Dispose();
        turns.Dispose();
    }
}
