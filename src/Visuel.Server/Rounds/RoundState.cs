using System.Collections.Concurrent;
using Visuel.Core;
using Visuel.Core.Billing;
using Visuel.Core.Library;

namespace Visuel.Server.Rounds;

/// <summary>A thing that could not be done.</summary>
/// <param name="Thing">Which.</param>
/// <param name="Reason">Why, as a code of <see cref="RoundState.ReasonOf"/>.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Since">When it failed first.</param>
/// <param name="Until">When it is tried again.</param>
public sealed record ThingSetAside(
    Thing Thing, string Reason, int Attempts, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>Why and since when whole rounds fail.</summary>
/// <param name="Reason">Why, as a code of <see cref="RoundState.ReasonOf"/>.</param>
/// <param name="Failures">How many failed in a row.</param>
/// <param name="Since">When the first of them did.</param>
public sealed record RoundFailure(string Reason, int Failures, DateTimeOffset Since);

/// <summary>How one round of this process stands: whether it fails, and what it set aside. Read by others while it
/// works.</summary>
public sealed class RoundState(Rhythm rhythm, TimeProvider clock)
{
    // Longer than any pause: what was not tried again by then was done by another node, or is gone.
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Thing, ThingSetAside> aside = new();

    /// <summary>Which round.</summary>
    public Rhythm Rhythm => rhythm;

    /// <summary>Why its last round failed; null when it did not.</summary>
    public RoundFailure? Failure { get; private set; }

    /// <summary>What it set aside, oldest first.</summary>
    public IReadOnlyList<ThingSetAside> SetAside =>
        [.. aside.Values.Where(thing => thing.Until + Stale > clock.GetUtcNow()).OrderBy(thing => thing.Since)];

    /// <summary>How many things were set aside.</summary>
    public int Count => aside.Count;

    /// <summary>Why something may fail; after <c>RoundReason_</c>, a sentence in the texts.</summary>
    public static IReadOnlyList<string> Reasons { get; } =
        ["file_unavailable", "storage_full", "store_unavailable", "billing_failed", "cdn_unavailable", "unexpected"];

    /// <summary>Why something failed, as one of <see cref="Reasons"/>.</summary>
    public static string ReasonOf(Exception error) => error switch
    {
        FileUnavailableException => "file_unavailable",
        StorageFullException => "storage_full",
        StoreUnavailableException => "store_unavailable",
        PaymentException => "billing_failed",
        HttpRequestException => "cdn_unavailable",
        _ => "unexpected",
    };

    /// <summary>Whether a thing was set aside and its time has not come.</summary>
    public bool IsWaiting(Thing thing) => aside.TryGetValue(thing, out var known) && known.Until > clock.GetUtcNow();

    /// <summary>In how long the next of the things has its time; null when there is none that waits.</summary>
    /// <param name="began">When the round that ends now began. What had its time since then may have been passed over,
    /// and has its turn at once.</param>
    public TimeSpan? NextIn(DateTimeOffset began)
    {
        if (aside.IsEmpty)
        {
            return null;
        }

        Forget();
        var now = clock.GetUtcNow();
        return aside.Values.Where(thing => thing.Until > began)
            .Min(thing => (TimeSpan?)(thing.Until > now ? thing.Until - now : TimeSpan.Zero));
    }

    /// <summary>Sets a thing aside. How it stands then.</summary>
    public ThingSetAside Put(Thing thing, Exception error)
    {
        var now = clock.GetUtcNow();
        return aside.AddOrUpdate(
            thing,
            _ => new ThingSetAside(thing, ReasonOf(error), 1, now, now + rhythm.SetAside.After(1)),
            (_, known) => known with
            {
                Reason = ReasonOf(error),
                Attempts = known.Attempts + 1,
                Until = now + rhythm.SetAside.After(known.Attempts + 1),
            });
    }

    /// <summary>A thing is done.</summary>
    public void Done(Thing thing)
    {
        if (!aside.IsEmpty)
        {
            aside.TryRemove(thing, out _);
        }
    }

    /// <summary>A whole round failed. How it stands then.</summary>
    public RoundFailure Failed(Exception error) => Failure = new RoundFailure(
        ReasonOf(error), (Failure?.Failures ?? 0) + 1, Failure?.Since ?? clock.GetUtcNow());

    /// <summary>A round ended. How many before it failed in a row.</summary>
    public int Ended()
    {
        var failures = Failure?.Failures ?? 0;
        if (failures > 0)
        {
            Failure = null;
        }

        return failures;
    }

    private void Forget()
    {
        foreach (var (thing, known) in aside)
        {
            if (known.Until + Stale <= clock.GetUtcNow())
            {
                aside.TryRemove(thing, out _);
            }
        }
    }
}
