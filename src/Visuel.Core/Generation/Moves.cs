using Visuel.Core.Library;

namespace Visuel.Core.Generation;

/// <summary>Moves that need no look at the store before: each says what is written and under which condition. The move
/// is made exactly when the condition holds.</summary>
public static class Moves
{
    /// <summary>A process begins to draw what is queued.</summary>
    public static IReadOnlyList<Change> Claim(GenerationId id, DrawingClaim claim) =>
    [
        Draw(id, claim),
        new Change.LeaseCredit(id, claim.Node, claim.LeaseUntil),
    ];

    /// <summary>A process takes over what another drew: the lease of the other is over, or the other was its own
    /// predecessor.</summary>
    public static IReadOnlyList<Change> TakeOver(GenerationId id, DrawingClaim claim) =>
    [
        new Change.LeaseCredit(id, claim.Node, claim.LeaseUntil)
        {
            If = new Condition { States = GenerationRules.Claimed, Holder = new CreditHolder(claim.Node, claim.Now) },
        },
        new Change.Advance(id, GenerationState.Drawing),
    ];

    /// <summary>Whoever draws it says how far it is.</summary>
    public static IReadOnlyList<Change> Report(GenerationId id, string node, DrawProgress progress) =>
    [
        new Change.Advance(id, StateOf(progress.Stage))
        {
            QueuePosition = progress.QueuePosition,
            WaitSeconds = progress.WaitSeconds,
            If = DrawnBy(node),
        },
    ];

    /// <summary>Whoever draws it notes the order that a provider works on.</summary>
    public static IReadOnlyList<Change> Remember(GenerationId id, string node, RemoteJob job) =>
        [new Change.RememberJob(id, job) { If = DrawnBy(node) }];

    /// <summary>Whoever drew it begins to save its image. From here on it cannot be cancelled.</summary>
    public static IReadOnlyList<Change> BeginSaving(GenerationId id, string node, ImageId image) =>
        [new Change.Advance(id, GenerationState.Saving) { Image = image, If = DrawnBy(node) }];

    /// <summary>Whoever draws it lets go of it, so that anyone may take it over from now on.</summary>
    public static IReadOnlyList<Change> Park(GenerationId id, string node, DateTimeOffset now) =>
        [new Change.LeaseCredit(id, "", now) { If = DrawnBy(node) }];

    /// <summary>The lease of a held credit goes on.</summary>
    public static IReadOnlyList<Change> Renew(GenerationId id, DateTimeOffset until) =>
        [new Change.LeaseCredit(id, Node: null, until) { If = new Condition { Holder = new CreditHolder() } }];

    /// <summary>The first change of <see cref="Claim"/>.</summary>
    internal static Change.Advance Draw(GenerationId id, DrawingClaim claim) =>
        new(id, GenerationState.Drawing)
        {
            StartedAt = claim.Now,
            If = new Condition { States = [GenerationState.Queued] },
        };

    // While it waits at the provider it is being drawn, as far as our own queue is concerned.
    private static GenerationState StateOf(DrawStage stage) =>
        stage is DrawStage.WaitingForModel ? GenerationState.WaitingForModel : GenerationState.Drawing;

    private static Condition DrawnBy(string node) =>
        new() { States = GenerationRules.AtEngine, Holder = new CreditHolder(node) };
}
