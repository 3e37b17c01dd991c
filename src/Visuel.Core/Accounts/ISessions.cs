namespace Visuel.Core.Accounts;

/// <summary>Keeps sessions, each found by the hash of its secret alone, so that signing out means something and a copy
/// of the store signs nobody in.</summary>
public interface ISessions
{
    /// <summary>Adds a session, and removes those of all accounts that ran out before it began.</summary>
    Task StartAsync(Session session, SecretHash hash, CancellationToken stop);

    /// <summary>The session whose secret has this hash, or null when it ended, ran out at <paramref name="now"/>, or
    /// never was.</summary>
    Task<Session?> FindAsync(SecretHash hash, DateTimeOffset now, CancellationToken stop);

    /// <summary>The sessions of an account that have not run out at <paramref name="now"/>, newest first.</summary>
    Task<Page<Session>> ListAsync(
        AccountId account, DateTimeOffset now, string? cursor, int limit, CancellationToken stop);

    /// <summary>Remembers a use, unless one less than <see cref="LastUse.Resolution"/> before is remembered.</summary>
    Task NoteUseAsync(SessionId id, DateTimeOffset now, CancellationToken stop);

    /// <summary>Moves the end of a session that is still there; never back.</summary>
    Task ExtendAsync(SessionId id, DateTimeOffset expiresAt, CancellationToken stop);

    /// <summary>Ends the session whose secret has this hash; ending it again changes nothing.</summary>
    Task EndAsync(SecretHash hash, CancellationToken stop);

    /// <summary>Ends a session of an account. False where the account has no such session.</summary>
    Task<bool> EndAsync(AccountId account, SessionId id, CancellationToken stop);

    /// <summary>Ends all sessions of an account but one.</summary>
    Task EndOthersAsync(AccountId account, SessionId? but, CancellationToken stop);
}
