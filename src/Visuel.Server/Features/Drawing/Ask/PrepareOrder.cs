using System.Security.Cryptography;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Prompts;
using Visuel.Server.Engines;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>An order that is ready, and what belongs to it.</summary>
public sealed record PreparedOrder(IImageEngine Engine, Order Order, string CacheKey, GenerateRequest Request)
{
    /// <summary>The same, to be written down.</summary>
    public GenerationPlan ToPlan() =>
        new(Request, Engine.Name,
            Order.Model.Id, Order.Prompt, Order.NegativePrompt, Order.Seed, CacheKey, Order.Patron?.Address);
}

/// <summary>Turns a wish into an order: fills it from its content item, checks it, chooses engine and model,
/// writes the prompt.</summary>
public sealed class PrepareOrder(IContents contents, IBrands brands, EngineCatalog engines)
{
    /// <summary>The order, or what keeps it from being one.</summary>
    public async Task<PrepareOutcome> RunAsync(Patron patron, GenerateRequest wish, CancellationToken stop)
    {
        ContentItem? content = null;
        if (wish.ContentId is { } id)
        {
            content = await contents.FindAsync(patron.Workspace, id, stop);
            if (content is null)
            {
                return Invalid(new FieldProblem("contentId", "unknown_content"));
            }
        }

        var problems = GenerateRules.Check(wish with { ContentTitle = wish.ContentTitle ?? content?.Fields.Title });
        if (problems.Count > 0)
        {
            return Invalid([.. problems]);
        }

        var request = wish.Completed(content?.Fields);
        return await engines.FindAsync(request.Model, patron, stop) switch
        {
            null => new PrepareOutcome.Refused(new GenerateOutcome.UnknownModel()),
            (_, { MayDrawAds: false } model) when request.ToBrief().Type == ContentType.Ad =>
                Invalid(new FieldProblem("model", "not_for_ads", model.Name, model.Licence!.Name)),
            ({ ReadsTheBrief: false }, _) when request.Titled => Invalid(new FieldProblem("titled", "composer_only")),
            var (engine, model) =>
                new PrepareOutcome.Ready(await PrepareAsync(patron, request, engine, model, stop)),
        };
    }

    /// <summary>The order as it was written down, to be drawn now.</summary>
    public async Task<PreparedOrder> ResumeAsync(GenerationWork work, CancellationToken stop)
    {
        var plan = work.Plan
            ?? throw new InvalidOperationException($"What is to be drawn for generation {work.Id} cannot be read.");
        var model = engines.Offered.FirstOrDefault(offered => offered.Id == plan.Model)
            ?? ImageModels.FromHub(plan.Model);
        var engine = engines.EngineOf(model);
        var order = new Order(
            plan.Prompt, plan.NegativePrompt, model, plan.Request.Size, plan.Seed, plan.Request.ToBrief())
        {
            Patron = new Patron(work.Workspace, plan.Address),
            Job = work.Job,
        };
        return new PreparedOrder(
            engine, await DressAsync(order, plan.Request, engine, stop), plan.CacheKey, plan.Request);
    }

    /// <summary>The same wish for the composer, when it may stand in.</summary>
    public Task<PreparedOrder> ForComposerAsync(PreparedOrder order, CancellationToken stop)
    {
        var (engine, model) = engines.Composer;
        return PrepareAsync(order.Order.Patron!, order.Request, engine, model, stop);
    }

    private static PrepareOutcome.Refused Invalid(params FieldProblem[] problems) =>
        new(new GenerateOutcome.Invalid(problems));

    private async Task<PreparedOrder> PrepareAsync(
        Patron patron, GenerateRequest request, IImageEngine engine, ImageModel model, CancellationToken stop)
    {
        var brief = request.ToBrief();
        var prompt = PromptBuilder.Build(request.ToPromptRequest(model, engine.ReadsTheBrief));
        var seed = request.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var order = await DressAsync(
            new Order(prompt.Positive, prompt.Negative, model, request.Size, seed, brief) { Patron = patron },
            request, engine, stop);
        return new PreparedOrder(
            engine, order, CacheKey.Of(order, engine, request.Style, request.Wording, request.Seed), request);
    }

    // An illustrator follows the house's looks, as they are when it draws.
    private async Task<Order> DressAsync(
        Order order, GenerateRequest request, IImageEngine engine, CancellationToken stop) => engine.ReadsTheBrief
        ? order with
        {
            Title = request.Titled ? order.Brief.Title ?? order.Brief.Subject : null,
            Brand = await brands.FindAsync(order.Patron!.Workspace, stop),
        }
        : order;
}
