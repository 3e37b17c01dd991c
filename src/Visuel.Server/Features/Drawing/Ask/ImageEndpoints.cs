using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Visuel.Client.Wire;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Prompts;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Features.Drawing.Draw;
using Visuel.Server.Features.Library;
using Visuel.Server.Features.Quota;
using Visuel.Server.Limits;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>Drawing images, and the quota that allows it.</summary>
public static class ImageEndpoints
{
    private const string Png = "image/png";
    private const string Json = "application/json";

    /// <summary>Maps <c>/api/images/generate</c>.</summary>
    public static void MapImages(this IEndpointRouteBuilder routes)
    {
        var generate = routes.MapGroup("/api/images/generate").WithTags("Images");
        generate.MapPost("", GenerateAsync).RequireRateLimiting(RateLimits.Generation)
            .RequireAuthorization(Authentication.VisitorsToo);
        generate.MapGet("", ReadQuotaAsync).RequireAuthorization(Authentication.VisitorsToo);
    }

    /// <summary>Draws an image from own words, a title, or a content item, and keeps it. Costs one credit; an answer
    /// from the prompt cache, or none, costs nothing.</summary>
    /// <remarks>With <c>Accept: image/png</c> the answer is the file itself. With <c>Prefer: respond-async</c>, or when
    /// it takes longer than 100 s, the answer is 202 and <c>Location</c> says where to look. With
    /// <c>Idempotency-Key</c> the same request gets the same image for 24 hours. A dropped connection is no cancel:
    /// the image lands all the same.</remarks>
    internal static async Task<
        Results<DrawnImage, FileContentHttpResult, Accepted<GenerationAnswer>, ProblemHttpResult>> GenerateAsync(
        JsonBody<GenerateImageRequest> body, HttpContext http, ReadPatron patrons, GenerateImage generate,
        PrepareOrder prepare, PublicLinks links, ImageProblems answers, Problems problems, CancellationToken stop)
    {
        http.Response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Accept);
        var wrong = TryRead(body.Value, out var wish);
        if (RequestHeaders.ReadKey(http.Request, out var key) is { } badKey)
        {
            wrong = [.. wrong, badKey];
        }

        if (wrong.Count > 0)
        {
            return problems.Invalid(wrong);
        }

        var patron = await patrons.AdmitAsync(http, stop);
        var isAsync = RequestHeaders.PrefersAsync(http);
        var outcome = await generate.RunAsync(
            patron, wish, key is null ? null : new RequestKey(key, body.Hash),
            isAsync ? TimeSpan.Zero : DrawingOptions.LongestWait, stop);
        if (outcome is GenerateOutcome.Done { Png: var png } && PooledBytes.OwnerOf(png) is { } memory)
        {
            http.Response.RegisterForDispose(memory);
        }

        return outcome switch
        {
            GenerateOutcome.Accepted accepted => TypedResults.Accepted(
                ImageLinks.Generation(accepted.Generation.Id), answers.Describe(accepted.Generation)),
            GenerateOutcome.Done done when WantsPng(http.Request) => TypedResults.Bytes(done.Png, Png),
            GenerateOutcome.Done done => new DrawnImage(
                ToAnswer(done, await ReadPromptAsync(patron, wish, prepare, stop), links)),
            _ => answers.Answer(outcome),
        };
    }

    // Read anew: the same wish has the same prompt, and an image of the cache or of an idempotency key has none any
    // more.
    private static async Task<Prompt?> ReadPromptAsync(
        Patron patron, GenerateRequest wish, PrepareOrder prepare, CancellationToken stop) =>
        await prepare.RunAsync(patron, wish, stop) is PrepareOutcome.Ready(var order)
            ? PromptBuilder.Build(order.Request.ToPromptRequest(order.Order.Model, order.Engine.ReadsTheBrief))
            : null;

    /// <summary>The plan and what is left of it. Credits of images that are being drawn right now are held.</summary>
    internal static async Task<Ok<QuotaAnswer>> ReadQuotaAsync(
        HttpContext http, ReadPatron patrons, ReadQuota quota, CancellationToken stop)
    {
        var status = await quota.RunAsync(await patrons.FindAsync(http, stop), stop);
        return TypedResults.Ok(new QuotaAnswer(
            status.Limit.Plan.Name, ToAnswer(status), status.Period.StartsAt, status.Usage.Held,
            WireName.Of(status.Limit.From), status.Period.EndsAt,
            status.Payment is { } payment ? WireName.Of(payment.Reason) : null));
    }

    internal static IReadOnlyList<FieldProblem> TryRead(GenerateImageRequest body, out GenerateRequest wish)
    {
        var fields = new QueryFields();
        wish = new GenerateRequest
        {
            Prompt = body.Prompt,
            ContentTitle = body.ContentTitle,
            ContentDescription = body.ContentDescription,
            ContentType = fields.Name<ContentType>("contentType", body.ContentType),
            ContentId = body.ContentId is { } id ? new ContentItemId(id) : null,
            Size = new DrawSize(body.Width ?? DrawSize.Default.Width, body.Height ?? DrawSize.Default.Height),
            NegativePrompt = body.NegativePrompt,
            Style = body.Style,
            Model = body.Model,
            Seed = body.Seed,
            Wording = fields.Name<PromptWording>("wording", body.Wording)
                ?? (body.Optimize is false ? PromptWording.AsWritten : PromptWording.Optimized),
            UseCache = fields.Name<CacheUse>("cache", body.Cache) is not CacheUse.Skip,
            Fallback = body.Fallback ?? false,
            Titled = body.Titled ?? false,
        };
        return [.. fields.Problems];
    }

    // Only a caller that names PNG and does not name JSON gets bytes; */* gets JSON.
    private static bool WantsPng(HttpRequest request) =>
        RequestHeaders.Accepts(request, Png) && !RequestHeaders.Accepts(request, Json);

    private static GenerateImageAnswer ToAnswer(GenerateOutcome.Done done, Prompt? prompt, PublicLinks links) => new()
    {
        Image = done.Png,
        Usage = ToAnswer(done.Quota),
        Id = done.Image.Id.Value,
        Url = links.File(done.Image),
        Prompt = done.Image.Recipe.Prompt,
        Tokens = prompt?.Tokens ?? 0,
        Dropped = prompt?.Dropped ?? [],
        Confidence = prompt?.Subject is { } subject ? WireName.Of(subject.Confidence) : null,
        Model = done.Image.Recipe.Model,
        Engine = done.Image.Recipe.Engine,
        Provider = done.Image.Recipe.Provider,
        Seed = done.Image.Recipe.Seed,
        Width = done.Image.File.Width,
        Height = done.Image.File.Height,
        Cached = done.Cached,
    };

    private static UsageAnswer ToAnswer(QuotaStatus status) =>
        new(status.Usage.Used, status.Limit.Images, status.Remaining);

    private enum CacheUse
    {
        Use,
        Skip,
    }
}
