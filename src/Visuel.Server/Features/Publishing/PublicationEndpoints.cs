using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Publishing;

/// <summary>Whether the caller's images are public.</summary>
public static class PublicationEndpoints
{
    /// <summary>Maps <c>/api/publication</c>.</summary>
    public static void MapPublication(this IEndpointRouteBuilder routes)
    {
        var publication = routes.MapGroup("/api/publication").WithTags("Images")
            .RequireAuthorization(Authentication.KeysToo);
        publication.MapGet("", ReadAsync);
        publication.MapPut("", SaveAsync);
    }

    /// <summary>Whether images that are kept from now on are public, and whether they can be.</summary>
    internal static async Task<Ok<PublicationAnswer>> ReadAsync(
        HttpContext http, PublishingOptions options, IPublicCopies copies, CancellationToken stop) =>
        TypedResults.Ok(new PublicationAnswer(
            options.Cdn is not null, await copies.IsPublishingAsync(Caller.Of(http.User).Workspace, stop)));

    /// <summary>Publishes images that are kept from now on: each gets an address that whoever knows it may load, for
    /// ever. Or no longer: then all such copies are removed.</summary>
    internal static async Task<Results<Ok<PublicationAnswer>, ProblemHttpResult>> SaveAsync(
        JsonBody<SavePublicationRequest> body, HttpContext http, SetPublishing set, PublishingOptions options,
        Problems problems, CancellationToken stop)
    {
        if (body.Value.Public is not { } isPublic)
        {
            return problems.Invalid(new FieldProblem("public", "required"));
        }

        return await set.RunAsync(Caller.Of(http.User).Workspace, isPublic, stop)
            ? TypedResults.Ok(new PublicationAnswer(options.Cdn is not null, isPublic))
            : problems.Invalid(new FieldProblem("public", "no_cdn"));
    }
}
