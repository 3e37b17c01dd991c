using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Generation;

/// <summary>A store in memory: it loads, asks the rules and applies what they decided, as the real ones do, and knows
/// no rule of its own.</summary>
internal sealed class StoreModel
{
    public Dictionary<GenerationId, StoredGeneration> Generations { get; } = [];

    public Dictionary<GenerationId, GenerationPlan?> Plans { get; } = [];

    public Dictionary<GenerationId, RemoteJob> Jobs { get; } = [];

    public Dictionary<GenerationId, Credit> Credits { get; } = [];

    public Dictionary<QuotaCount, Usage> Counts { get; } = [];

    public Dictionary<(WorkspaceId, string), (RequestKey Key, GenerationId Generation)> Keys { get; } = [];

    public Dictionary<GenerationId, Image> Images { get; } = [];

    public HashSet<(ImageId, ContentItemId)> Links { get; } = [];

    public StartOutcome Start(NewGeneration start, int? limit, DrawingClaim? claim = null)
    {
        var (id, workspace) = (start.Hold.Generation, start.Hold.Workspace);
        var use = start.Key is { } key && Keys.TryGetValue((workspace, key.Key), out var taken)
            ? StartRules.UseOf(taken.Key.BodyHash, Find(taken.Generation))
            : null;
        if (StartRules.Known(start.Key, use, Find(id)) is { } known)
        {
            return known;
        }

        if (start.ShareKey is { } shared
            && Generations.Values.FirstOrDefault(
                other => other.Workspace == workspace && other.ShareKey == shared) is { } leader)
        {
            Apply(StartRules.Join(start, leader.Id));
            return new StartOutcome.Joined(Find(id)!);
        }

        var within = start.Hold.Within.Select(one => UsageOf(one.CountIn(start.Hold.Period)));
        var outcome = Decide(StartRules.Hold(start, limit, UsageOf(start.Hold.Count), [.. within]));
        return outcome is StartOutcome.Started started && claim is not null && Claim(claim) == id
            ? StartRules.DrawnAtOnce(started, start, claim)
            : outcome;
    }

    public GenerationId? Claim(DrawingClaim claim)
    {
        var waiting = Generations.Values.Where(one => one is { State: GenerationState.Queued, Leader: null })
            .GroupBy(one => one.Workspace)
            .Select(queue => new WaitingWorkspace(
                queue.Key, queue.MinBy(one => one.Id.Value)!.Id, ClaimedOf(queue.Key), LastTurnOf(queue.Key)));
        return ClaimRules.Next(waiting, claim.MostOfWorkspace) is { } next && Apply(Moves.Claim(next.First, claim))
            ? next.First
            : null;
    }

    public CancelOutcome Cancel(WorkspaceId workspace, GenerationId id, DateTimeOffset now)
    {
        var request = Generations.GetValueOrDefault(id) is { } found && found.Workspace == workspace ? found : null;
        var leader = request?.Leader is { } joined ? Generations[joined] : null;
        if (CancelRules.Refuse(request, leader) is { } refused)
        {
            return refused;
        }

        var drawn = request!.DrawnAs;
        var isWanted = Generations.Values.Any(one => one.DrawnAs == drawn && one.Id != id && one.IsWaitedFor);
        var sent = Generations.Values.Count(one => one.Workspace == workspace && CancelRules.IsSentCancel(one, now));
        return Decide(CancelRules.Cancel(
            request, leader, isWanted ? null : new UnwantedDrawing(sent, Credits.GetValueOrDefault(drawn)), now));
    }

    public KeepOutcome Keep(Image image, int? limit, bool evenIfLate, DateTimeOffset now, bool hasWorkspace = true)
    {
        var credit = Credits.GetValueOrDefault(image.Generation);
        var requests = Generations.Values.Where(one => one.DrawnAs == image.Generation).ToList();
        var facts = new KeepFacts(requests, credit, credit is null
            ? default : UsageOf(credit.Count), hasWorkspace, Images.ContainsKey(image.Generation));
        return Decide(EndRules.Keep(image, facts, limit, evenIfLate, now));
    }

    public bool Fail(GenerationId id, string node, GenerationFailure failure, DateTimeOffset now) =>
        Decide(EndRules.Fail(id, Credits.GetValueOrDefault(id), Images.ContainsKey(id), node, failure, now));

