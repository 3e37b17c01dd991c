using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Library;

namespace Visuel.Core.Generation;

/// <summary>A generation as a store keeps it. What is to be drawn and a provider's order stand beside it and are read
/// with <see cref="GenerationWork"/> alone.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Workspace">Whose it is.</param>
/// <param name="CreatedAt">When it was asked for.</param>
public sealed record StoredGeneration(GenerationId Id, WorkspaceId Workspace, DateTimeOffset CreatedAt)
{
    /// <summary>The generation it joined, which is drawn for both; null where it is drawn for itself.</summary>
    public GenerationId? Leader { get; init; }

    /// <summary>Its own state. One that joined another stays queued until it ends.</summary>
    public GenerationState State { get; init; }

    /// <summary>Grows with each change that its requester may see.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The content item its image is for, or null.</summary>
    public ContentItemId? Content { get; init; }

    /// <summary>While it is in flight, the key under which identical requests of the workspace may join it; null when
    /// none may.</summary>
    public string? ShareKey { get; init; }

    /// <summary>Orders in front of it at the provider, or null when unknown.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>The provider's estimate in seconds, or null.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>The id of its image, from the move to <see cref="GenerationState.Saving"/> on.</summary>
    public ImageId? Image { get; init; }

    /// <summary>Why there is no image, once it failed.</summary>
    public GenerationFailure? Failure { get; init; }

    /// <summary>When a process claimed it first, or null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its requester cancelled it, or null. A leader may be drawn on for those who joined it.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The generation that is drawn for it: the one it joined, or itself.</summary>
    public GenerationId DrawnAs => Leader ?? Id;

    /// <summary>Whether its requester still waits for the image.</summary>
    public bool IsWaitedFor => WithdrawnAt is null;

    /// <summary>The state that its requester sees: cancelled once they cancelled it, its own once it ended, and before
    /// that its leader's.</summary>
    /// <param name="leader">The generation it joined; null where it joined none, or that one is forgotten.</param>
    public GenerationState StateSeen(StoredGeneration? leader) =>
        !IsWaitedFor ? GenerationState.Cancelled : leader is null || FinishedAt is not null ? State : leader.State;

    /// <summary>The generation as its requester sees it. One that joined another looks as its leader does until either
    /// ends.</summary>
    /// <param name="leader">The generation it joined; null where it joined none, or that one is forgotten.</param>
    /// <param name="queuePlace">How many are queued before <see cref="DrawnAs"/>, asked for while
    /// <see cref="StateSeen"/> is queued.</param>
    public Generation Present(StoredGeneration? leader, int? queuePlace = null)
    {
        var (state, drawn) = (StateSeen(leader), leader ?? this);
        return new Generation(Id, Workspace, DrawnAs, state, Version + (leader?.Version ?? 0), CreatedAt)
        {
            QueuePosition = state.IsFinal() ? null : state is GenerationState.Queued ? queuePlace : drawn.QueuePosition,
            WaitSeconds = state.IsFinal() ? null : drawn.WaitSeconds,
            Image = state is GenerationState.Succeeded ? Image : null,
            Failure = state is GenerationState.Failed ? Failure : null,
            FinishedAt = WithdrawnAt ?? FinishedAt,
            FromCache = state is GenerationState.Succeeded && Leader is null && StartedAt is null,
        };
    }
}
