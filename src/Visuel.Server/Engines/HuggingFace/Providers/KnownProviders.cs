namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>The one list of providers that there is an adapter for.</summary>
internal static class KnownProviders
{
    /// <summary>Their names, as Hugging Face writes them.</summary>
    public static IReadOnlyList<string> Names { get; } = [FalAi.ProviderName, HfInference.ProviderName];

    /// <summary>Adds their adapters.</summary>
    public static void AddProviders(this IServiceCollection services)
    {
        services.AddSingleton<FalQueue>();
        services.AddSingleton<IHuggingFaceProvider, FalAi>();
        services.AddSingleton<IHuggingFaceProvider, HfInference>();
    }
}
