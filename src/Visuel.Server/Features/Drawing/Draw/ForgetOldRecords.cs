using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Forgets generations that ended long ago, idempotency keys past their day, and entries of the audit trail
/// that are old or too many.</summary>
public sealed class ForgetOldRecords(
    IGenerations generations, IAuditTrail trail, RoundParts parts)
    : Round(Rhythms.ForgetOldRecords, parts)
{
    /// <summary>How long the record of a generation is kept after its end.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const int Batch = 500;

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        var now = Clock.GetUtcNow();
        var forgotten = await generations.ForgetAsync(now - Lifetime, now - RequestKey.Lifetime, Batch, stop);
        var isMore = forgotten == Batch;
        foreach (var kind in AuditKinds.All)
        {
            var gone = await trail.ForgetAsync(
                kind, now - AuditKinds.LifeOf(kind), AuditKinds.MostOfEach, Batch, stop);
            isMore |= gone == Batch;
        }

        return isMore;
    }
}
