using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Ui;

/// <summary>Takes the rights of an open page away when its session ends: at once where it was ended on this node,
/// within a minute otherwise.</summary>
public sealed class SessionWatch : RevalidatingServerAuthenticationStateProvider
{
    private readonly KnownCallers callers;

    public SessionWatch(ILoggerFactory loggers, KnownCallers callers)
        : base(loggers) => this.callers = callers;

    /// <summary>Looks again from now on when an account's sessions change. Only for an open page: a request keeps the
    /// rights it began with. Taken away while its page is written, they make Blazor (10.0) write components that were
    /// never begun, without end: the stack overflows, and the process with it.</summary>
    public void Begin() => callers.Changed += LookAgain;

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Caller.KnownOf(authenticationState.User) is { Session: not null } known
            && await callers.FindAsync(known.Hash, cancellationToken) is not null;

    protected override void Dispose(bool disposing)
    {
        callers.Changed -= LookAgain;
        base.Dispose(disposing);
    }

    private void LookAgain(AccountId account) => _ = LookAgainAsync(account);

    private async Task LookAgainAsync(AccountId account)
    {
        try
        {
            var state = await GetAuthenticationStateAsync();
            if (Caller.TryOf(state.User)?.Account == account
                && !await ValidateAuthenticationStateAsync(state, CancellationToken.None))
            {
                var nobody = new ClaimsPrincipal(new ClaimsIdentity());
                SetAuthenticationState(Task.FromResult(new AuthenticationState(nobody)));
            }
        }
        catch (StoreUnavailableException)
        {
            // The next round looks again.
        }
    }
}
