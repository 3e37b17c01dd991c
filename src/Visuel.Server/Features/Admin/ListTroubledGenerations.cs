using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;

namespace Visuel.Server.Features.Admin;

/// <summary>A generation that an administrator should know of, and whose it is;
/// null when that account is gone.</summary>
public sealed record TroubledGeneration(Generation Generation, Account? Owner);

/// <summary>Generations that failed in the last seven days, and those in flight for more than ten minutes.</summary>
public sealed class ListTroubledGenerations(IGenerations generations, IAccounts accounts, TimeProvider clock)
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(10);

    /// <summary>Part of them, newest first.</summary>
    public async Task<Page<TroubledGeneration>> RunAsync(string? cursor, int limit, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var page = await generations.ListTroubledAsync(now - Recent, now - Stuck, cursor, limit, stop);
        var rows = new List<TroubledGeneration>();
        foreach (var generation in page.Items)
        {
            rows.Add(new TroubledGeneration(generation, await accounts.FindOwnerAsync(generation.Workspace, stop)));
        }

        return new Page<TroubledGeneration>(rows, page.Next);
    }
}