    /// <summary>Settles all holds whose lease is over, as a process of this name.</summary>
    public void Settle(string node, TimeSpan lease, DateTimeOffset now)
    {
        foreach (var credit in Credits.Values.Where(
            one => one.State is CreditState.Held && CreditRules.IsExpired(one.LeaseUntil, now)).ToList())
        {
            switch (SettleRules.Of(Generations.GetValueOrDefault(credit.Generation)?.State))
            {
                case Settlement.GiveBack:
                    Decide(CreditRules.Release(credit, GenerationFailure.Interrupted, now));
                    break;
                case Settlement.Renew:
                    Apply(Moves.Renew(credit.Generation, now + lease));
                    break;
                default:
                    if (Apply(Moves.TakeOver(credit.Generation, new DrawingClaim(node, now, now + lease, 1)))
                        && !SettleRules.GoesOn(Jobs.GetValueOrDefault(credit.Generation), now))
                    {
                        Fail(credit.Generation, node, new GenerationFailure(GenerationFailure.Interrupted), now);
                    }

                    break;
            }
        }
    }

    /// <summary>The generation as its requester sees it; its place in the queue is not counted.</summary>
    public Core.Generation.Generation? Find(GenerationId id) => Generations.TryGetValue(id, out var found)
        ? found.Present(found.Leader is { } leader ? Generations.GetValueOrDefault(leader) : null)
        : null;

    public Usage UsageOf(QuotaCount count) => Counts.GetValueOrDefault(count);

    public int ClaimedOf(WorkspaceId workspace) => Generations.Values.Count(one =>
        one.Workspace == workspace && one.Leader is null && GenerationRules.Claimed.Contains(one.State));

    private DateTimeOffset? LastTurnOf(WorkspaceId workspace) =>
        Generations.Values.Where(one => one.Workspace == workspace).Max(one => one.StartedAt);

    public bool Apply(IReadOnlyList<Change> changes)
    {
        foreach (var change in changes)
        {
            if (change.If is { } condition)
            {
                Assert.Same(changes[0], change);
                var id = change switch
                {
                    Change.Advance to => to.Generation,
                    Change.RememberJob to => to.Generation,
                    Change.LeaseCredit to => to.Generation,
                    _ => throw new NotSupportedException($"{change}"),
                };
                if (!condition.Holds(Generations.GetValueOrDefault(id), Credits.GetValueOrDefault(id)))
                {
                    return false;
                }
            }

            Apply(change);
        }

        return true;
    }

    private T Decide<T>(Decision<T> decision)
    {
        Assert.True(Apply(decision.Changes));
        return decision.Outcome;
    }

    private void Apply(Change change)
    {
        switch (change)
        {
            case Change.AddGeneration added:
                Generations.Add(added.Generation.Id, added.Generation);
                Plans.Add(added.Generation.Id, added.Plan);
                break;
            case Change.TakeKey taken:
                Keys[(taken.Workspace, taken.Key.Key)] = (taken.Key, taken.Generation);
                break;
            case Change.Advance to:
                Generations[to.Generation] = to.To(Generations[to.Generation]);
                break;
            case Change.RememberJob to:
                Jobs[to.Generation] = to.Job;
                break;
            case Change.Withdraw by:
                Generations[by.Generation] = by.To(Generations[by.Generation]);
                break;
            case Change.End by:
                foreach (var ended in Generations.Values.Where(by.Ends).ToList())
                {
                    Generations[ended.Id] = by.To(ended);
                    Plans[ended.Id] = null;
                    Jobs.Remove(ended.Id);
                }

                break;
            case Change.AddCredit added:
                Credits.Add(added.Credit.Generation, added.Credit);
                break;
            case Change.LeaseCredit to:
                var leased = Credits[to.Generation];
                Credits[to.Generation] = leased with { Node = to.Node ?? leased.Node, LeaseUntil = to.Until };
                break;
            case Change.SettleCredit to:
                var settled = Credits[to.Credit.Generation];
                Credits[settled.Generation] = settled with { State = to.State, Reason = to.Reason, SettledAt = to.At };
                break;
            case Change.AddToCount to:
                var usage = UsageOf(to.Count);
                Assert.True(to.Most is not { } most || usage.Used + usage.Held + to.Used + to.Held <= most);
                Counts[to.Count] = new Usage(usage.Used + to.Used, usage.Held + to.Held);
                break;
            case Change.AddImage added:
                Images.Add(added.Image.Generation, added.Image);
                break;
            case Change.LinkImage on:
                Links.Add((on.Image.Id, on.Content));
                break;
            default:
                throw new NotSupportedException($"{change}");
        }
    }
}
