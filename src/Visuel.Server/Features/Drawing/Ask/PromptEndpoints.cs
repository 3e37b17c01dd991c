using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Prompts;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Words;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>The words that a model gets.</summary>
public static class PromptEndpoints
{
    /// <summary>Maps <c>/api/prompts</c>.</summary>
    public static void MapPrompts(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/prompts/preview", PreviewAsync).RequireAuthorization(Authentication.VisitorsToo)
            .WithTags("Images");

    /// <summary>What would be sent for a request to <c>/api/images/generate</c>, and what was understood of it. Draws
    /// nothing and costs nothing.</summary>
    /// <remarks>Where <c>confidence</c> is <c>unsure</c>, ask what is to be seen: each of <c>suggestions</c> can be
    /// sent as <c>prompt</c>.</remarks>
    internal static async Task<Results<Ok<PromptPreviewAnswer>, ProblemHttpResult>> PreviewAsync(
        JsonBody<GenerateImageRequest> body, HttpContext http, ReadPatron patrons, PrepareOrder prepare,
        ImageProblems answers, Problems problems, CancellationToken stop)
    {
        var wrong = ImageEndpoints.TryRead(body.Value, out var wish);
        if (wrong.Count > 0)
        {
            return problems.Invalid(wrong);
        }

        return await prepare.RunAsync(await patrons.FindAsync(http, stop), wish, stop) switch
        {
            PrepareOutcome.Ready(var order) => TypedResults.Ok(ToAnswer(order)),
            PrepareOutcome.Refused(var why) => answers.Answer(why),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no outcome of preparing."),
        };
    }

    private static PromptPreviewAnswer ToAnswer(PreparedOrder order)
    {
        var model = order.Order.Model;
        var wish = order.Request.ToPromptRequest(model, order.Engine.ReadsTheBrief);
        var prompt = PromptBuilder.Build(wish);
        var subject = prompt.Subject ?? PromptBuilder.Understand(wish);
        return new PromptPreviewAnswer
        {
            Prompt = prompt.Positive,
            NegativePrompt = prompt.Negative,
            Tokens = prompt.Tokens,
            TokenLimit = model.PromptTokens,
            Dropped = prompt.Dropped,
            Model = model.Id,
            Engine = order.Engine.Name,
            Confidence = WireName.Of(subject.Confidence),
            Subject = ToAnswer(subject.Subject),
            Companion = ToAnswer(subject.Companion),
            Place = ToAnswer(subject.Place),
            Denied = [.. subject.Denied.Select(shown => ToAnswer(shown)!)],
            Suggestions = [.. PromptBuilder.Suggest(wish, subject).Select(shown => ToAnswer(shown)!)],
        };
    }

    private static ShownAnswer? ToAnswer(Shown? shown) =>
        shown is null ? null : new ShownAnswer(shown.English, shown.French);
}
