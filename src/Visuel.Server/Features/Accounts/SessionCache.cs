using Microsoft.Extensions.Caching.Memory;
using Visuel.Core.Accounts;

namespace Visuel.Server.Features.Accounts;

/// <summary>Who a session belongs to, remembered for half a minute: so long at most a session that was ended elsewhere still counts here.</summary>
public sealed class SessionCache(ISessions sessions, IAccounts accounts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private MemoryCache remembered = Empty();

    /// <summary>The session with its account, or null when it ended.</summary>
    public async Task<SignedIn?> FindAsync(SessionId id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (remembered.TryGetValue(id, out SignedIn? known) && known is not null && known.ReadAt + Age > now)
        {
            return known;
        }

        if (await sessions.FindAsync(id, now, stop) is not { } session || await accounts.FindAsync(session.Account, stop) is not { } account)
        {
            remembered.Remove(id);
            return null;
        }

        var found = new SignedIn(session, account, now);
        remembered.Set(id, found, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Age });
        return found;
    }

    /// <summary>Forgets all sessions, so that an end or a change counts at once on this node.</summary>
    public void Forget() => Interlocked.Exchange(ref remembered, Empty()).Dispose();

    public void Dispose() => remembered.Dispose();

    private static MemoryCache Empty() => new(new MemoryCacheOptions { SizeLimit = 20_000 });
}

/// <summary>A session and its account, as they were read.</summary>
public sealed record SignedIn(Session Session, Account Account, DateTimeOffset ReadAt);
