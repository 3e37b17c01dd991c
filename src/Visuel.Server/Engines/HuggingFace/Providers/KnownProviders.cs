using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>The providers that there is an adapter for, and the installation's own Inference Endpoint.</summary>
internal sealed class KnownProviders(IEnumerable<IHuggingFaceProvider> providers, DedicatedEndpoint endpoint)
{
    // The one list of adapters. What else a provider needs stands in ARCHITECTURE.md.
    private static readonly IReadOnlyDictionary<string, Type> Adapters = new Dictionary<string, Type>
    {
        [FalAi.ProviderName] = typeof(FalAi),
        [Nscale.ProviderName] = typeof(Nscale),
        [Together.ProviderName] = typeof(Together),
        [WaveSpeed.ProviderName] = typeof(WaveSpeed),
        [Replicate.ProviderName] = typeof(Replicate),
        [ZaiOrg.ProviderName] = typeof(ZaiOrg),
        [DeepInfra.ProviderName] = typeof(DeepInfra),
        [HfInference.ProviderName] = typeof(HfInference),
    };

    private readonly Dictionary<string, IHuggingFaceProvider> byName =
        providers.ToDictionary(provider => provider.Name, StringComparer.Ordinal);

    /// <summary>The names of the providers, as Hugging Face writes them.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Adapters.Keys];

    /// <summary>The provider of this name, or null when there is no adapter for it.</summary>
    public IHuggingFaceProvider? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The installation's own endpoint where it serves this model, or null.</summary>
    public DedicatedEndpoint? EndpointFor(ImageModel model) => endpoint.Has(model) ? endpoint : null;

    /// <summary>Whether this is the name of the installation's own endpoint, which no token pays for.</summary>
    public bool IsEndpoint(string name) => name == endpoint.Name;

    /// <summary>Registers the adapters.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ProviderJobs>().AddSingleton<EncodedImages>();
        services.AddSingleton<DedicatedEndpoint>().AddSingleton<KnownProviders>();
        foreach (var adapter in Adapters.Values)
        {
            services.AddSingleton(typeof(IHuggingFaceProvider), adapter);
        }
    }
}
