using System.Buffers.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Composer;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Branding;

/// <summary>How the caller's house looks: the colours and the logo of its offline illustrations.</summary>
public static class BrandEndpoints
{
    // A logo as base64, and the little around it.
    private const long LargestRequest = (BrandLogo.LargestFile / 3 * 4) + (64 * 1024);

    private const string Base64Mark = ";base64,";

    /// <summary>Maps <c>/api/brand</c>.</summary>
    public static void MapBrand(this IEndpointRouteBuilder routes)
    {
        var brand = routes.MapGroup("/api/brand").WithTags("Images").RequireAuthorization(Authentication.KeysToo);
        brand.MapGet("", ReadAsync);
        brand.MapPut("", SaveAsync).WithMetadata(new LargestBody(LargestRequest));
        brand.MapDelete("", RemoveAsync);
    }

    /// <summary>How the house looks; all null where it has not said.</summary>
    internal static async Task<Ok<BrandAnswer>> ReadAsync(HttpContext http, IBrands brands, CancellationToken stop) =>
        TypedResults.Ok(BrandAnswers.ToAnswer(await brands.FindAsync(Caller.Of(http.User).Workspace, stop)));

    /// <summary>Keeps the colours and the logo that offline illustrations are drawn in from now on.
    /// What is left out is taken away.</summary>
    internal static async Task<Results<Ok<BrandAnswer>, ProblemHttpResult>> SaveAsync(
        JsonBody<SaveBrandRequest> body, HttpContext http, SaveBrand save, Problems problems, CancellationToken stop)
    {
        if (ReadLogo(body.Value.Logo) is not { } logo)
        {
            return problems.Invalid(SaveBrand.NoLogo);
        }

        return await save.RunAsync(
            Caller.Of(http.User).Workspace, body.Value.Main, body.Value.Accent, logo, stop) switch
        {
            SaveBrandOutcome.Saved saved => TypedResults.Ok(BrandAnswers.ToAnswer(saved.Brand)),
            SaveBrandOutcome.Invalid invalid => problems.Invalid(invalid.Problems),
            SaveBrandOutcome.Busy => problems.Later(Problem.TooManyRequests, SaveBrand.Wait),
            var outcome => throw new InvalidOperationException($"{outcome.GetType().Name} is no answer."),
        };
    }

    /// <summary>Forgets it. Harmless when there is none.</summary>
    internal static async Task<NoContent> RemoveAsync(HttpContext http, IBrands brands, CancellationToken stop)
    {
        await brands.RemoveAsync(Caller.Of(http.User).Workspace, stop);
        return TypedResults.NoContent();
    }

    // Empty where none was sent; null where it is no base64.
    private static ReadOnlyMemory<byte>? ReadLogo(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        var mark = text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? text.IndexOf(Base64Mark, StringComparison.OrdinalIgnoreCase)
            : -1;
        var letters = mark < 0 ? text : text[(mark + Base64Mark.Length)..];
        return Base64.IsValid(letters) ? (ReadOnlyMemory<byte>?)Convert.FromBase64String(letters) : null;
    }
}
