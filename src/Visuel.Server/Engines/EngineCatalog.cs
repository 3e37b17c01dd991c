using Visuel.Composer;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace;
using Visuel.Server.Rounds;
using Visuel.Server.Settings;

namespace Visuel.Server.Engines;

/// <summary>Which engine draws when the caller does not say.</summary>
/// <param name="Preferred">One of <see cref="EngineNames.All"/>, or <see cref="Auto"/>.</param>
/// <param name="Model">The default model of the Hub.</param>
public sealed record EngineOptions(string Preferred, ImageModel Model)
{
    /// <summary>The first engine that is ready for the patron.</summary>
    public const string Auto = "auto";

    /// <summary>Reads <c>IMAGE_ENGINE</c> and <c>IMAGE_MODEL</c>.</summary>
    public static EngineOptions Read(SettingsReader settings)
    {
        var model = settings.Text("IMAGE_MODEL") ?? ImageModels.StableDiffusionXl.Id;
        if (!IsHubModel(model))
        {
            settings.Fault("IMAGE_MODEL", "must be the id of a model such as stabilityai/stable-diffusion-xl-base-1.0");
        }

        var chosen = ImageModels.FromHub(model);
        if (!chosen.MayDrawAds)
        {
            settings.Notice(
                $"IMAGE_MODEL is {chosen.Name}, whose licence ({chosen.Licence!.Name}) does not allow business use: " +
                "it is refused for ads.");
        }

        return new EngineOptions(settings.OneOf("IMAGE_ENGINE", [Auto, .. EngineNames.All]), chosen);
    }

    private static bool IsHubModel(string id) =>
        id.Split('/') is [{ Length: > 0 }, { Length: > 0 }]
        && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '.');
}

/// <summary>The one list of engines.</summary>
public static class Engines
{
    /// <summary>Registers every engine.</summary>
    public static IServiceCollection AddEngines(
        this IServiceCollection services, EngineOptions options, HuggingFaceOptions huggingFace) => services
        .AddSingleton(options)
        .AddHuggingFace(huggingFace)
        .AddSingleton<Illustrator>().AddSingleton<IImageEngine, ComposerEngine>().AddRound<ComposerWarmUp>()
        .AddSingleton<EngineCatalog>();
}

/// <summary>The choice among the engines.</summary>
public sealed class EngineCatalog(IEnumerable<IImageEngine> engines, EngineOptions options)
{
    private readonly IReadOnlyList<IImageEngine> engines = [.. engines];

    /// <summary>The engine and model that draw for a patron when no model is named.</summary>
    public async ValueTask<(IImageEngine Engine, ImageModel Model)> DefaultForAsync(
        Patron patron, CancellationToken stop)
    {
        if (options.Preferred is not EngineOptions.Auto)
        {
            return WithModel(Named(options.Preferred));
        }

        foreach (var engine in EngineNames.All.Select(Named))
        {
            if (await engine.IsReadyForAsync(patron, stop))
            {
                return WithModel(engine);
            }
        }

        return Composer;
    }

    /// <summary>The embedded composer: always there.</summary>
    public (IImageEngine Engine, ImageModel Model) Composer => (Named(EngineNames.Composer), ImageModels.Composer);

    /// <summary>The models that are offered: the list, and the installation's own default where
    /// it is not in it.</summary>
    public IReadOnlyList<ImageModel> Offered =>
        ImageModels.All.Contains(options.Model) ? ImageModels.All : [options.Model, .. ImageModels.All];

    /// <summary>The engine that draws with this model, the patron's default for null;
    /// null when no such model is offered.</summary>
    public async ValueTask<(IImageEngine Engine, ImageModel Model)?> FindAsync(
        string? model, Patron patron, CancellationToken stop) =>
        model is null ? await DefaultForAsync(patron, stop)
        : Offered.FirstOrDefault(offered => offered.Id == model) is { } found ? (EngineOf(found), found) : null;

    /// <summary>The engine that draws with a model.</summary>
    public IImageEngine EngineOf(ImageModel model) => Named(model.Engine);

    // The installation's own model where the engine has it, else the engine's first in the list.
    private (IImageEngine Engine, ImageModel Model) WithModel(IImageEngine engine) => (engine,
        options.Model.Engine == engine.Name
            ? options.Model
            : ImageModels.All.First(model => model.Engine == engine.Name));

    private IImageEngine Named(string name) => engines.First(engine => engine.Name == name);
}
