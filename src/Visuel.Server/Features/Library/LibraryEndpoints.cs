using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Visuel.Client.Wire;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Words;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Library;

/// <summary>The images that were kept.</summary>
public static class LibraryEndpoints
{
    /// <summary>Maps <c>/api/images</c>.</summary>
    public static void MapLibraryEndpoints(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/api/images").WithTags("Images");
        images.MapGet("", ListAsync).RequireAuthorization(Authentication.VisitorsToo);
        images.MapGet("/{id:guid}", ReadAsync).RequireAuthorization(Authentication.VisitorsToo);
        images.MapGet("/{id:guid}/file", ReadFileAsync).RequireAuthorization(Authentication.VisitorsToo);
        images.MapPatch("/{id:guid}", UpdateAsync).RequireAuthorization(Authentication.KeysToo);
        images.MapDelete("/{id:guid}", DeleteAsync).RequireAuthorization(Authentication.KeysToo);
    }

    /// <summary>Images, newest first.</summary>
    /// <param name="q">Words the title, brief or prompt must contain.</param>
    /// <param name="contentId">Only those on this content item.</param>
    /// <param name="cursor">The <c>next</c> of the part before.</param>
    /// <param name="limit">Rows, 1 to 100; 50 unless said otherwise.</param>
    internal static async Task<Results<Ok<ListAnswer<ImageAnswer>>, ProblemHttpResult>> ListAsync(
        HttpContext http, ReadPatron patrons, ILibrary library, PublicLinks links, Problems problems, string? q,
        string? contentId, string? cursor, string? limit, CancellationToken stop)
    {
        var fields = new QueryFields();
        var content = fields.Id("contentId", contentId) is { } id ? new ContentItemId(id) : (ContentItemId?)null;
        var query = new ImageQuery(TypedText.Line(q), content, fields.Cursor(cursor), fields.Limit(limit));
        if (fields.Problems.Count > 0)
        {
            return problems.Invalid(fields.Problems);
        }

        var page = await library.ListAsync((await patrons.FindAsync(http, stop)).Workspace, query, stop);
        return TypedResults.Ok(
            new ListAnswer<ImageAnswer>([.. page.Items.Select(image => image.ToAnswer(links))], page.Next));
    }

    /// <summary>An image's record.</summary>
    internal static async Task<Results<Ok<ImageAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, HttpContext http, ReadPatron patrons, ILibrary library, PublicLinks links, Problems problems,
        CancellationToken stop) =>
        await library.FindAsync((await patrons.FindAsync(http, stop)).Workspace, new ImageId(id), stop) is { } image
            ? TypedResults.Ok(image.ToAnswer(links))
            : problems.Answer(Problem.NotFound);

    /// <summary>An image's file: PNG, or with <c>w</c> a WebP thumbnail of that width. It never changes, so it may be
    /// cached for ever, by its owner alone. Who saves it gets a name that says what it shows.</summary>
    /// <param name="id">Image id.</param>
    /// <param name="w">320, 640 or 1024.</param>
    internal static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ReadFileAsync(
        Guid id, string? w, HttpContext http, ReadPatron patrons, ILibrary library, OpenImageFile open,
        NameImage name, Problems problems, CancellationToken stop)
    {
        int? width = null;
        if (!string.IsNullOrEmpty(w))
        {
            width = BlobName.ThumbnailWidths.FirstOrDefault(
                known => w == known.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (width == 0)
            {
                return problems.Invalid(new FieldProblem("w", "unknown", string.Join(", ", BlobName.ThumbnailWidths)));
            }
        }

        if (await library.FindAsync(
            (await patrons.FindAsync(http, stop)).Workspace, new ImageId(id), stop) is not { } image
            || await open.RunAsync(image, width, stop) is not { } file)
        {
            return problems.Answer(Problem.NotFound);
        }

        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        var said = new ContentDispositionHeaderValue("inline");
        said.SetHttpFileName(await name.RunAsync(image, width, stop));
        http.Response.Headers.ContentDisposition = said.ToString();
        var tag = width is null ? image.File.Hash : $"{image.File.Hash}-{width}";
        return TypedResults.Stream(
            file, width is null ? "image/png" : "image/webp", lastModified: image.CreatedAt,
            entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true);
    }

    /// <summary>Marks an image, or describes it for those who cannot see it.</summary>
    internal static async Task<Results<Ok<ImageAnswer>, ProblemHttpResult>> UpdateAsync(
        Guid id, JsonBody<UpdateImageRequest> body, HttpContext http, UpdateImage update, PublicLinks links,
        Problems problems, CancellationToken stop) =>
        await update.RunAsync(
            Caller.Of(http.User).Workspace, new ImageId(id), body.Value.Favourite, body.Value.AltText, stop) switch
        {
            UpdateImageOutcome.Updated updated => TypedResults.Ok(updated.Image.ToAnswer(links)),
            UpdateImageOutcome.Invalid invalid => problems.Invalid(invalid.Problem),
            _ => problems.Answer(Problem.NotFound),
        };

    /// <summary>Removes an image: record, cache entry and file. Its credit stays spent.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, HttpContext http, DeleteImage delete, Problems problems, CancellationToken stop) =>
        await delete.RunAsync(Caller.Of(http.User).Workspace, new ImageId(id), stop)
            ? TypedResults.NoContent()
            : problems.Answer(Problem.NotFound);
}
