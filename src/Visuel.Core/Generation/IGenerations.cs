using Visuel.Core.Accounts;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Core.Generation;

/// <summary>Keeps requests to draw and moves them. Each move says whether this call made it, so that of any number of
/// callers at once exactly one goes on. A generation succeeds by <see cref="ILibrary.KeepAsync"/>, together with its
/// image and its credit.</summary>
public interface IGenerations
{
    /// <summary>The generation a workspace started with this key within the last 24 hours, with the hash of its body;
    /// null also when it failed or was cancelled, which frees the key.</summary>
    Task<KeyUse?> FindByKeyAsync(WorkspaceId workspace, string key, DateTimeOffset now, CancellationToken stop);

    /// <summary>Starts a generation: in one write the key is taken, a drawing in flight is joined where one may be, or
    /// else a credit is held and the generation queued. With a <paramref name="claim"/> the caller also gets what is to
    /// be drawn next, which need not be this one.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="limit">The limit in force, or null for none.</param>
    /// <param name="claim">For a caller that can draw right now, otherwise null.</param>
    /// <param name="stop">Gives up before the write; never half way.</param>
    Task<StartOutcome> StartAsync(NewGeneration start, int? limit, DrawingClaim? claim, CancellationToken stop);

    /// <summary>Writes a generation that the prompt cache answered, so that its key and its address lead to the image.
    /// No credit is touched.</summary>
    Task<StartOutcome> RecordAsync(
        GenerationId id, WorkspaceId workspace, ImageId image, RequestKey? key, DateTimeOffset now,
        CancellationToken stop);

    /// <summary>The generation, or null when this workspace has none of this id.</summary>
    Task<Generation?> FindAsync(WorkspaceId workspace, GenerationId id, CancellationToken stop);

    /// <summary>A leader as whoever draws it sees it, or null.</summary>
    Task<GenerationWork?> FindWorkAsync(GenerationId id, CancellationToken stop);

    /// <summary>Claims what is to be drawn next: of the workspaces that draw less than they may, the one that draws
    /// least and waited longest. Null when there is nothing.</summary>
    Task<GenerationWork?> ClaimAsync(DrawingClaim claim, CancellationToken stop);

    /// <summary>Claims a generation whose process is gone: its lease ran out, or <paramref name="claim"/> is of that
    /// process's own successor. After this call no image is kept under the id that the generation reserved. The
    /// caller may delete its file. Null when another process was faster, or the generation ended.</summary>
    Task<GenerationWork?> TakeOverAsync(GenerationId id, DrawingClaim claim, CancellationToken stop);

    /// <summary>Writes how far a drawing is. False when this node does not draw it any more.</summary>
    Task<bool> ReportAsync(GenerationId id, string node, DrawProgress progress, CancellationToken stop);

    /// <summary>Remembers the order that a provider works on. False when this node does not draw it any more.</summary>
    Task<bool> RememberAsync(GenerationId id, string node, RemoteJob job, CancellationToken stop);

    /// <summary>Moves to <see cref="GenerationState.Saving"/>, after which it cannot be cancelled. False when it was
    /// cancelled, or somebody else draws it now.</summary>
    Task<bool> BeginSavingAsync(GenerationId id, string node, ImageId image, CancellationToken stop);

    /// <summary>Ends it without an image and gives its credit back. False when it had ended, somebody else draws it, or
    /// its image is kept.</summary>
    /// <param name="id">The leader.</param>
    /// <param name="node">Who draws it, or took it over.</param>
    /// <param name="failure">Why.</param>
    /// <param name="now">When.</param>
    /// <param name="stop">Gives up before the write.</param>
    Task<bool> FailAsync(
        GenerationId id, string node, GenerationFailure failure, DateTimeOffset now, CancellationToken stop);

    /// <summary>Withdraws a request. The last one that waits for a drawing ends it: its credit is given back, or from
    /// the 21st cancel of a sent order in a day on, spent.</summary>
    Task<CancelOutcome> CancelAsync(WorkspaceId workspace, GenerationId id, DateTimeOffset now, CancellationToken stop);

    /// <summary>Lets go of a generation whose order a provider works on, so that anyone may take it over at once. False
    /// when this node does not draw it any more.</summary>
    Task<bool> ParkAsync(GenerationId id, string node, DateTimeOffset now, CancellationToken stop);

