using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Core.Generation;

/// <summary>One change to what a store keeps. Every store writes each kind of change in one place.</summary>
public abstract record Change
{
    private Change()
    {
    }

    /// <summary>What must be so, or null. Only the first change of a decision has a condition: where it does not hold,
    /// no change of that decision is made.</summary>
    public Condition? If { get; init; }

    /// <summary>Adds a generation.</summary>
    /// <param name="Generation">The record.</param>
    /// <param name="Plan">What to draw; null where nothing is drawn for it.</param>
    public sealed record AddGeneration(StoredGeneration Generation, GenerationPlan? Plan) : Change;

    /// <summary>Notes which generation an idempotency key started, in place of what it started before.</summary>
    public sealed record TakeKey(
        WorkspaceId Workspace, RequestKey Key, GenerationId Generation, DateTimeOffset At) : Change;

    /// <summary>Moves a generation that has not ended.</summary>
    /// <param name="Generation">The leader.</param>
    /// <param name="State">Where it is then.</param>
    public sealed record Advance(GenerationId Generation, GenerationState State) : Change
    {
        /// <summary>Orders in front of it at the provider, or null when unknown.</summary>
        public int? QueuePosition { get; init; }

        /// <summary>The provider's estimate in seconds, or null.</summary>
        public int? WaitSeconds { get; init; }

        /// <summary>The id its image will have; null leaves it.</summary>
        public ImageId? Image { get; init; }

        /// <summary>When a process claimed it; null leaves it.</summary>
        public DateTimeOffset? StartedAt { get; init; }

        /// <summary>The record after it.</summary>
        public StoredGeneration To(StoredGeneration before) => before with
        {
            State = State,
            QueuePosition = QueuePosition,
            WaitSeconds = WaitSeconds,
            Image = Image ?? before.Image,
            StartedAt = StartedAt ?? before.StartedAt,
            Version = before.Version + 1,
        };
    }

    /// <summary>Notes the order that a provider works on. Requesters do not see it, so the version stays.</summary>
    public sealed record RememberJob(GenerationId Generation, RemoteJob Job) : Change;

    /// <summary>Notes that the requester of one generation cancelled it. One that joined another ends with
    /// it.</summary>
    public sealed record Withdraw(GenerationId Generation, bool IsLeader, DateTimeOffset At) : Change
    {
        /// <summary>The record after it.</summary>
        public StoredGeneration To(StoredGeneration before) =>
            before with { WithdrawnAt = At, FinishedAt = IsLeader ? null : At, Version = before.Version + 1 };
    }

    /// <summary>Ends a leader and all that joined it and were not cancelled. What was to be drawn and the provider's
    /// order are forgotten.</summary>
    public sealed record End(GenerationId Leader, GenerationState State, DateTimeOffset At) : Change
    {
        /// <summary>Why there is no image, or null.</summary>
        public GenerationFailure? Failure { get; init; }

        /// <summary>The image, or null.</summary>
        public ImageId? Image { get; init; }

        /// <summary>Whether it ends this generation.</summary>
        public bool Ends(StoredGeneration generation) =>
            generation.Id == Leader || (generation.Leader == Leader && generation.IsWaitedFor);

        /// <summary>The record after it.</summary>
        public StoredGeneration To(StoredGeneration before) => before with
        {
            State = State,
            Failure = Failure,
            Image = Image,
            FinishedAt = At,
            ShareKey = null,
            QueuePosition = null,
            WaitSeconds = null,
            Version = before.Version + 1,
        };
    }

    /// <summary>Adds a credit that is held.</summary>
    public sealed record AddCredit(Credit Credit) : Change;

    /// <summary>Moves the lease of a held credit.</summary>
    /// <param name="Generation">The generation it is held for.</param>
    /// <param name="Node">The process that holds it from now on, empty for none; null leaves it.</param>
    /// <param name="Until">When the lease ends.</param>
    public sealed record LeaseCredit(GenerationId Generation, string? Node, DateTimeOffset Until) : Change;

    /// <summary>Ends a hold, or spends a credit late that was given back before.</summary>
    /// <param name="Credit">The credit as it was.</param>
    /// <param name="State">What became of it.</param>
    /// <param name="Reason">Why, as a stable code; see <see cref="CreditReason"/>.</param>
    /// <param name="At">When.</param>
    /// <param name="Supplier">Who was paid for the image (see <see cref="Image.Supplier"/>), or null.</param>
    public sealed record SettleCredit(
        Credit Credit, CreditState State, string Reason, DateTimeOffset At, string? Supplier) : Change;

    /// <summary>Adds to a count of credits, which begins at zero. The differences may be negative.</summary>
    public sealed record AddToCount(QuotaCount Count, int Used, int Held) : Change
    {
        /// <summary>The most that may be used and held together afterwards, or null. What was decided may be stale
        /// where a count is shared between workspaces: a store that writes them at the same time makes this part of
        /// the write, and decides again where it does not hold.</summary>
        public int? Most { get; init; }
    }

    /// <summary>Adds the record of an image, and notes its public copy where the workspace publishes.</summary>
    public sealed record AddImage(Image Image) : Change;

    /// <summary>Puts an image on a content item of its workspace, if there still is one; already there, nothing
    /// changes.</summary>
    public sealed record LinkImage(Image Image, ContentItemId Content, DateTimeOffset At) : Change;
}
