using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Features.Drawing.Follow;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>What this process writes about a generation while it draws it: the lease, the progress, and an end without
/// an image.</summary>
public sealed class DrawingRecords(
    IGenerations generations,
    IQuotaLedger ledger,
    GenerationNews news,
    QuotaOptions options,
    NodeClaims claims,
    TimeProvider clock,
    ILogger<DrawingRecords> logger)
{
    /// <summary>Renews the hold until it is disposed of.</summary>
    /// <param name="id">The generation.</param>
    /// <param name="lost">Called once when the hold is not this process's any more.</param>
    internal HoldLease Lease(GenerationId id, Action lost) => new(ledger, id, options, clock, lost, logger);

    /// <summary>Writes how far the drawing is until it is disposed of.</summary>
    internal DrawingWatch Watch(GenerationWork work, RunningDrawing drawing) =>
        new(work, drawing, generations, news, claims.Node, clock, logger);

    /// <summary>Ends a generation without an image and gives its credit back.
    /// False when somebody else ended it or draws it now.</summary>
    public Task<bool> FailAsync(GenerationId id, GenerationFailure failure) =>
        generations.FailAsync(id, claims.Node, failure, clock.GetUtcNow(), CancellationToken.None);

    /// <summary>Leaves a generation whose order a provider works on to whoever takes it over. False when somebody else
    /// draws it now.</summary>
    public Task<bool> ParkAsync(GenerationId id) =>
        generations.ParkAsync(id, claims.Node, clock.GetUtcNow(), CancellationToken.None);
}
