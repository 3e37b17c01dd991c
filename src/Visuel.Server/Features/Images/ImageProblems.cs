using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Generation;
using Visuel.Server.Features.Quota;
using Visuel.Server.Http;

namespace Visuel.Server.Features.Images;

/// <summary>The answers to wishes that were not drawn, for the API and, as sentences, for the pages.</summary>
public sealed class ImageProblems(Problems problems)
{
    /// <summary>Where a workspace without credits goes.</summary>
    public const string UpgradeUrl = "/plans";

    /// <summary>Where a visitor without credits goes.</summary>
    public const string RegisterUrl = "/register";

    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(20);

    /// <summary>The problem answer of an outcome other than <see cref="GenerateOutcome.Done"/>.</summary>
    public ProblemHttpResult Answer(GenerateOutcome outcome) => outcome switch
    {
        GenerateOutcome.Invalid invalid => problems.Invalid(invalid.Problems),
        GenerateOutcome.UnknownModel => problems.Answer(Problem.ModelNotFound),
        GenerateOutcome.QuotaExhausted empty => problems.Answer(Problem.QuotaExhausted, Members(empty.Quota), empty.Quota.Period.EndsAt.UtcDateTime),
        GenerateOutcome.PlanWithoutImages none => problems.Answer(Problem.PlanWithoutImages, Members(none.Quota), PlanNameOf(none.Quota)),
        GenerateOutcome.EngineFailed failed => Answer(failed.Fault),
        GenerateOutcome.ShuttingDown => problems.Later(Problem.ShuttingDown, TimeSpan.FromSeconds(10)),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no problem."),
    };

    /// <summary>The same as one sentence for a page; an administrator also reads what to do.</summary>
    public string Sentence(GenerateOutcome outcome, AccountRole reader) => outcome switch
    {
        GenerateOutcome.Invalid { Problems: [var first, ..] } => problems.Sentence(first),
        GenerateOutcome.UnknownModel => problems.Sentence(Problem.ModelNotFound),
        GenerateOutcome.QuotaExhausted empty => problems.Sentence(Problem.QuotaExhausted, empty.Quota.Period.EndsAt.UtcDateTime),
        GenerateOutcome.PlanWithoutImages none => problems.Sentence(Problem.PlanWithoutImages, PlanNameOf(none.Quota)),
        GenerateOutcome.EngineFailed failed => problems.SentenceFor(reader, ProblemOf(failed.Fault.Class), WaitSeconds(failed.Fault)),
        _ => problems.Sentence(Problem.ShuttingDown, 10),
    };

    /// <summary>The product's code for a kind of failure.</summary>
    public static Problem ProblemOf(FaultClass fault) => fault switch
    {
        FaultClass.ContentBlocked => Problem.ContentBlocked,
        FaultClass.CreditsExhausted or FaultClass.PayAsYouGoDisabled => Problem.EngineOutOfCredit,
        FaultClass.NotConfigured or FaultClass.AuthInvalid or FaultClass.AuthForbidden => Problem.EngineNotConfigured,
        FaultClass.Warming => Problem.ModelLoading,
        FaultClass.RateLimited or FaultClass.Unavailable => Problem.EngineBusy,
        FaultClass.Timeout => Problem.EngineTimeout,
        FaultClass.Malformed or FaultClass.BadRequest => Problem.EngineFailed,
        _ => Problem.EngineUnavailable,
    };

    private ProblemHttpResult Answer(EngineFault fault) => ProblemOf(fault.Class) switch
    {
        var problem when problem == Problem.ModelLoading || problem == Problem.EngineBusy => problems.Later(problem, fault.RetryAfter ?? DefaultWait),
        var problem => problems.Answer(problem),
    };

    private static Dictionary<string, object?> Members(QuotaStatus quota) => new(StringComparer.Ordinal)
    {
        ["usage"] = new UsageAnswer(quota.Usage.Used, quota.Limit.Images, quota.Remaining),
        ["resetsAt"] = quota.Period.EndsAt,
        ["upgradeUrl"] = quota.Limit.Plan == Plans.Visitor ? RegisterUrl : UpgradeUrl,
    };

    private string PlanNameOf(QuotaStatus quota) => problems.PlanName(quota.Limit.Plan);

    private static int WaitSeconds(EngineFault fault) => (int)Math.Ceiling((fault.RetryAfter ?? DefaultWait).TotalSeconds);
}
