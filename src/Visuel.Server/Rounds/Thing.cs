using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Server.Rounds;

/// <summary>One of the things a round sees to.</summary>
/// <param name="Kind">What it is; after <c>Thing_</c>, its name in the texts.</param>
/// <param name="Id">Which one.</param>
public readonly record struct Thing(string Kind, Guid Id)
{
    /// <summary>What things may be.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["workspace", "generation", "image", "events"];

    /// <summary>What Stripe could not deliver.</summary>
    public static Thing UndeliveredEvents { get; } = new("events", Guid.Empty);

    /// <summary>A workspace and all that is in it.</summary>
    public static Thing Of(WorkspaceId workspace) => new("workspace", workspace.Value);

    /// <summary>A generation and its hold.</summary>
    public static Thing Of(GenerationId generation) => new("generation", generation.Value);

    /// <summary>An image and its files.</summary>
    public static Thing Of(ImageId image) => new("image", image.Value);

    /// <inheritdoc/>
    public override string ToString() => Id == Guid.Empty ? Kind : $"{Kind} {Id}";
}
