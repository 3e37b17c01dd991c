using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>What became of a wish for an image.</summary>
public abstract record GenerateOutcome
{
    private GenerateOutcome()
    {
    }

    /// <summary>The image is kept.</summary>
    /// <param name="Image">Its record.</param>
    /// <param name="Png">Its file, which whoever is told gives back with <see cref="PooledBytes.Release"/>.</param>
    /// <param name="Quota">How the workspace stands now.</param>
    /// <param name="Cached">Whether it was there already, and cost nothing.</param>
    public sealed record Done(Image Image, ReadOnlyMemory<byte> Png, QuotaStatus Quota, bool Cached) : GenerateOutcome;

    /// <summary>It is started, and not over yet.</summary>
    public sealed record Accepted(Core.Generation.Generation Generation) : GenerateOutcome;

    /// <summary>The request cannot be drawn as it is.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : GenerateOutcome;

    /// <summary>No model of this name is offered.</summary>
    public sealed record UnknownModel : GenerateOutcome;

    /// <summary>Its idempotency key came with another body before.</summary>
    public sealed record KeyMismatch : GenerateOutcome;

    /// <summary>The plan holds no images at all.</summary>
    public sealed record PlanWithoutImages(QuotaStatus Quota) : GenerateOutcome;

    /// <summary>No credit is left in this period.</summary>
    public sealed record QuotaExhausted(QuotaStatus Quota) : GenerateOutcome;

    /// <summary>Nothing is drawn before somebody pays.</summary>
    public sealed record BillingOnHold(QuotaStatus Quota) : GenerateOutcome;

    /// <summary>It was not drawn; nothing was charged.</summary>
    public sealed record Failed(GenerationFailure Failure) : GenerateOutcome;

    /// <summary>It was cancelled.</summary>
    public sealed record Cancelled : GenerateOutcome;

    /// <summary>It was drawn once, and its image has been removed since.</summary>
    public sealed record ImageGone : GenerateOutcome;
}
