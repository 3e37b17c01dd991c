using Visuel.Core.Generation;
using Visuel.Core.Quota;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What can happen to a ledger.</summary>
public enum LedgerAct
{
    Hold,
    Claim,
    Renew,
    Keep,
    Fail,
    Cancel,
    TakeOver,
    Sweep,
    NextPeriod,
    ChangeLimit,
}

/// <summary>One thing that happens.</summary>
/// <param name="Act">What.</param>
/// <param name="Number">Which of eight generations, or the new limit, 0 to 5.</param>
public sealed record LedgerStep(LedgerAct Act, int Number);

/// <summary>The simplest ledger that could be right: a list of credits, counted anew for every question.
/// It never looks at a counter.</summary>
internal sealed class LedgerModel
{
    private readonly Dictionary<GenerationId, Entry> entries = [];

    public int Limit { get; set; } = 3;

    public DateTimeOffset Now { get; set; } = Some.Now;

    /// <summary>The periods that anything was held in.</summary>
    public IEnumerable<Period> Periods => entries.Values.Select(entry => entry.Period).Distinct();

    public Usage UsageOf(Period period) => new(Count(period, CreditState.Committed), Count(period, CreditState.Held));

    public CreditState? StateOf(GenerationId generation) => entries.GetValueOrDefault(generation)?.State;

    public bool WasClaimed(GenerationId generation) => entries.GetValueOrDefault(generation) is { Node: not "" };

    public HoldOutcome Hold(GenerationId generation, DateTimeOffset leaseUntil)
    {
        if (entries.ContainsKey(generation))
        {
            return new HoldOutcome.Repeat();
        }

        var period = Period.Of(Now);
        if (!HasRoom(period))
        {
            return new HoldOutcome.NotEnough(UsageOf(period));
        }

        entries[generation] = new Entry(period, CreditState.Held, leaseUntil, "", IsKept: false);
        return new HoldOutcome.Held(UsageOf(period));
    }

    /// <summary>Process 0 claims the oldest that nobody has claimed.</summary>
    public GenerationId? Claim(DateTimeOffset leaseUntil)
    {
        var queued = entries.Where(entry => entry.Value is { State: CreditState.Held, Node: "" })
            .Select(entry => entry.Key).ToList();
        return queued.Count == 0
            ? null : Put(queued.MinBy(id => id.Value), entry => entry with { Node = "0", LeaseUntil = leaseUntil });
    }

    public bool Renew(GenerationId generation, DateTimeOffset leaseUntil) =>
        Holds(generation) && Put(generation, entry => entry with { LeaseUntil = leaseUntil }) is not null;

    /// <summary>Whoever drew it brings its image, perhaps late.</summary>
    public CreditState Keep(GenerationId generation)
    {
        var entry = entries[generation];
        var state = entry switch
        {
            { IsKept: true } => entry.State,
            { State: CreditState.Held } => CreditState.Committed,
            { State: CreditState.Released } => HasRoom(entry.Period) ? CreditState.Committed : CreditState.FreeOfCharge,
            _ => entry.State,
        };
        Put(generation, kept => kept with { State = state, IsKept = true });
        return state;
    }

    public bool Fail(GenerationId generation, string node) =>
        Holds(generation) && entries[generation].Node == node
            && Put(generation, entry => entry with { State = CreditState.Released }) is not null;

    public bool Cancel(GenerationId generation) =>
        Holds(generation) && Put(generation, entry => entry with { State = CreditState.Released }) is not null;

    /// <summary>Process 1 takes over what another drew, once the lease is over.</summary>
    public bool TakeOver(GenerationId generation, DateTimeOffset leaseUntil) =>
        Holds(generation)
            && entries[generation].Node is var node && (node is "1" || (node is "0" && Expired().Contains(generation)))
        && Put(generation, entry => entry with { Node = "1", LeaseUntil = leaseUntil }) is not null;

    /// <summary>Those whose lease ran out.</summary>
    public IReadOnlySet<GenerationId> Expired() => entries.Where(entry => entry.Value.State is CreditState.Held
        && (entry.Value.LeaseUntil < Now || entry.Value.LeaseUntil > Now + CreditRules.LongestLease))
            .Select(entry => entry.Key).ToHashSet();

    private bool Holds(GenerationId generation) => StateOf(generation) is CreditState.Held;

    private bool HasRoom(Period period) => UsageOf(period) is var usage && usage.Used + usage.Held < Limit;

    private int Count(Period period, CreditState state) =>
        entries.Values.Count(entry => entry.Period == period && entry.State == state);

    private GenerationId? Put(GenerationId generation, Func<Entry, Entry> change)
    {
        entries[generation] = change(entries[generation]);
        return generation;
    }

    private sealed record Entry(Period Period, CreditState State, DateTimeOffset LeaseUntil, string Node, bool IsKept);
}
