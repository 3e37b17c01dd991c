using Visuel.Core.Accounts;
using Visuel.Core.Generation;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>Forgets generations that ended long ago, idempotency keys past their day, and what administrators changed long ago.</summary>
public sealed class ForgetOldRecords(IGenerations generations, IAuditTrail trail, TimeProvider clock)
{
    /// <summary>How long the record of a generation is kept after its end.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>How long the audit trail reaches back.</summary>
    public static readonly TimeSpan AuditLife = TimeSpan.FromDays(400);

    private const int Batch = 500;

    /// <summary>Forgets them.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        while (await generations.ForgetAsync(now - Life, now - RequestKey.Life, Batch, stop) == Batch)
        {
            // There may be more.
        }

        await trail.ForgetAsync(now - AuditLife, Batch, stop);
    }
}
