using System.Runtime.CompilerServices;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Server.Features.Billing;
using Visuel.Server.Features.Branding;

namespace Visuel.Server.Features.Export;

/// <summary>What an export says of the account itself, where it is signed in, what the security log has of it,
/// its brand and its payments.</summary>
public sealed class AccountParts(
    ISessions sessions, IAuditTrail trail, IBrands brands, ReadBilling billing, TimeProvider clock)
{
    /// <summary>The names of the files, and what is to be written into each as JSON.</summary>
    public async IAsyncEnumerable<(string Name, object Value)> ReadAsync(
        Account account, [EnumeratorCancellation] CancellationToken stop)
    {
        yield return ("account.json", new
        {
            id = account.Id.Value,
            account.Email,
            account.Name,
            account.Locale,
            account.TimeZone,
            account.CreatedAt,
        });
        yield return ("sessions.json", await ReadSessionsAsync(account.Id, stop));
        yield return ("security.json", await ReadTrailAsync(account.Id, stop));
        if (await brands.FindAsync(account.Workspace, stop) is { } brand)
        {
            yield return ("brand.json", new { brand.Main, brand.Accent, logo = BrandAnswers.AddressOf(brand.Logo) });
        }

        if (await billing.RunAsync(account.Workspace, stop) is { Customer: not null } paying)
        {
            yield return ("billing.json", paying.ToAnswer());
        }
    }

    private ValueTask<List<object>> ReadSessionsAsync(AccountId account, CancellationToken stop) =>
        WholeList.ReadAsync(cursor => sessions.ListAsync(
            account, clock.GetUtcNow(), cursor, Page<Session>.MaximumLimit, stop))
        .Select(object (session) => new
        {
            session.Origin.Device.Browser,
            session.Origin.Device.System,
            session.Origin.Network,
            session.StartedAt,
            session.LastUsedAt,
            session.ExpiresAt,
        }).ToListAsync(stop);

    private ValueTask<List<object>> ReadTrailAsync(AccountId account, CancellationToken stop) =>
        WholeList.ReadAsync(cursor => trail.ListAsync(
            new AuditQuery(account), cursor, Page<AuditEntry>.MaximumLimit, stop))
        .Select(object (entry) => new { entry.At, entry.Action, entry.Detail, entry.Network, entry.Reference })
        .ToListAsync(stop);
}
