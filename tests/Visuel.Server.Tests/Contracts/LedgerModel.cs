using Visuel.Core.Generation;
using Visuel.Core.Quota;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What can happen to a ledger.</summary>
public enum LedgerAct
{
    Hold,
    Renew,
    Commit,
    Release,
    Cancel,
    Sweep,
    NextPeriod,
    ChangeLimit,
}

/// <summary>One thing that happens.</summary>
/// <param name="Act">What.</param>
/// <param name="Number">Which of eight generations, or the new limit, 0 to 5.</param>
public sealed record LedgerStep(LedgerAct Act, int Number);

/// <summary>The simplest ledger that could be right: a list of credits, counted anew for every question. It never looks at a counter.</summary>
internal sealed class LedgerModel
{
    private readonly Dictionary<GenerationId, (Period Period, CreditState State, DateTimeOffset LeaseUntil)> credits = [];

    public int Limit { get; set; } = 3;

    public DateTimeOffset Now { get; set; } = Some.Now;

    /// <summary>The periods that anything was held in.</summary>
    public IEnumerable<Period> Periods => credits.Values.Select(credit => credit.Period).Distinct();

    public Usage UsageOf(Period period) => new(Count(period, CreditState.Committed), Count(period, CreditState.Held));

    public HoldOutcome Hold(GenerationId generation, DateTimeOffset leaseUntil)
    {
        if (credits.ContainsKey(generation))
        {
            return new HoldOutcome.Repeat();
        }

        var period = Period.Of(Now);
        var usage = UsageOf(period);
        if (usage.Used + usage.Held >= Limit)
        {
            return new HoldOutcome.NotEnough(usage);
        }

        credits[generation] = (period, CreditState.Held, leaseUntil);
        return new HoldOutcome.Held(UsageOf(period));
    }

    public bool Renew(GenerationId generation, DateTimeOffset leaseUntil) =>
        credits.TryGetValue(generation, out var credit) && credit.State == CreditState.Held && Put(generation, credit with { LeaseUntil = leaseUntil });

    public bool Release(GenerationId generation) =>
        credits.TryGetValue(generation, out var credit) && credit.State == CreditState.Held && Put(generation, credit with { State = CreditState.Released });

    public CreditState? Commit(GenerationId generation)
    {
        if (!credits.TryGetValue(generation, out var credit))
        {
            return null;
        }

        var usage = UsageOf(credit.Period);
        var state = credit.State switch
        {
            CreditState.Held => CreditState.Committed,
            CreditState.Released => usage.Used + usage.Held < Limit ? CreditState.Committed : CreditState.FreeOfCharge,
            var ended => ended,
        };
        Put(generation, credit with { State = state });
        return state;
    }

    /// <summary>Those whose lease ran out.</summary>
    public IReadOnlySet<GenerationId> Expired() =>
        credits.Where(credit => credit.Value.State == CreditState.Held && (credit.Value.LeaseUntil < Now || credit.Value.LeaseUntil > Now + CreditRules.LongestLease)).Select(credit => credit.Key).ToHashSet();

    private int Count(Period period, CreditState state) => credits.Values.Count(credit => credit.Period == period && credit.State == state);

    private bool Put(GenerationId generation, (Period, CreditState, DateTimeOffset) credit)
    {
        credits[generation] = credit;
        return true;
    }
}
