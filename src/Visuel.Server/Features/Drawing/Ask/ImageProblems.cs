using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Server.Answers;
using Visuel.Server.Features.Billing;
using Visuel.Server.Features.Library;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>The answers to wishes that were not drawn, for the API and, as sentences, for the pages.</summary>
public sealed class ImageProblems(Problems problems)
{
    /// <summary>Where a visitor without credits goes.</summary>
    public const string RegisterUrl = "/register";

    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(20);

    /// <summary>The problem answer of an outcome other than <see cref="GenerateOutcome.Done"/>.</summary>
    public ProblemHttpResult Answer(GenerateOutcome outcome) => outcome switch
    {
        GenerateOutcome.Invalid invalid => problems.Invalid(invalid.Problems),
        GenerateOutcome.UnknownModel => problems.Answer(Problem.ModelNotFound),
        GenerateOutcome.QuotaExhausted empty =>
            problems.Answer(
                Problem.QuotaExhausted, Members(empty.Quota), problems.Written(empty.Quota.Period.EndsAt)),
        GenerateOutcome.PlanWithoutImages none =>
            problems.Answer(Problem.PlanWithoutImages, Members(none.Quota), PlanNameOf(none.Quota)),
        GenerateOutcome.BillingOnHold held => problems.Answer(Problem.BillingOnHold, Members(held.Quota)),
        GenerateOutcome.KeyMismatch => problems.Answer(Problem.IdempotencyMismatch),
        GenerateOutcome.Failed failed => Answer(failed.Failure),
        GenerateOutcome.Cancelled => problems.Answer(Problem.Cancelled),
        GenerateOutcome.ImageGone => problems.Answer(Problem.NotFound),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no problem."),
    };

    /// <summary>The same as one sentence for a page; an administrator also reads what to do.</summary>
    public string Sentence(GenerateOutcome outcome, Account reader) => outcome switch
    {
        GenerateOutcome.Invalid { Problems: [var first, ..] } => problems.Sentence(first),
        GenerateOutcome.UnknownModel => problems.Sentence(Problem.ModelNotFound),
        GenerateOutcome.QuotaExhausted empty => problems.Sentence(
            Problem.QuotaExhausted,
            WrittenTime.Of(empty.Quota.Period.EndsAt, ZoneNames.Find(reader.TimeZone))),
        GenerateOutcome.PlanWithoutImages none => problems.Sentence(Problem.PlanWithoutImages, PlanNameOf(none.Quota)),
        GenerateOutcome.BillingOnHold => problems.Sentence(Problem.BillingOnHold),
        GenerateOutcome.Failed failed =>
            problems.SentenceFor(reader.Role, ProblemOf(failed.Failure), WaitSeconds(failed.Failure)),
        GenerateOutcome.Cancelled => problems.Sentence(Problem.Cancelled),
        _ => problems.Sentence(Problem.NotFound),
    };

    /// <summary>The product's code for an outcome other than an image.</summary>
    public static Problem ProblemOf(GenerateOutcome outcome) => outcome switch
    {
        GenerateOutcome.Invalid => Problem.InvalidRequest,
        GenerateOutcome.UnknownModel => Problem.ModelNotFound,
        GenerateOutcome.QuotaExhausted => Problem.QuotaExhausted,
        GenerateOutcome.PlanWithoutImages => Problem.PlanWithoutImages,
        GenerateOutcome.BillingOnHold => Problem.BillingOnHold,
        GenerateOutcome.KeyMismatch => Problem.IdempotencyMismatch,
        GenerateOutcome.Failed failed => ProblemOf(failed.Failure),
        GenerateOutcome.Cancelled => Problem.Cancelled,
        GenerateOutcome.ImageGone => Problem.NotFound,
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no problem."),
    };

    /// <summary>A generation as the API tells it.</summary>
    public GenerationAnswer Describe(Generation generation) => new(
        generation.Id.Value, WireName.Of(generation.State), generation.Progress, generation.QueuePosition,
        generation.WaitSeconds,
        generation.Image is { } image ? new GeneratedImageAnswer(image.Value, ImageLinks.File(image)) : null,
        generation.Failure is { } failure
            ? new GenerationErrorAnswer(
                ProblemOf(failure).Code, problems.SentenceForReader(ProblemOf(failure), WaitSeconds(failure)))
            : null,
        generation.CreatedAt, generation.FinishedAt, generation.Version);

    /// <summary>The product's code for why a generation failed.</summary>
    public static Problem ProblemOf(GenerationFailure failure) => failure switch
    {
        { Fault: { } fault } => ProblemOf(fault),
        { Reason: GenerationFailure.StorageFull } => Problem.StorageFull,
        { Reason: GenerationFailure.StoreUnavailable } => Problem.StoreUnavailable,
        { Reason: GenerationFailure.Interrupted } => Problem.ShuttingDown,
        { Reason: GenerationFailure.WorkspaceGone } => Problem.NotFound,
        _ => Problem.ServerError,
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

    private ProblemHttpResult Answer(GenerationFailure failure) => ProblemOf(failure) switch
    {
        var problem when problem == Problem.ModelLoading || problem == Problem.EngineBusy
            || problem == Problem.ShuttingDown || problem == Problem.StoreUnavailable =>
            problems.Later(problem, failure.RetryAfter ?? DefaultWait),
        var problem => problems.Answer(problem),
    };

    private static Dictionary<string, object?> Members(QuotaStatus quota) => new(StringComparer.Ordinal)
    {
        ["usage"] = new UsageAnswer(quota.Usage.Used, quota.Limit.Images, quota.Remaining),
        ["resetsAt"] = quota.Period.EndsAt,
        ["upgradeUrl"] = quota.Limit.Plan == Plans.Visitor ? RegisterUrl : BillingOptions.PlansPath,
    };

    private string PlanNameOf(QuotaStatus quota) => problems.PlanName(quota.Limit.Plan);

    private static int WaitSeconds(GenerationFailure failure) =>
        (int)Math.Ceiling((failure.RetryAfter ?? DefaultWait).TotalSeconds);
}
