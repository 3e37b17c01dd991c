using Stripe;
using Visuel.Core.Billing;
using Visuel.Server.Features.Billing;
using Plan = Visuel.Core.Billing.Plan;

namespace Visuel.Server.Payments;

/// <summary>What is set up at Stripe.</summary>
/// <param name="Product">Stripe's id of the product.</param>
/// <param name="Price">The price at which it is sold.</param>
/// <param name="Portal">Stripe's id of the portal's configuration.</param>
/// <param name="Made">Which of the three this run made.</param>
public sealed record SetupReport(string Product, PriceFacts Price, string Portal, IReadOnlyList<string> Made);

/// <summary>Makes the product, its price and the portal's configuration at Stripe. A second run finds them. A price of
/// another amount is replaced for new customers; those who pay the old price continue to pay it.</summary>
internal sealed class StripeSetup(StripeClient client, BillingOptions options)
{
    /// <summary>Makes what is missing.</summary>
    public async Task<SetupReport> RunAsync(CancellationToken stop)
    {
        var plan = Plans.Creator;
        var made = new List<string>();
        var price = await FindNamedAsync(plan, stop) ?? await FindPriceAsync(plan, made, stop);
        var product = price.ProductId;
        var portal = await StripePortal.FindAsync(client, stop);
        if (portal is null)
        {
            made.Add("portal");
        }

        return new SetupReport(product, StripeWords.Read(price), (await StripePortal.SaveAsync(client, portal, product, [price.Id], stop)).Id, made);
    }

    // The id is ours, so that two runs at the same time make one product.
    private async Task<string> FindProductAsync(Plan plan, List<string> made, CancellationToken stop)
    {
        var id = $"visuel_{plan.Name}";
        if (await StripeCall.FindAsync(() => client.V1.Products.GetAsync(id, cancellationToken: stop), stop) is null)
        {
            var wanted = new ProductCreateOptions
            {
                Id = id,
                Name = "Visuel Creator",
                Description = $"{plan.ImagesPerMonth} images / mois",
                Metadata = new() { [StripeWords.PlanKey] = plan.Name },
            };
            await StripeCall.AskAsync(() => client.V1.Products.CreateAsync(wanted, cancellationToken: stop), stop);
            made.Add("product");
        }

        return id;
    }

    // A price that the settings name is sold as it is.
    private async Task<Price?> FindNamedAsync(Plan plan, CancellationToken stop) => options.Prices.TryGetValue(plan.Name, out var named)
        ? await StripeCall.AskAsync(() => client.V1.Prices.GetAsync(named, cancellationToken: stop), stop)
        : null;

    private async Task<Price> FindPriceAsync(Plan plan, List<string> made, CancellationToken stop)
    {
        var key = PriceCatalogue.LookupKeyOf(plan);
        var found = await StripeCall.AskAsync(() => client.V1.Prices.ListAsync(new PriceListOptions { Active = true, LookupKeys = [key], Limit = 1 }, cancellationToken: stop), stop);
        if (found.Data is [{ Currency: "eur", TaxBehavior: "inclusive", Recurring: { Interval: "month", IntervalCount: 1 } } price] && price.UnitAmount == plan.EuroCentsPerMonth)
        {
            return price;
        }

        var product = await FindProductAsync(plan, made, stop);
        made.Add("price");
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
        return await StripeCall.AskAsync(() => client.V1.Prices.CreateAsync(wanted, cancellationToken: stop), stop);
    }
}
