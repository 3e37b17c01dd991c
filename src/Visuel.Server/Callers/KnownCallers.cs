using Microsoft.Extensions.Caching.Memory;
using Visuel.Core.Accounts;

namespace Visuel.Server.Callers;

/// <summary>Who holds which secret, remembered for half a minute: so long at most a session or a key that was ended
/// elsewhere still counts here.</summary>
public sealed class KnownCallers(ISessions sessions, IApiKeys keys, IAccounts accounts, TimeProvider clock)
    : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private readonly MemoryCache remembered = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    private int timesForgotten;

    /// <summary>Tells whose open pages are to look whether their session still lives.</summary>
    public event Action<AccountId>? Changed;

    /// <summary>Who holds the secret with this hash, or null when the session ended, the key was revoked, or their time
    /// is over.</summary>
    public ValueTask<KnownCaller?> FindAsync(SecretHash hash, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return remembered.TryGetValue(hash.Value, out Entry? known) && known!.ReadAt + Age > now
            ? ValueTask.FromResult(known.Caller.IsLiveAt(now) ? known.Caller : null)
            : new ValueTask<KnownCaller?>(ReadAsync(hash, now, stop));
    }

    /// <summary>Forgets everybody, so that an end or a change counts at once on this node.</summary>
    /// <param name="account">Whose open pages look at once whether their session still lives, or null.</param>
    public void Forget(AccountId? account = null)
    {
        Interlocked.Increment(ref timesForgotten);
        remembered.Clear();
        if (account is { } changed)
        {
            Changed?.Invoke(changed);
        }
    }

    public void Dispose() => remembered.Dispose();

    private async Task<KnownCaller?> ReadAsync(SecretHash hash, DateTimeOffset now, CancellationToken stop)
    {
        var before = Volatile.Read(ref timesForgotten);
        if (await FindInStoreAsync(hash, now, stop) is not { } found)
        {
            remembered.Remove(hash.Value);
            return null;
        }

        remembered.Set(
            hash.Value, new Entry(found, now), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Age });
        if (before != Volatile.Read(ref timesForgotten))
        {
            // It was read before everything was forgotten, so it may be what was to be forgotten.
            remembered.Remove(hash.Value);
        }

        return found;
    }

    private async Task<KnownCaller?> FindInStoreAsync(SecretHash hash, DateTimeOffset now, CancellationToken stop)
    {
        if (hash.Kind is SecretKind.ApiKey)
        {
            return await keys.FindAsync(hash, now, stop) is { } key
                && await accounts.FindAsync(key.Account, stop) is { } maker
                    ? KnownCaller.Of(hash, key, maker)
                    : null;
        }

        return await sessions.FindAsync(hash, now, stop) is { } session
            && await accounts.FindAsync(session.Account, stop) is { } account
                ? KnownCaller.Of(hash, session, account)
                : null;
    }

    private sealed record Entry(KnownCaller Caller, DateTimeOffset ReadAt);
}
