namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>The one list of providers that there is an adapter for.</summary>
internal static class KnownProviders
{
    /// <summary>Their names, as Hugging Face writes them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        FalAi.ProviderName, Nscale.ProviderName, Together.ProviderName, WaveSpeed.ProviderName, Replicate.ProviderName, ZaiOrg.ProviderName,
        DeepInfra.ProviderName, HfInference.ProviderName,
    ];

    /// <summary>Adds their adapters.</summary>
    public static void AddProviders(this IServiceCollection services)
    {
        services.AddSingleton<ProviderJobs>();
        services.AddSingleton<EncodedImages>();
        services.AddSingleton<DedicatedEndpoint>();
        services.AddSingleton<IHuggingFaceProvider, FalAi>();
        services.AddSingleton<IHuggingFaceProvider, Nscale>();
        services.AddSingleton<IHuggingFaceProvider, Together>();
        services.AddSingleton<IHuggingFaceProvider, WaveSpeed>();
        services.AddSingleton<IHuggingFaceProvider, Replicate>();
        services.AddSingleton<IHuggingFaceProvider, ZaiOrg>();
        services.AddSingleton<IHuggingFaceProvider, DeepInfra>();
        services.AddSingleton<IHuggingFaceProvider, HfInference>();
    }
}
