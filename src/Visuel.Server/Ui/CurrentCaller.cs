using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Ui;

/// <summary>Who is at an open page. A circuit keeps the user it began with,
/// so the session is looked at again on each call.</summary>
public sealed class CurrentCaller(AuthenticationStateProvider state, KnownCallers callers, LastUses uses)
{
    /// <summary>The caller while its session lives, else null.</summary>
    public async Task<Caller?> FindAsync() => await FindKnownAsync() is { } known ? Caller.Of(known.Principal) : null;

    /// <summary>The account while its session lives, else null.</summary>
    public async Task<Account?> FindAccountAsync() => (await FindKnownAsync())?.Account;

    /// <summary>The account as it was when the page was opened, or null where nobody was signed in.</summary>
    public async Task<Account?> FindBeganAsync() => Caller.KnownOf(await UserAsync())?.Account;

    /// <summary>What to call the person.</summary>
    public async Task<string> NameAsync() => (await UserAsync()).FindFirstValue(Caller.NameClaim) ?? "";

    private async Task<KnownCaller?> FindKnownAsync()
    {
        if (Caller.KnownOf(await UserAsync()) is not { Session: not null } began
            || await callers.FindAsync(began.Hash, CancellationToken.None) is not { } known)
        {
            return null;
        }

        uses.Note(known);
        return known;
    }

    private async Task<ClaimsPrincipal> UserAsync() => (await state.GetAuthenticationStateAsync()).User;
}
