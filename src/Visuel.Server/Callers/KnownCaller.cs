using System.Security.Claims;
using Visuel.Core.Accounts;

namespace Visuel.Server.Callers;

/// <summary>Whoever holds a secret, as they were read from the store: the account, and the session or the key that the
/// secret opens.</summary>
public sealed class KnownCaller
{
    private Session? session;

    // Milliseconds since 1970.
    private long notedAt;

    private KnownCaller(SecretHash hash, Account account, Session? session, ApiKey? key, AccountRole role)
    {
        (Hash, Account, Key, this.session) = (hash, account, key, session);
        notedAt = (session?.LastUsedAt ?? key?.LastUsedAt)?.ToUnixTimeMilliseconds() ?? long.MinValue;
        Principal = CallerIdentity.Of(this, new Caller(account.Id, account.Workspace, session?.Id, role));
    }

    /// <summary>What the caller is found by again.</summary>
    public SecretHash Hash { get; }

    /// <summary>The account that signed in, or made the key.</summary>
    public Account Account { get; }

    /// <summary>The key; null for somebody who is signed in.</summary>
    public ApiKey? Key { get; }

    /// <summary>The session; null for a key.</summary>
    public Session? Session => session;

    /// <summary>The caller in the framework's words, made once for all requests.</summary>
    public ClaimsPrincipal Principal { get; }

    /// <summary>Somebody who is signed in.</summary>
    public static KnownCaller Of(SecretHash hash, Session session, Account account) =>
        new(hash, account, session, key: null, account.Role);

    /// <summary>A program with a key: in its maker's workspace, and never an administrator, whoever made it.</summary>
    public static KnownCaller Of(SecretHash hash, ApiKey key, Account account) =>
        new(hash, account, session: null, key, AccountRole.User);

    /// <summary>Whether the time of key or session is not over.</summary>
    public bool IsLiveAt(DateTimeOffset now) => session?.IsLiveAt(now) ?? Key!.IsLiveAt(now);

    /// <summary>Whether the use at this instant is to be written down: of those that ask at once, one is told so, and
    /// then none for a while.</summary>
    public bool NotesUseAt(DateTimeOffset now)
    {
        var before = Interlocked.Read(ref notedAt);
        return LastUse.IsDue(before == long.MinValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(before), now)
            && Interlocked.CompareExchange(ref notedAt, now.ToUnixTimeMilliseconds(), before) == before;
    }

    /// <summary>The session with another end where it is to be renewed at this instant, else null. Of requests that
    /// share what was read, one is given it.</summary>
    public Session? RenewAt(DateTimeOffset now)
    {
        var before = session;
        return before?.RenewedEnd(now) is { } end && before with { ExpiresAt = end } is var renewed
            && ReferenceEquals(Interlocked.CompareExchange(ref session, renewed, before), before)
                ? renewed
                : null;
    }
}
