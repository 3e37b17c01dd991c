using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Visuel.Server.Callers;
using Visuel.Server.Features.Accounts;

namespace Visuel.Server.Ui;

/// <summary>Takes the rights of an open page away within a minute after its session ended.</summary>
public sealed class SessionWatch(ILoggerFactory loggers, SessionCache sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Caller.TryOf(authenticationState.User) is { Session: { } session } && await sessions.FindAsync(session, cancellationToken) is not null;
}
