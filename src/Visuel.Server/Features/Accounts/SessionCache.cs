using Microsoft.Extensions.Caching.Memory;
using Visuel.Core.Accounts;
using Visuel.Server.Features.Keys;

namespace Visuel.Server.Features.Accounts;

/// <summary>Who a session or an API key belongs to, remembered for half a minute: so long at most one that was ended elsewhere still counts here.</summary>
public sealed class SessionCache(ISessions sessions, IApiKeys keys, IAccounts accounts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private readonly MemoryCache remembered = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    private int timesForgotten;

    /// <summary>The session with its account, or null when it ended.</summary>
    public Task<SignedIn?> FindAsync(SessionId id, CancellationToken stop) => FindAsync(
        id,
        async now => await sessions.FindAsync(id, now, stop) is { } session && await accounts.FindAsync(session.Account, stop) is { } account
            ? new SignedIn(session, account)
            : null);

    /// <summary>The key with its account, or null when it was revoked or expired.</summary>
    public async Task<KeyHolder?> FindAsync(ApiKeyHash hash, CancellationToken stop)
    {
        var found = await FindAsync(
            hash,
            async now => await keys.FindAsync(hash, now, stop) is { } key && await accounts.FindAsync(key.Account, stop) is { } account
                ? new KeyHolder(key, account)
                : null);
        return found?.Key.IsLiveAt(clock.GetUtcNow()) is true ? found : null;
    }

    /// <summary>Forgets all sessions and keys, so that an end or a change counts at once on this node.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref timesForgotten);
        remembered.Clear();
    }

    public void Dispose() => remembered.Dispose();

    private async Task<T?> FindAsync<T>(object id, Func<DateTimeOffset, Task<T?>> read)
        where T : class
    {
        var now = clock.GetUtcNow();
        if (remembered.TryGetValue(id, out Entry? known) && known is not null && known.ReadAt + Age > now)
        {
            return (T)known.Found;
        }

        var before = Volatile.Read(ref timesForgotten);
        if (await read(now) is not { } found)
        {
            remembered.Remove(id);
            return null;
        }

        remembered.Set(id, new Entry(found, now), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Age });
        if (before != Volatile.Read(ref timesForgotten))
        {
            // It was read before everything was forgotten, so it may be what was to be forgotten.
            remembered.Remove(id);
        }

        return found;
    }

    private sealed record Entry(object Found, DateTimeOffset ReadAt);
}

/// <summary>A session and its account, as they were read.</summary>
public sealed record SignedIn(Session Session, Account Account);
