using System.Text.Json;
using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Core.Generation;

/// <summary>How far a request to draw has come. It only moves forward, and each move has a single winner.</summary>
public enum GenerationState
{
    /// <summary>Its credit is held; it waits for its turn.</summary>
    Queued,

    /// <summary>An engine is at it.</summary>
    Drawing,

    /// <summary>A provider is loading the model for it.</summary>
    WaitingForModel,

    /// <summary>Drawn, and being kept: it cannot be cancelled any more.</summary>
    Saving,

    /// <summary>Its image is kept.</summary>
    Succeeded,

    /// <summary>There is no image, and nothing was charged.</summary>
    Failed,

    /// <summary>Given up by whoever asked.</summary>
    Cancelled,
}

/// <summary>One request to draw, as whoever asked may see it. Identical requests in flight share one drawing: each has
/// a generation of its own, and the first of them, their leader, has the credit.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Workspace">Whose it is.</param>
/// <param name="Leader">The generation that is drawn for it: itself, or the one it joined.</param>
/// <param name="State">How far it is.</param>
/// <param name="Version">Grows with each change.</param>
/// <param name="CreatedAt">When it was asked for.</param>
public sealed record Generation(
    GenerationId Id, WorkspaceId Workspace, GenerationId Leader, GenerationState State, int Version,
    DateTimeOffset CreatedAt)
{
    /// <summary>Orders in front of it: here while it is queued, at the provider while it is drawn;
    /// null when unknown.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>The provider's estimate in seconds, or null.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>The image, once it succeeded.</summary>
    public ImageId? Image { get; init; }

    /// <summary>Why there is none, once it failed.</summary>
    public GenerationFailure? Failure { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether its image was there already, and nothing was drawn.</summary>
    public bool FromCache { get; init; }

    /// <summary>Whether it ended.</summary>
    public bool IsOver => State.IsFinal();

    /// <summary>How far it is, 0 to 1, or null when nobody can tell: engines and providers tell no fraction.</summary>
    public double? Progress => State is GenerationState.Succeeded ? 1 : null;
}

/// <summary>Why a generation failed.</summary>
/// <param name="Reason">A stable code: the engine's <see cref="FaultClass"/> in snake case,
/// or one of the constants here.</param>
/// <param name="RetryAfter">When the provider says it is worth trying again, or null.</param>
public sealed record GenerationFailure(string Reason, TimeSpan? RetryAfter = null)
{
    /// <summary>The process that drew it ended, and nobody could go on.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>It was drawn, but the store or the files could not be reached to keep it.</summary>
    public const string StoreUnavailable = "store_unavailable";

    /// <summary>There was no room left to keep the image.</summary>
    public const string StorageFull = "storage_full";

    /// <summary>Its workspace was removed meanwhile.</summary>
    public const string WorkspaceGone = "workspace_gone";

    /// <summary>A bug: the log tells more.</summary>
    public const string Unexpected = "unexpected";

    private static readonly Dictionary<string, FaultClass> Faults = Enum.GetValues<FaultClass>().ToDictionary(NameOf);

    /// <summary>The engine's fault behind it, or null when it was none.</summary>
    public FaultClass? Fault => Faults.TryGetValue(Reason, out var fault) ? fault : null;

    /// <summary>The failure that an engine's fault makes.</summary>
    public static GenerationFailure Of(EngineFault fault) => new(NameOf(fault.Class), fault.RetryAfter);

    private static string NameOf(FaultClass fault) => JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.ToString());
}
