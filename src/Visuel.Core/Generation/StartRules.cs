using Visuel.Core.Accounts;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Core.Generation;

/// <summary>How a generation begins: repeated by its key, answered by the cache, joined to an identical one in flight,
/// or queued with a credit of its own.</summary>
public static class StartRules
{
    /// <summary>What a key stands for: what it started, unless that failed, was cancelled or is forgotten, which frees
    /// the key.</summary>
    public static KeyUse? UseOf(string bodyHash, Generation? started) =>
        started is null || started.State.FreesKey() ? null : new KeyUse(started, bodyHash);

    /// <summary>The answer to a start that is known already, or null. A key answers only the body it came with
    /// before.</summary>
    /// <param name="key">The key the start came with, or null.</param>
    /// <param name="use">What the key stands for, or null.</param>
    /// <param name="sameId">The generation of the same id, or null.</param>
    public static StartOutcome? Known(RequestKey? key, KeyUse? use, Generation? sameId) => (key, use, sameId) switch
    {
        ({ } asked, { } found, _) when found.BodyHash != asked.BodyHash => new StartOutcome.KeyMismatch(),
        (_, { } found, _) => new StartOutcome.Repeated(found.Generation),
        (_, _, { } found) => new StartOutcome.Repeated(found),
        _ => null,
    };

    /// <summary>Writes what the cache answered: a generation that ended as soon as it began, without a
    /// credit.</summary>
    public static Decision<StartOutcome> Record(
        GenerationId id, WorkspaceId workspace, ImageId image, RequestKey? key, DateTimeOffset now)
    {
        var answered = new StoredGeneration(id, workspace, now)
        {
            State = GenerationState.Succeeded,
            Image = image,
            FinishedAt = now,
        };
        return new(
            new StartOutcome.Joined(answered.Present(leader: null)),
            [new Change.AddGeneration(answered, Plan: null), .. Take(key, answered)]);
    }

    /// <summary>Joins an identical request in flight. It costs nothing.</summary>
    public static IReadOnlyList<Change> Join(NewGeneration start, GenerationId leader)
    {
        var follower = New(start) with { Leader = leader, ShareKey = null };
        return [new Change.AddGeneration(follower, Plan: null), .. Take(start.Key, follower)];
    }

    /// <summary>Holds a credit and queues the generation, or refuses. The credit counts in the workspace's own count
    /// and in every allowance, or in none.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="limit">The limit of the workspace's own count, or null for none.</param>
    /// <param name="own">What the workspace has used.</param>
    /// <param name="within">What was used of the hold's allowances, in their order.</param>
    public static Decision<StartOutcome> Hold(NewGeneration start, int? limit, Usage own, IReadOnlyList<Usage> within)
    {
        var hold = start.Hold;
        foreach (var (allowance, usage) in hold.Within.Zip(within))
        {
            if (!usage.HasRoom(allowance.Limit))
            {
                return new(new StartOutcome.NotEnough(usage));
            }
        }

        if (!own.HasRoom(limit))
        {
            return new(new StartOutcome.NotEnough(own));
        }

        var queued = New(start);
        return new(
            new StartOutcome.Started(queued.Present(leader: null), own with { Held = own.Held + 1 }, Claimed: null),
            [
                .. hold.Within.Select(one => Hold(one.CountIn(hold.Period), one.Limit)),
                Hold(hold.Count, limit),
                new Change.AddCredit(hold.ToCredit()),
                new Change.AddGeneration(queued, start.Plan),
                .. Take(start.Key, queued),
            ]);
    }

    /// <summary>What is told of a start whose generation was claimed in the same write.</summary>
    public static StartOutcome.Started DrawnAtOnce(
        StartOutcome.Started started, NewGeneration start, DrawingClaim claim) =>
        started with
        {
            Claimed = start.ToWork(),
            Generation = Moves.Draw(start.Hold.Generation, claim).To(New(start)).Present(leader: null),
        };

    private static StoredGeneration New(NewGeneration start) =>
        new(start.Hold.Generation, start.Hold.Workspace, start.Hold.Now)
        {
            Content = start.Plan.Request.ContentId,
            ShareKey = start.ShareKey,
        };

    private static Change.AddToCount Hold(QuotaCount count, int? most) => new(count, Used: 0, Held: 1) { Most = most };

    private static IEnumerable<Change> Take(RequestKey? key, StoredGeneration started) =>
        key is null ? [] : [new Change.TakeKey(started.Workspace, key, started.Id, started.CreatedAt)];
}
