using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Forgets generations that ended long ago, idempotency keys past their day,
/// and what administrators changed long ago.</summary>
public sealed class ForgetOldRecords(
    IGenerations generations, IAuditTrail trail, RoundParts parts)
    : Round(Rhythms.ForgetOldRecords, parts)
{
    /// <summary>How long the record of a generation is kept after its end.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>How long the audit trail reaches back.</summary>
    public static readonly TimeSpan AuditLife = TimeSpan.FromDays(400);

    private const int Batch = 500;

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        var now = Clock.GetUtcNow();
        var forgotten = await generations.ForgetAsync(now - Lifetime, now - RequestKey.Lifetime, Batch, stop);
        await trail.ForgetAsync(now - AuditLife, Batch, stop);
        return forgotten == Batch;
    }
}
