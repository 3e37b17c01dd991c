using System.Collections.Concurrent;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Which price buys which plan, as it is known while Stripe is read; what is learnt meanwhile is remembered.</summary>
public sealed class PriceBook(ICustomers customers, BillingOptions options)
{
    /// <summary>Opens it.</summary>
    public async Task<OpenPriceBook> OpenAsync(CancellationToken stop) => new(customers, options, await customers.ListPricesAsync(stop));
}

/// <summary>What is known of prices, for the time of one reading.</summary>
public sealed class OpenPriceBook(ICustomers customers, BillingOptions options, IReadOnlyList<KnownPrice> known)
{
    private readonly PriceCatalogue catalogue = new(options.Prices, known);
    private readonly ConcurrentDictionary<string, KnownPrice> learnt = new(StringComparer.Ordinal);

    /// <summary>The plan a price buys, or null.</summary>
    public string? PlanOf(PriceFacts price)
    {
        var plan = catalogue.PlanOf(price);
        // What was only guessed by its product is not remembered: the price may say otherwise one day.
        if (PriceCatalogue.NamedBy(price) is { } named)
        {
            learnt.TryAdd(price.Id, new KnownPrice(price.Id, price.Product, plan ?? named));
        }

        return plan;
    }

    /// <summary>Believes what a price says itself over what was known of it: somebody has just changed it.</summary>
    public void Correct(PriceFacts price)
    {
        if (PriceCatalogue.NamedBy(price) is { } named)
        {
            learnt[price.Id] = new KnownPrice(price.Id, price.Product, named);
        }
    }

    /// <summary>Remembers what was not known before, or otherwise.</summary>
    public Task CloseAsync(CancellationToken stop) =>
        learnt.Values.Except(known).ToList() is { Count: > 0 } news ? customers.RememberPricesAsync(news, stop) : Task.CompletedTask;
}
