using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Engines;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>The models that images can be drawn with.</summary>
public static class ModelEndpoints
{
    /// <summary>Maps <c>/api/models</c>.</summary>
    public static void MapModels(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/models", ListAsync).RequireAuthorization(Authentication.VisitorsToo).WithTags("Images");

    /// <summary>Models with their sizes, settings and terms of use.</summary>
    internal static async Task<Ok<IReadOnlyList<ModelAnswer>>> ListAsync(
        HttpContext http, ReadPatron patrons, EngineCatalog engines, CancellationToken stop)
    {
        var patron = await patrons.FindAsync(http, stop);
        var (_, chosen) = await engines.DefaultForAsync(patron, stop);
        var answers = new List<ModelAnswer>();
        foreach (var model in engines.Offered)
        {
            answers.Add(
                ToAnswer(model, model.Id == chosen.Id, await engines.EngineOf(model).IsReadyForAsync(patron, stop)));
        }

        return TypedResults.Ok<IReadOnlyList<ModelAnswer>>(answers);
    }

    private static ModelAnswer ToAnswer(ImageModel model, bool isDefault, bool isAvailable) => new(
        model.Id,
        model.Name,
        model.Engine,
        isDefault,
        isAvailable,
        model.Licence is { } licence
            ? new LicenceAnswer(licence.Name, licence.Address, licence.AllowsCommercialUse)
            : null,
        [.. Enum.GetValues<ContentType>().Where(type => model.MayDrawAds || type != ContentType.Ad)
            .Select(type => WireName.Of(type))],
        [.. model.TrainedSizes.Select(size => new SizeAnswer(size.Width, size.Height))],
        model.Steps is { } steps ? new DialAnswer(steps.Default, steps.Least, steps.Most) : null,
        model.GuidanceScale is { } guidance ? new DialAnswer(guidance.Default, guidance.Least, guidance.Most) : null,
        model.TakesNegativePrompt);
}