    /// <summary>Which of these this node is not drawing any more: cancelled elsewhere, or taken over.</summary>
    Task<IReadOnlyList<GenerationId>> ListLostAsync(
        string node, IReadOnlyCollection<GenerationId> ids, CancellationToken stop);

    /// <summary>Generations of all workspaces that failed since an instant, or are in flight since before another,
    /// newest first: for administrators.</summary>
    Task<Page<Generation>> ListTroubledAsync(
        DateTimeOffset failedSince, DateTimeOffset inFlightSince, string? cursor, int limit, CancellationToken stop);

    /// <summary>Forgets all generations and keys of a workspace, also those in flight: whoever draws them finds that
    /// out. Their credits are settled as lost.</summary>
    Task ForgetAsync(WorkspaceId workspace, CancellationToken stop);

    /// <summary>Forgets what ended before an instant, and keys that were taken before another.
    /// How many generations.</summary>
    Task<int> ForgetAsync(DateTimeOffset endedBefore, DateTimeOffset keysBefore, int limit, CancellationToken stop);
}

/// <summary>An idempotency key with the hash of the body it came with.</summary>
/// <param name="Key">At most 255 visible ASCII characters.</param>
/// <param name="BodyHash">Hash of the raw body.</param>
public sealed record RequestKey(string Key, string BodyHash)
{
    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
}

/// <summary>What a key was used for.</summary>
public sealed record KeyUse(Generation Generation, string BodyHash);

/// <summary>A generation to start.</summary>
/// <param name="Hold">The credit it needs; it names the generation and its workspace.</param>
/// <param name="Plan">What to draw.</param>
public sealed record NewGeneration(CreditHold Hold, GenerationPlan Plan)
{
    /// <summary>The key it came with, or null.</summary>
    public RequestKey? Key { get; init; }

    /// <summary>Whether it may share a drawing with identical requests in flight.</summary>
    public bool Shares { get; init; } = true;

    /// <summary>The key under which identical requests share a drawing; null when it shares none.</summary>
    public string? ShareKey => Shares ? Plan.CacheKey : null;

    /// <summary>The generation as whoever claims it sees it.</summary>
    public GenerationWork ToWork() =>
        new(Hold.Generation, Hold.Workspace, GenerationState.Drawing, Plan, Job: null, Image: null);
}

/// <summary>Who can draw now.</summary>
/// <param name="Node">The process.</param>
/// <param name="Now">When.</param>
/// <param name="LeaseUntil">When others may settle what it draws, unless renewed.</param>
/// <param name="MostOfWorkspace">The most drawings one workspace may have at once.</param>
public sealed record DrawingClaim(string Node, DateTimeOffset Now, DateTimeOffset LeaseUntil, int MostOfWorkspace);

/// <summary>What became of a start.</summary>
public abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <summary>It is queued, and with its credit the workspace stands like this. <paramref name="Claimed"/> is what
    /// the caller is to draw, if anything.</summary>
    public sealed record Started(Generation Generation, Usage Usage, GenerationWork? Claimed) : StartOutcome;

    /// <summary>It shares a drawing, in flight or kept already, and costs nothing.</summary>
    public sealed record Joined(Generation Generation) : StartOutcome;

    /// <summary>The same request was made before with this key, or this id was started before;
    /// nothing was changed.</summary>
    public sealed record Repeated(Generation Generation) : StartOutcome;

    /// <summary>The key came with another body before.</summary>
    public sealed record KeyMismatch : StartOutcome;

    /// <summary>There is no credit left under the limit, or in one of the allowances, whose usage this is.</summary>
    public sealed record NotEnough(Usage Usage) : StartOutcome;
}

/// <summary>What became of a cancel.</summary>
public abstract record CancelOutcome
{
    private CancelOutcome()
    {
    }

    /// <summary>It is cancelled. Where nobody waits for the drawing any more,
    /// <paramref name="Stops"/> names what is to be stopped.</summary>
    public sealed record Cancelled(Generation Generation, GenerationId? Stops) : CancelOutcome;

    /// <summary>It is over, or being kept.</summary>
    public sealed record TooLate : CancelOutcome;

    /// <summary>This workspace has none of this id.</summary>
    public sealed record Missing : CancelOutcome;
}
