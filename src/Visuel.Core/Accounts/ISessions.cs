namespace Visuel.Core.Accounts;

/// <summary>Names a signed-in session.</summary>
public readonly record struct SessionId(Guid Value)
{
    /// <summary>The canonical 36-character form, as in the token.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>One sign-in of one account on one device. Ending it revokes its cookie.</summary>
public sealed record Session(SessionId Id, AccountId Account, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt);

/// <summary>Keeps sessions, so that signing out means something.</summary>
public interface ISessions
{
    /// <summary>Adds a session.</summary>
    Task StartAsync(Session session, CancellationToken stop);

    /// <summary>The session, or null when it ended, ran out at <paramref name="now"/>, or never was.</summary>
    Task<Session?> FindAsync(SessionId id, DateTimeOffset now, CancellationToken stop);

    /// <summary>Moves the end of a session that is still there.</summary>
    Task ExtendAsync(SessionId id, DateTimeOffset expiresAt, CancellationToken stop);

    /// <summary>Ends a session; ending it again changes nothing.</summary>
    Task EndAsync(SessionId id, CancellationToken stop);

    /// <summary>Ends all sessions of an account but one.</summary>
    Task EndOthersAsync(AccountId account, SessionId? but, CancellationToken stop);
}
