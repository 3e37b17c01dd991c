using System.Security.Cryptography;
using System.Text;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Generation;
using Visuel.Server.Limits;

namespace Visuel.Server.Callers;

/// <summary>Says for whom a request is: for the account that is signed in, else for a visitor.</summary>
public sealed class ReadPatron(VisitorCookie cookie, IVisitors visitors, TimeProvider clock)
{
    private static readonly WorkspaceId Nobodys = new(Guid.Empty);

    private (DateOnly Day, byte[] Salt)? salt;

    /// <summary>For whom, to read only: a visitor without a cookie has no workspace yet,
    /// so nothing is found in it.</summary>
    public async Task<Patron> FindAsync(HttpContext http, CancellationToken stop) =>
        Caller.TryOf(http.User) is { } caller
            ? new Patron(caller.Workspace)
            : new Patron(cookie.Read(http.Request)?.Workspace ?? Nobodys, await AddressAsync(http, stop));

    /// <summary>For whom, to draw: a visitor is given a workspace for a day, and a cookie that names it.</summary>
    public async Task<Patron> AdmitAsync(HttpContext http, CancellationToken stop)
    {
        if (Caller.TryOf(http.User) is { } caller)
        {
            return new Patron(caller.Workspace);
        }

        var pass = cookie.Read(http.Request) ?? cookie.Write(http);
        await visitors.AddAsync(
            new Workspace(pass.Workspace, Plans.Visitor.Name, null, null, clock.GetUtcNow()), pass.ExpiresAt, stop);
        return new Patron(pass.Workspace, await AddressAsync(http, stop));
    }

    // The address is never kept: only this, and after midnight the salt is gone too.
    private async Task<Guid> AddressAsync(HttpContext http, CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (salt is not { } known || known.Day != today)
        {
            known = (today, (await visitors.SaltAsync(today, RandomNumberGenerator.GetBytes(32), stop)).ToArray());
            salt = known;
        }

        return new Guid(
            HMACSHA256.HashData(known.Salt, Encoding.UTF8.GetBytes(RateLimits.AddressOf(http))).AsSpan(0, 16));
    }
}
