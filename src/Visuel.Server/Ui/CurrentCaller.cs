using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Visuel.Core.Accounts;
using Visuel.Server.Callers;
using Visuel.Server.Features.Accounts;

namespace Visuel.Server.Ui;

/// <summary>Who is at an open page. A circuit keeps the user it began with, so the session is looked at again on each call.</summary>
public sealed class CurrentCaller(AuthenticationStateProvider state, SessionCache sessions)
{
    /// <summary>The caller while its session lives, else null.</summary>
    public async Task<Caller?> FindAsync() =>
        Caller.TryOf(await UserAsync()) is { Session: { } session } caller && await sessions.FindAsync(session, CancellationToken.None) is not null ? caller : null;

    /// <summary>The account while its session lives, else null.</summary>
    public async Task<Account?> FindAccountAsync() =>
        Caller.TryOf(await UserAsync()) is { Session: { } session } ? (await sessions.FindAsync(session, CancellationToken.None))?.Account : null;

    /// <summary>What to call the person.</summary>
    public async Task<string> NameAsync() => (await UserAsync()).FindFirstValue(Caller.NameClaim) ?? "";

    private async Task<ClaimsPrincipal> UserAsync() => (await state.GetAuthenticationStateAsync()).User;
}
