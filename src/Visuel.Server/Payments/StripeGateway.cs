using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stripe;
using Stripe.Checkout;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Server.Features.Billing;
using Plan = Visuel.Core.Billing.Plan;
using Portal = Stripe.BillingPortal;
using Session = Stripe.Checkout.Session;

namespace Visuel.Server.Payments;

/// <summary>Calls Stripe through Stripe.net (docs/contracts/stripe.md).</summary>
internal sealed class StripeGateway(
    StripeClient client, StripeOptions options, BillingOptions billing, TimeProvider clock) : IPaymentGateway
{
    // An open checkout is used again for this long. Stripe keeps it open for a day.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    private const string PriceKey = "price";

    private readonly StripeReader reader = new(client);

    public WebhookReading ReadWebhook(string? body, string? signature)
    {
        if (body is null || !StripeEvent.IsSigned(body, signature, options.WebhookSecrets, clock))
        {
            return new WebhookReading.Forged();
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return StripeEvent.Read(json.RootElement) switch
            {
                null => new WebhookReading.Malformed(),
                var read when read.IsFor(options) => new WebhookReading.Ours(read.Event),
                var read => new WebhookReading.Foreign(read.Event),
            };
        }
        catch (JsonException)
        {
            return new WebhookReading.Malformed();
        }
    }

    public async Task<string> CreateCustomerAsync(NewCustomer customer, CancellationToken stop)
    {
        var wanted = new CustomerCreateOptions
        {
            Name = customer.Name ?? customer.Email,
            PreferredLocales = [customer.Locale],
            Metadata = new() { [StripeWords.WorkspaceKey] = customer.Workspace.ToString() },
        };
        if (customer.Email is { } email)
        {
            wanted.Email = email;
        }

        // The same values give the same key, and Stripe then returns the same customer. Stripe refuses other values
        // under a key that was used (docs/contracts/stripe.md#idempotency).
        var words = $"{customer.Email}\n{customer.Name}\n{customer.Locale}\n{customer.Former}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, 8);
        var key = $"cust:{customer.Workspace}:{Convert.ToHexString(hash)}:{customer.Attempt}";
        return (await StripeCall.AskAsync(
            () => client.V1.Customers.CreateAsync(wanted, new RequestOptions { IdempotencyKey = key }, stop), stop)).Id;
    }

    public async Task<string?> FindCreatedAsync(NewCustomer customer, DateTimeOffset since, CancellationToken stop)
    {
        var newest = await StripeCall.AskAsync(
            () => client.V1.Customers.ListAsync(
                new CustomerListOptions
                {
                    Created = new DateRangeOptions { GreaterThanOrEqual = since.UtcDateTime },
                    Limit = 100,
                }, cancellationToken: stop), stop);
        return newest.Data.Find(
            one => WorkspaceOf(one.Metadata) == customer.Workspace && one.Id != customer.Former)?.Id;
    }

    public Task<CustomerReading?> ReadAsync(string id, Func<PriceFacts, string?> planOf, CancellationToken stop) =>
        reader.ReadAsync(id, planOf, stop);

    public async Task<WorkspaceId?> FindWorkspaceAsync(string id, CancellationToken stop) =>
        WorkspaceOf((await reader.FindCustomerAsync(id, stop))?.Metadata);

    public Task<string?> FindCustomerAsync(PaymentEvent told, CancellationToken stop) =>
        reader.FindCustomerOfAsync(told, stop);

    public async Task<PriceFacts?> FindPriceAsync(Plan plan, CancellationToken stop)
    {
        if (billing.Prices.TryGetValue(plan.Name, out var set))
        {
            return await StripeCall.FindAsync(
                () => client.V1.Prices.GetAsync(
                    set, new PriceGetOptions { Expand = ["product"] }, cancellationToken: stop), stop)
                is { Active: true, Product.Active: true } named
                ? StripeWords.Read(named)
                : null;
        }

        // An archived price may still have its lookup key, but is not sold. Nor is a price of an archived product.
        var found = await StripeCall.AskAsync(
            () => client.V1.Prices.ListAsync(
                new PriceListOptions
                {
                    Active = true,
                    LookupKeys = [PriceCatalogue.LookupKeyOf(plan)],
                    Limit = 1,
                    Expand = ["data.product"],
                },
                cancellationToken: stop), stop);
        return found.Data is [{ Product.Active: true } price, ..] ? StripeWords.Read(price) : null;
    }

    public async Task<IReadOnlyList<PriceFacts>> ListPricesAsync(CancellationToken stop)
    {
        var found = await StripeCall.AskAsync(
            () => client.V1.Prices.ListAsync(
                new PriceListOptions { LookupKeys = [.. Plans.All.Select(PriceCatalogue.LookupKeyOf)], Limit = 100 },
                cancellationToken: stop), stop);
        return [.. found.Data.Select(StripeWords.Read)];
    }

    public Task<IReadOnlyList<PriceFacts>> ListPricesAsync(PaymentEvent told, CancellationToken stop) =>
        reader.ListPricesAsync(told, stop);

    public async Task<Uri?> CloseCheckoutsAsync(string customer, CheckoutOrder? but, CancellationToken stop)
    {
        var open = await StripeCall.AskAsync(
            () => client.V1.Checkout.Sessions.ListAsync(
                new SessionListOptions { Customer = customer, Status = "open", Limit = 100 }, cancellationToken: stop),
            stop);
        var again = but is null ? null : open.Data.Find(session =>
            session.Url is not null && session.Metadata?.GetValueOrDefault(PriceKey) == but.Price
            && session.Locale == but.Locale
            && clock.GetUtcNow() - StripeWords.Instant(session.Created) < Fresh);
        foreach (var old in open.Data.Where(session => session != again))
        {
            // A customer who pays in an older tab too would have two subscriptions.
            await ExpireAsync(old.Id, stop);
        }

        return again is null ? null : new Uri(again.Url);
    }

    public async Task<Uri> OpenCheckoutAsync(CheckoutOrder order, CancellationToken stop) =>
        new((await OpenAsync(order, stop)).Url);

    public async Task<CheckoutResult?> FindCheckoutAsync(string id, CancellationToken stop) =>
        await reader.FindSessionAsync(id, stop) is { } session
            ? new CheckoutResult(
                Guid.TryParse(session.ClientReferenceId, out var workspace) ? new WorkspaceId(workspace) : null,
                session.CustomerId, session.Status is "complete")
            : null;

    public async Task<Uri> OpenPortalAsync(PortalVisit visit, CancellationToken stop)
    {
        var wanted = new Portal.SessionCreateOptions
        {
            Customer = visit.Customer,
            Locale = visit.Locale,
            ReturnUrl = visit.ReturnTo.ToString(),
            Configuration = options.PortalConfiguration ?? await FindPortalAsync(stop),
        };
        if (visit.Ends is { } subscription)
        {
            wanted.FlowData =
                new() { Type = "subscription_cancel", SubscriptionCancel = new() { Subscription = subscription } };
        }

        return new Uri((await StripeCall.AskAsync(
            () => client.V1.BillingPortal.Sessions.CreateAsync(wanted, cancellationToken: stop), stop)).Url);
    }

    public async Task<Uri?> FindInvoicePageAsync(string invoice, CancellationToken stop) =>
        await StripeCall.FindAsync(
            () => client.V1.Invoices.GetAsync(invoice, cancellationToken: stop), stop) is { } found
            && (found.HostedInvoiceUrl ?? found.InvoicePdf) is { } page
            ? new Uri(page)
            : null;

    public Task EndAsync(string subscription, CancellationToken stop) =>
        StripeCall.FindAsync(() => client.V1.Subscriptions.CancelAsync(subscription, cancellationToken: stop), stop);

    public async Task<IReadOnlyList<PaymentEvent>> ListUndeliveredAsync(
        CancellationToken stop) => await StripeCall.AskAsync<IReadOnlyList<PaymentEvent>>(
        async () =>
        {
            var undelivered = new List<PaymentEvent>();
            await foreach (var told in client.V1.Events.ListAutoPagingAsync(
                new EventListOptions { DeliverySuccess = false, Limit = 100 }, cancellationToken: stop))
            {
                if (told.RawJsonElement is { } json && StripeEvent.Read(json) is { } read && read.IsFor(options))
                {
                    undelivered.Add(read.Event);
                }
            }

            return undelivered;
        },
        stop);

    // A checkout that was paid or expired since it was listed cannot be expired, and need not be.
    private async Task ExpireAsync(string session, CancellationToken stop)
    {
        try
        {
            await StripeCall.AskAsync(
                () => client.V1.Checkout.Sessions.ExpireAsync(session, cancellationToken: stop), stop);
        }
        catch (PaymentException error) when (error.Fault is PaymentFault.Refused)
        {
            if (await reader.FindSessionAsync(session, stop) is { Status: "open" })
            {
                throw;
            }
        }
    }

    private Task<Session> OpenAsync(CheckoutOrder order, CancellationToken stop)
    {
        var workspace = order.Workspace.ToString();
        var wanted = new SessionCreateOptions
        {
            Mode = "subscription",
            Customer = order.Customer,
            ClientReferenceId = workspace,
            LineItems = [new() { Price = order.Price, Quantity = 1 }],
            Locale = order.Locale,
            // Stripe replaces {CHECKOUT_SESSION_ID} by the session's id.
            SuccessUrl =
                $"{order.ReturnTo.GetLeftPart(UriPartial.Authority)}/billing/return?session_id={{CHECKOUT_SESSION_ID}}",
            CancelUrl = $"{order.ReturnTo.GetLeftPart(UriPartial.Authority)}/plans",
            AllowPromotionCodes = true,
            BillingAddressCollection = "auto",
            TaxIdCollection = new() { Enabled = true },
            // Stripe asks for a tax id only if it may write the customer's name and address.
            CustomerUpdate = new() { Name = "auto", Address = "auto" },
            Metadata = new() { [StripeWords.WorkspaceKey] = workspace, [PriceKey] = order.Price },
            SubscriptionData = new()
            {
                Metadata = new() { [StripeWords.WorkspaceKey] = workspace, [StripeWords.PlanKey] = order.Plan.Name },
            },
        };
        if (options.AutomaticTax)
        {
            wanted.AutomaticTax = new() { Enabled = true };
        }

        var key = $"co:{workspace}:{order.Price}:{Guid.CreateVersion7(clock.GetUtcNow()):N}";
        return StripeCall.AskAsync(
            () => client.V1.Checkout.Sessions.CreateAsync(wanted, new RequestOptions { IdempotencyKey = key }, stop),
            stop);
    }

    private async Task<string> FindPortalAsync(CancellationToken stop) =>
        (await StripePortal.FindAsync(client, stop))?.Id
        ?? throw new PaymentException(PaymentFault.NotSetUp, "no portal configuration");

    private static WorkspaceId? WorkspaceOf(IReadOnlyDictionary<string, string>? metadata) =>
        metadata?.GetValueOrDefault(StripeWords.WorkspaceKey) is { } text && Guid.TryParse(text, out var id)
            ? new WorkspaceId(id)
            : null;
}
