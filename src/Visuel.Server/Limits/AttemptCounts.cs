using Visuel.Core.Accounts;

namespace Visuel.Server.Limits;

/// <summary>Attempts by account, browser or network address, in the memory of this node. There is room for so many
/// keys; then the oldest count goes.</summary>
public sealed class AttemptCounts(AttemptLimit limit, TimeProvider clock)
{
    /// <summary>How many keys have a count at once.</summary>
    public const int MostKeys = 20_000;

    private readonly Lock at = new();
    private readonly Dictionary<string, AttemptCount> counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt; how long to wait where it is one too many, otherwise null.</summary>
    public TimeSpan? Take(string key)
    {
        lock (at)
        {
            var (now, before) = (clock.GetUtcNow(), counts.GetValueOrDefault(key));
            if (before?.WaitAt(now) is { } wait)
            {
                return wait;
            }

            if (before is null)
            {
                MakeRoom(now);
            }

            counts[key] = AttemptCount.Add(before, limit, now);
            told.Remove(key);
            return null;
        }
    }

    /// <summary>Counts an attempt of which it is not known yet whether it fails; null where it is one too
    /// many.</summary>
    public AttemptPlace? Hold(string key) => Take(key) is null ? new AttemptPlace(this, key) : null;

    /// <summary>How long nothing is let through, or null.</summary>
    public TimeSpan? WaitOf(string key)
    {
        lock (at)
        {
            return counts.GetValueOrDefault(key)?.WaitAt(clock.GetUtcNow());
        }
    }

    /// <summary>Whether the limit is reached, and nobody was told since it was.</summary>
    public bool IsNewlyReached(string key)
    {
        lock (at)
        {
            return counts.GetValueOrDefault(key)?.WaitAt(clock.GetUtcNow()) is not null && told.Add(key);
        }
    }

    /// <summary>Takes back an attempt that turned out to be none.</summary>
    internal void GiveBack(string key)
    {
        lock (at)
        {
            if (counts.TryGetValue(key, out var count))
            {
                counts[key] = count.GiveBack();
            }
        }
    }

    /// <summary>Forgets the attempts of a key, and its wait.</summary>
    public void Forget(string key)
    {
        lock (at)
        {
            counts.Remove(key);
            told.Remove(key);
        }
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (counts.Count < MostKeys)
        {
            return;
        }

        foreach (var (key, _) in counts.Where(entry => entry.Value.IsOver(limit, now)).ToList())
        {
            Forget(key);
        }

        if (counts.Count >= MostKeys)
        {
            Forget(counts.MinBy(entry => entry.Value.Since).Key);
        }
    }
}

/// <summary>An attempt that is counted until it is known that it did not fail.</summary>
public sealed class AttemptPlace(AttemptCounts counts, string key) : IDisposable
{
    private bool failed;

    /// <summary>The attempt failed: it stays counted.</summary>
    public void Keep() => failed = true;

    public void Dispose()
    {
        if (!failed)
        {
            counts.GiveBack(key);
        }
    }
}
