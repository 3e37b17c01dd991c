using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Billing;

/// <summary>The outcome of a wish to buy.</summary>
public abstract record StartCheckoutOutcome
{
    private StartCheckoutOutcome()
    {
    }

    /// <summary>The buyer pays on this page of Stripe's.</summary>
    public sealed record Opened(Uri Page) : StartCheckoutOutcome;

    /// <summary>The workspace has a live subscription. It is managed on this page, or null when the page could not be
    /// opened.</summary>
    public sealed record SubscriptionExists(Uri? Portal) : StartCheckoutOutcome;

    /// <summary>A payment is disputed. Nothing would be drawn for another payment.</summary>
    public sealed record Disputed : StartCheckoutOutcome;

    /// <summary>An administrator granted the workspace a plan or a limit, which takes precedence over a bought
    /// plan.</summary>
    public sealed record Granted : StartCheckoutOutcome;

    /// <summary>Another call opens a checkout for the workspace at this moment.</summary>
    public sealed record InProgress : StartCheckoutOutcome;

    /// <summary>The plan has no price: it is granted or agreed on.</summary>
    public sealed record NotSold : StartCheckoutOutcome;
}

/// <summary>Opens the page on which a plan is paid. A workspace gets one customer and one subscription, however often
/// and from however many windows this is called.</summary>
public sealed partial class StartCheckout(
    ICustomers customers, IAccounts accounts, IPaymentGateway gateway, SyncCustomer sync,
    OpenPortal portal, TimeProvider clock, ILogger<StartCheckout> logger)
{
    // A call ends before another one may begin: CallTime is far shorter.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // Stripe keeps the answer to a request for a day.
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Opens the page.</summary>
    /// <param name="caller">The buyer.</param>
    /// <param name="plan">The plan to buy.</param>
    /// <param name="origin">Our own address, as the buyer sees it.</param>
    /// <param name="locale">Two-letter language of the page.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses; nothing was sold.</exception>
    public async Task<StartCheckoutOutcome> RunAsync(
        Caller caller, Plan plan, Uri origin, string locale, CancellationToken stop)
    {
        if (plan.EuroCentsPerMonth is not > 0)
        {
            return new StartCheckoutOutcome.NotSold();
        }

        if (await accounts.FindWorkspaceAsync(caller.Workspace, stop) is { IsGiven: true })
        {
            return new StartCheckoutOutcome.Granted();
        }

        var now = clock.GetUtcNow();
        if (!await customers.TryBeginCheckoutAsync(caller.Workspace, now, now + Lease, stop))
        {
            return new StartCheckoutOutcome.InProgress();
        }

        try
        {
            return await CallTime.LimitAsync(
                CallTime.OfOnePerson, clock, within => OpenAsync(caller, plan, origin, locale, within), stop);
        }
        finally
        {
            await customers.EndCheckoutAsync(caller.Workspace, now + Lease, CancellationToken.None);
        }
    }

    private async Task<StartCheckoutOutcome> OpenAsync(
        Caller caller, Plan plan, Uri origin, string locale, CancellationToken stop)
    {
        // Stripe is read now: with the last reading, a second subscription could be sold beside a new one.
        var customer = await sync.RunAsync(caller.Workspace, [], stop);
        if (await RefuseAsync(customer, origin, locale, stop) is { } refusal)
        {
            return refusal;
        }

        var price = await FindPriceAsync(plan, stop);
        var id = customer?.Id ?? await CreateCustomerAsync(caller, customer, locale, stop);
        var order = new CheckoutOrder(caller.Workspace, id, plan, price.Id, locale, origin);
        if (await gateway.CloseCheckoutsAsync(id, order, stop) is { } page)
        {
            return new StartCheckoutOutcome.Opened(page);
        }

        // The buyer may have paid in another window before its checkout was closed.
        return (customer?.Id is null
            ? null
            : await RefuseAsync(await sync.RunAsync(caller.Workspace, [], stop), origin, locale, stop))
            ?? new StartCheckoutOutcome.Opened(await gateway.OpenCheckoutAsync(order, stop));
    }

    private async Task<StartCheckoutOutcome?> RefuseAsync(
        Customer? customer, Uri origin, string locale, CancellationToken stop) =>
        customer switch
        {
            { Id: { } id, Standing.KeepsFromBuying: true } =>
                new StartCheckoutOutcome.SubscriptionExists(await FindPortalAsync(id, origin, locale, stop)),
            { Standing.IsDisputed: true } => new StartCheckoutOutcome.Disputed(),
            _ => null,
        };

    private async Task<Uri?> FindPortalAsync(string customer, Uri origin, string locale, CancellationToken stop)
    {
        try
        {
            return await portal.RunAsync(customer, origin, locale, ends: null, stop);
        }
        catch (PaymentException)
        {
            // The refusal matters. The portal's address is only an offer beside it.
            return null;
        }
    }

    private async Task<PriceFacts> FindPriceAsync(Plan plan, CancellationToken stop)
    {
        var price = await gateway.FindPriceAsync(plan, stop)
            ?? throw new PaymentException(PaymentFault.NotSetUp, $"no price for {plan.Name}");
        await customers.RememberPricesAsync([new KnownPrice(price.Id, price.Product, plan.Name)], stop);
        return price;
    }

    private async Task<string> CreateCustomerAsync(
        Caller caller, Customer? customer, string locale, CancellationToken stop)
    {
        var account = await accounts.FindAsync(caller.Account, stop)
            ?? throw new PaymentException(PaymentFault.Refused, "the account is gone");
        var wanted = new NewCustomer(
            caller.Workspace, account.Email, account.Name, account.Locale ?? locale, customer?.Former)
        {
            Attempt = customer?.Version ?? 0,
        };
        string made;
        try
        {
            made = await CreateCustomerAsync(wanted, stop);
        }
        catch (PaymentException error) when (error.IsKept)
        {
            // Stripe would repeat this answer for a day. Perhaps it made the customer nevertheless.
            wanted = wanted with { Attempt = await customers.BeginAttemptAsync(caller.Workspace, stop) };
            made = await gateway.FindCreatedAsync(wanted, clock.GetUtcNow() - Day, stop)
                ?? await AgainAsync(wanted, stop);
        }

        return (await customers.LinkAsync(caller.Workspace, made, clock.GetUtcNow(), stop))?.Id
            ?? throw new PaymentException(PaymentFault.Refused, "the customer is another's");
    }

    private async Task<string> CreateCustomerAsync(NewCustomer wanted, CancellationToken stop)
    {
        try
        {
            return await gateway.CreateCustomerAsync(wanted, stop);
        }
        catch (PaymentException error) when (error.Fault is PaymentFault.EmailRefused)
        {
            LogEmail(wanted.Workspace);
            return await gateway.CreateCustomerAsync(wanted with { Email = null }, stop);
        }
    }

    private async Task<string> AgainAsync(NewCustomer wanted, CancellationToken stop)
    {
        try
        {
            return await CreateCustomerAsync(wanted, stop);
        }
        catch (PaymentException error) when (error.IsKept)
        {
            // The buyer's next try is another attempt.
            await customers.BeginAttemptAsync(wanted.Workspace, stop);
            throw;
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Stripe does not accept the e-mail address of workspace {Workspace}: its customer is created without it, and "
        + "gets no e-mails from Stripe")]
    private partial void LogEmail(WorkspaceId workspace);
}
