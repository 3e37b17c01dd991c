using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Reads prices again after an event about a price or a product. Who pays a price that changed is read again
/// at once: the plan may be another one.</summary>
public sealed class RefreshCatalogue(
    ICustomers customers, IPaymentGateway gateway, PriceBook prices, ReadSale sale, TimeProvider clock)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses.</exception>
    public async Task RunAsync(PaymentEvent told, CancellationToken stop)
    {
        var book = await prices.OpenAsync(stop);
        var changed = await gateway.ListPricesAsync(told, stop);
        foreach (var price in (await gateway.ListPricesAsync(stop)).Concat(changed))
        {
            book.Correct(price);
        }

        await book.CloseAsync(stop);
        await customers.MakeDueAsync([.. changed.Select(price => price.Id)], clock.GetUtcNow(), stop);
        sale.Forget();
    }
}
