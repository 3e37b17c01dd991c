using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>Ends sessions of an account: on this node at once, on others within half a minute.</summary>
public sealed class EndSessions(ISessions sessions, KnownCallers callers, SecurityLog log)
{
    /// <summary>Ends one. False where the account has no such session, or no longer.</summary>
    public async Task<bool> RunAsync(AccountId account, SessionId id, CancellationToken stop)
    {
        var ended = await sessions.EndAsync(account, id, stop);
        callers.Forget(account);
        if (ended)
        {
            log.Note(AuditKinds.SessionEnded, account, id.ToString());
        }

        return ended;
    }

    /// <summary>Ends all but the one that asks.</summary>
    public async Task OthersAsync(AccountId account, SessionId? asking, CancellationToken stop)
    {
        await sessions.EndOthersAsync(account, asking, stop);
        callers.Forget(account);
        log.Note(AuditKinds.OtherSessionsEnded, account);
    }
}
