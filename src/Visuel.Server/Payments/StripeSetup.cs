using Stripe;
using Visuel.Core.Billing;
using Visuel.Server.Features.Billing;
using Plan = Visuel.Core.Billing.Plan;

namespace Visuel.Server.Payments;

/// <summary>The price at which a plan is sold.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Facts">What Stripe says of the price.</param>
/// <param name="IsProductNew">Whether this run made its product.</param>
/// <param name="IsNew">Whether this run made the price.</param>
public sealed record SoldPrice(Plan Plan, PriceFacts Facts, bool IsProductNew, bool IsNew)
{
    /// <summary>Whether this run took the price out of the archive.</summary>
    public bool IsRestored { get; init; }

    /// <summary>Whether this run took the product out of the archive.</summary>
    public bool IsProductRestored { get; init; }
}

/// <summary>What is set up at Stripe.</summary>
/// <param name="Prices">One for each plan that is sold.</param>
/// <param name="Portal">Stripe's id of the portal's configuration.</param>
/// <param name="IsPortalNew">Whether this run made the configuration.</param>
public sealed record SetupReport(IReadOnlyList<SoldPrice> Prices, string Portal, bool IsPortalNew);

/// <summary>Makes the products, their prices and the portal's configuration at Stripe. A second run finds them. A price
/// of another amount is replaced for new customers; those who pay the old price continue to pay it.</summary>
internal sealed class StripeSetup(StripeClient client, BillingOptions options)
{
    /// <summary>Makes what is missing.</summary>
    public async Task<SetupReport> RunAsync(CancellationToken stop)
    {
        var prices = new List<SoldPrice>();
        foreach (var plan in Plans.Sold)
        {
            prices.Add(await RestoreAsync(
                await FindNamedAsync(plan, stop) ?? await FindPriceAsync(plan, stop), stop));
        }

        var portal = await StripePortal.FindAsync(client, stop);
        var saved = await StripePortal.SaveAsync(client, portal, prices, stop);
        return new SetupReport(prices, saved.Id, portal is null);
    }

    /// <summary>Makes the webhook endpoint of this address, or brings its events up to date.</summary>
    public Task<WebhookEndpointReport> SaveWebhookAsync(Uri address, CancellationToken stop) =>
        StripeWebhook.SaveAsync(client, address, stop);

    // The id is ours, so that two runs at the same time make one product.
    private async Task<(string Id, bool IsNew)> FindProductAsync(Plan plan, CancellationToken stop)
    {
        var id = $"visuel_{plan.Name}";
        if (await StripeCall.FindAsync(
            () => client.V1.Products.GetAsync(id, cancellationToken: stop), stop) is not null)
        {
            return (id, false);
        }

        var wanted = new ProductCreateOptions
        {
            Id = id,
            Name = $"Visuel {char.ToUpperInvariant(plan.Name[0])}{plan.Name[1..]}",
            Description = plan.ImagesPerMonth is { } images ? $"{images} images / mois" : "Images sans limite",
            Metadata = new() { [StripeWords.PlanKey] = plan.Name },
        };
        await StripeCall.AskAsync(() => client.V1.Products.CreateAsync(wanted, cancellationToken: stop), stop);
        return (id, true);
    }

    // What is archived is sold to nobody.
    private async Task<SoldPrice> RestoreAsync(SoldPrice sold, CancellationToken stop)
    {
        var product = await StripeCall.AskAsync(
            () => client.V1.Products.GetAsync(sold.Facts.Product, cancellationToken: stop), stop);
        if (!product.Active)
        {
            await StripeCall.AskAsync(
                () => client.V1.Products.UpdateAsync(
                    product.Id, new ProductUpdateOptions { Active = true }, cancellationToken: stop), stop);
        }

        return sold with { IsProductRestored = !product.Active };
    }

    // A price that the settings name is sold as it is.
    private async Task<SoldPrice?> FindNamedAsync(Plan plan, CancellationToken stop)
    {
        if (!options.Prices.TryGetValue(plan.Name, out var named))
        {
            return null;
        }

        var price = await StripeCall.AskAsync(
            () => client.V1.Prices.GetAsync(named, cancellationToken: stop), stop);
        if (!price.Active)
        {
            await StripeCall.AskAsync(
                () => client.V1.Prices.UpdateAsync(
                    named, new PriceUpdateOptions { Active = true }, cancellationToken: stop), stop);
        }

        return Found(plan, price) with { IsRestored = !price.Active };
    }

    private async Task<SoldPrice> FindPriceAsync(Plan plan, CancellationToken stop)
    {
        var key = PriceCatalogue.LookupKeyOf(plan);
        var found = await StripeCall.AskAsync(() => client.V1.Prices.ListAsync(
            new PriceListOptions { Active = true, LookupKeys = [key], Limit = 1 }, cancellationToken: stop), stop);
        if (found.Data is [
            { Currency: "eur", TaxBehavior: "inclusive", Recurring: { Interval: "month", IntervalCount: 1 } } price]
            && price.UnitAmount == plan.EuroCentsPerMonth)
        {
            return Found(plan, price);
        }

        var (product, isProductNew) = await FindProductAsync(plan, stop);
        var wanted = new PriceCreateOptions
        {
            Product = product,
            Currency = "eur",
            UnitAmount = plan.EuroCentsPerMonth,
            TaxBehavior = "inclusive",
            Recurring = new() { Interval = "month" },
            LookupKey = key,
            TransferLookupKey = true,
            Metadata = new() { [StripeWords.PlanKey] = plan.Name },
        };
        var made = await StripeCall.AskAsync(() => client.V1.Prices.CreateAsync(wanted, cancellationToken: stop), stop);
        return new SoldPrice(plan, StripeWords.Read(made), isProductNew, IsNew: true);
    }

    private static SoldPrice Found(Plan plan, Price price) =>
        new(plan, StripeWords.Read(price), IsProductNew: false, IsNew: false);
}
