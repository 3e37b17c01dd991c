using System.Globalization;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>One provider behind the router. An adapter writes the provider's request and reads its answer.</summary>
internal interface IHuggingFaceProvider
{
    /// <summary>Its name in mappings and in the router's paths.</summary>
    string Name { get; }

    /// <summary>Asks once for one image. The caller decides about a second call, asks other providers and checks the
    /// file. When <paramref name="stop"/> is cancelled, the adapter cancels the order where the provider has a call for
    /// it, and throws.</summary>
    Task<ProviderOutcome> DrawAsync(ProviderRequest request, CancellationToken stop);
}

/// <summary>A provider that takes an order and draws it after its answer. The order has a name, so that another process
/// can ask for its result.</summary>
internal interface IJobProvider : IHuggingFaceProvider
{
    /// <summary>Waits for an order it was given earlier, as <see cref="IHuggingFaceProvider.DrawAsync"/> does
    /// for a new one.</summary>
    Task<ProviderOutcome> ResumeAsync(ProviderRequest request, string job, CancellationToken stop);
}

/// <summary>What a provider is asked.</summary>
/// <param name="Order">What to draw.</param>
/// <param name="Entry">What the provider calls the model.</param>
/// <param name="Token">The Hugging Face token to draw with; null only for an endpoint, which has its own.</param>
/// <param name="Watch">Receives the progress and the name of the order.</param>
internal sealed record ProviderRequest(Order Order, ProviderEntry Entry, string? Token, IDrawingWatch Watch)
{
    /// <summary>What to avoid, or null when there is nothing or the model does not understand it.</summary>
    public string? NegativePrompt => Order.Model.TakesNegativePrompt ? Order.NegativePrompt : null;

    /// <summary>Width and height in pixels as one word, such as <c>1024x1024</c>.</summary>
    public string SizeAs(char times) =>
        string.Create(CultureInfo.InvariantCulture, $"{Order.DrawnSize.Width}{times}{Order.DrawnSize.Height}");

    /// <summary>Without the token and the words.</summary>
    public override string ToString() => $"{nameof(ProviderRequest)} {{ {Entry} }}";
}

/// <summary>What a provider answered.</summary>
internal abstract record ProviderOutcome
{
    private ProviderOutcome()
    {
    }

    /// <summary>A file. Nobody has checked it yet.</summary>
    /// <param name="Bytes">The file as it arrived.</param>
    /// <param name="Seed">The seed the provider says it used, or null when it does not say.</param>
    public sealed record Drawn(Memory<byte> Bytes, long? Seed = null) : ProviderOutcome;

    /// <summary>No file.</summary>
    public sealed record Refused(ProviderFault Fault) : ProviderOutcome
    {
        /// <summary>No file, and none from the same provider if it were asked again.</summary>
        public Refused(FaultClass kind, string detail)
            : this(ProviderFault.Final(kind, detail))
        {
        }
    }
}
