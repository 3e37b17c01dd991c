using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Images;

/// <summary>What became of a wish for an image.</summary>
public abstract record GenerateOutcome
{
    private GenerateOutcome()
    {
    }

    /// <summary>The image is kept.</summary>
    /// <param name="Image">Its record.</param>
    /// <param name="Png">Its file.</param>
    /// <param name="Quota">How the workspace stands now.</param>
    /// <param name="Cached">Whether it was there already, and cost nothing.</param>
    public sealed record Done(Image Image, ReadOnlyMemory<byte> Png, QuotaStatus Quota, bool Cached) : GenerateOutcome;

    /// <summary>The request cannot be drawn as it is.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : GenerateOutcome;

    /// <summary>No model of this name is offered.</summary>
    public sealed record UnknownModel : GenerateOutcome;

    /// <summary>The plan holds no images at all.</summary>
    public sealed record PlanWithoutImages(QuotaStatus Quota) : GenerateOutcome;

    /// <summary>No credit is left in this period.</summary>
    public sealed record QuotaExhausted(QuotaStatus Quota) : GenerateOutcome;

    /// <summary>The engine did not draw; nothing was charged.</summary>
    public sealed record EngineFailed(EngineFault Fault) : GenerateOutcome;

    /// <summary>The server is stopping; nothing was charged.</summary>
    public sealed record ShuttingDown : GenerateOutcome;
}
