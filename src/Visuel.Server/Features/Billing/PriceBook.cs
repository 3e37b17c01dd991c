using System.Collections.Concurrent;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Knows which price buys which plan while Stripe is read, and remembers the prices that Stripe names
/// then.</summary>
public sealed class PriceBook(ICustomers customers, BillingOptions options)
{
    /// <summary>Loads the known prices.</summary>
    public async Task<OpenPriceBook> OpenAsync(CancellationToken stop) =>
        new(customers, options, await customers.ListPricesAsync(stop));
}

/// <summary>The prices that are known during one reading of Stripe.</summary>
public sealed class OpenPriceBook(ICustomers customers, BillingOptions options, IReadOnlyList<KnownPrice> known)
{
    private readonly PriceCatalogue catalogue = new(options.Prices, known);
    private readonly ConcurrentDictionary<string, KnownPrice> learnt = new(StringComparer.Ordinal);

    /// <summary>The plan a price buys, or null. A price that names its plan is noted, to be kept by
    /// <see cref="CloseAsync"/>.</summary>
    public string? PlanOf(PriceFacts price)
    {
        var plan = catalogue.PlanOf(price);
        // A plan that only the product suggests is not noted: the price may name another one later.
        if (PriceCatalogue.NamedBy(price) is { } named)
        {
            learnt.TryAdd(price.Id, new KnownPrice(price.Id, price.Product, plan ?? named));
        }

        return plan;
    }

    /// <summary>Notes the plan that a price names, in place of the known one: somebody has just changed the
    /// price.</summary>
    public void Correct(PriceFacts price)
    {
        if (PriceCatalogue.NamedBy(price) is { } named)
        {
            learnt[price.Id] = new KnownPrice(price.Id, price.Product, named);
        }
    }

    /// <summary>Keeps the noted prices that are new or differ from the known ones.</summary>
    public Task CloseAsync(CancellationToken stop) =>
        learnt.Values.Except(known).ToList() is { Count: > 0 } news
            ? customers.RememberPricesAsync(news, stop)
            : Task.CompletedTask;
}
