using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Billing;

/// <summary>What became of a wish to buy.</summary>
public abstract record StartCheckoutOutcome
{
    private StartCheckoutOutcome()
    {
    }

    /// <summary>It is paid on this page of Stripe's.</summary>
    public sealed record Opened(Uri Page) : StartCheckoutOutcome;

    /// <summary>There is a subscription already; it is managed on this page, where that can be opened.</summary>
    public sealed record SubscriptionExists(Uri? Portal) : StartCheckoutOutcome;

    /// <summary>A payment is disputed: nothing would be drawn for another one.</summary>
    public sealed record Disputed : StartCheckoutOutcome;

    /// <summary>An administrator gave the workspace its plan or its limit, which counts before whatever is bought.</summary>
    public sealed record Granted : StartCheckoutOutcome;

    /// <summary>At this moment another call opens one.</summary>
    public sealed record InProgress : StartCheckoutOutcome;

    /// <summary>This plan is not bought, but granted or agreed on.</summary>
    public sealed record NotSold : StartCheckoutOutcome;
}

/// <summary>Opens the page on which a plan is paid. A workspace has one customer and one subscription, however often and from however many windows it is asked.</summary>
public sealed class StartCheckout(ICustomers customers, IAccounts accounts, IPaymentGateway gateway, SyncCustomer sync, OpenPortal portal, TimeProvider clock)
{
    // Longer than Stripe takes to answer all of it, mostly; then it is given up.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(10);

    /// <summary>Opens it.</summary>
    /// <param name="caller">Who buys.</param>
    /// <param name="plan">What.</param>
    /// <param name="origin">Our own address, as the buyer sees it.</param>
    /// <param name="locale">Two-letter language of the page.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses; nothing was sold.</exception>
    public async Task<StartCheckoutOutcome> RunAsync(Caller caller, Plan plan, Uri origin, string locale, CancellationToken stop)
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
        if (!await customers.TryBeginCheckoutAsync(caller.Workspace, now, now + Turn, stop))
        {
            return new StartCheckoutOutcome.InProgress();
        }

        // Given up before others may begin.
        using var budget = new CancellationTokenSource(Turn - Spare, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, stop);
        try
        {
            return await OpenAsync(caller, plan, origin, locale, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new PaymentException(PaymentFault.Unavailable, "no answer in time");
        }
        finally
        {
            await customers.EndCheckoutAsync(caller.Workspace, now + Turn, CancellationToken.None);
        }
    }

    private async Task<StartCheckoutOutcome> OpenAsync(Caller caller, Plan plan, Uri origin, string locale, CancellationToken stop)
    {
        // What Stripe says now, not what it said last: a second subscription would be paid beside the first.
        var customer = await sync.RunAsync(caller.Workspace, [], stop);
        if (await RefuseAsync(customer, origin, locale, stop) is { } refusal)
        {
            return refusal;
        }

        var price = await FindPriceAsync(plan, stop);
        var id = customer?.Id ?? await CreateCustomerAsync(caller, customer?.Former, locale, stop);
        var order = new CheckoutOrder(caller.Workspace, id, plan, price.Id, locale, origin);
        if (await gateway.CloseCheckoutsAsync(id, order, stop) is { } page)
        {
            return new StartCheckoutOutcome.Opened(page);
        }

        // Somebody may have paid in another window before that one could be closed.
        return (customer?.Id is null ? null : await RefuseAsync(await sync.RunAsync(caller.Workspace, [], stop), origin, locale, stop))
            ?? new StartCheckoutOutcome.Opened(await gateway.OpenCheckoutAsync(order, stop));
    }

    private async Task<StartCheckoutOutcome?> RefuseAsync(Customer? customer, Uri origin, string locale, CancellationToken stop) => customer switch
    {
        { Id: { } id, Standing.Live: > 0 } => new StartCheckoutOutcome.SubscriptionExists(await FindPortalAsync(id, origin, locale, stop)),
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
            // That nothing is sold twice is what was asked; the way to the portal is only kind.
            return null;
        }
    }

    private async Task<PriceFacts> FindPriceAsync(Plan plan, CancellationToken stop)
    {
        var price = await gateway.FindPriceAsync(plan, stop) ?? throw new PaymentException(PaymentFault.NotSetUp, $"no price for {plan.Name}");
        await customers.RememberPricesAsync([new KnownPrice(price.Id, price.Product, plan.Name)], stop);
        return price;
    }

    private async Task<string> CreateCustomerAsync(Caller caller, string? former, string locale, CancellationToken stop)
    {
        var account = await accounts.FindAsync(caller.Account, stop) ?? throw new PaymentException(PaymentFault.Refused, "the account is gone");
        var made = await gateway.CreateCustomerAsync(new NewCustomer(caller.Workspace, account.Email, account.Name, account.Locale ?? locale, former), stop);
        return (await customers.LinkAsync(caller.Workspace, made, clock.GetUtcNow(), stop))?.Id ?? throw new PaymentException(PaymentFault.Refused, "the customer is another's");
    }
}
