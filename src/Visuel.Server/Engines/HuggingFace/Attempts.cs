using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>What has been tried for one order.</summary>
/// <param name="Order">What to draw.</param>
/// <param name="Token">The token to draw with, for the mapping and every provider alike;
/// null when there is none.</param>
/// <param name="Watch">Receives the progress and the name of an order.</param>
/// <param name="Started">The clock's timestamp when it began.</param>
internal sealed record Attempts(Order Order, string? Token, IDrawingWatch Watch, long Started)
{
    /// <summary>Hugging Face's name of the model.</summary>
    public string ModelId => Order.Model.Id;

    /// <summary>The entries that were asked, in order.</summary>
    public List<ProviderEntry> Tried { get; } = [];

    /// <summary>Why each of them failed, in order.</summary>
    public List<EngineFault> Faults { get; } = [];

    /// <summary>The candidates that were not asked yet.</summary>
    public IReadOnlyList<ProviderEntry> Untried(IEnumerable<ProviderEntry> candidates) => [.. candidates.Except(Tried)];

    /// <summary>The request for one of them.</summary>
    public ProviderRequest Request(ProviderEntry entry) => new(Order, entry, Token, Watch);

    /// <summary>Without the token and the words.</summary>
    public override string ToString() => $"{nameof(Attempts)} {{ {ModelId}, {Tried.Count} tried }}";
}
