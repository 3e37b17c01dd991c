using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every store of customers must keep: one customer a workspace,
/// and never something older over something newer.</summary>
public abstract class CustomersContract : StoreContract
{
    private static readonly DateTimeOffset Tomorrow = Some.Now.AddDays(1);

    [Fact]
    public async Task Who_never_was_a_customer_is_none()
    {
        var ada = await Store.AddWorkspaceAsync();
        Assert.Null(await Store.Customers.FindAsync(ada, Stop));
        Assert.Null(await Store.Customers.FindByIdAsync("cus_1", Stop));
        Assert.Empty(await Store.Customers.ListInvoicesAsync(ada, 10, Stop));
        Assert.Null(await Store.Customers.LinkAsync(new WorkspaceId(Some.NextId()), "cus_1", Some.Now, Stop));
    }

    [Fact]
    public async Task A_workspace_has_one_customer_and_a_customer_one_workspace()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync(), await Store.AddWorkspaceAsync("bob"));
        var linked = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(number => Task.Run(() => Store.Customers.LinkAsync(ada, $"cus_{number}", Some.Now, Stop))));
        var customer = Assert.Single(linked.Select(one => one!.Id).Distinct(StringComparer.Ordinal));
        Assert.Null(await Store.Customers.LinkAsync(bob, customer!, Some.Now, Stop));
        Assert.Equal(ada, (await Store.Customers.FindByIdAsync(customer!, Stop))!.Workspace);
        Assert.Null(await Store.Customers.FindAsync(bob, Stop));
    }

    [Fact]
    public async Task What_stripe_said_is_kept_whole_and_decides_the_plan()
    {
        var (ada, customer) = await LinkAsync();
        var standing = new Standing(
            Creator(SubscriptionStatus.PastDue) with
            {
                EndsAt = Tomorrow,
                NextPlan = "pro",
                NextPlanAt = Tomorrow.AddHours(-1),
                IsCollectionPaused = true,
                CollectionResumesAt = Tomorrow.AddHours(1),
            }, "creator",
            Some.Now.AddDays(-3), IsDisputed: true)
        {
            HasUnknownPrice = true,
            Live = 2,
        };
        Assert.True(await SaveAsync(customer, standing, Invoice("in_1")));
        await Store.ReopenAsync();

        var kept = (await Store.Customers.FindAsync(ada, Stop))!;
        Assert.Equal((customer.Id, null, standing, Some.Now), (kept.Id, kept.Former, kept.Standing, kept.SyncedAt));
        Assert.Equal([Invoice("in_1")], await Store.Customers.ListInvoicesAsync(ada, 10, Stop));
        var workspace = (await Store.Accounts.FindWorkspaceAsync(ada, Stop))!;
        Assert.Equal(
            ("creator", new PaymentTrouble(Some.Now.AddDays(-3), true)), (workspace.SubscribedPlan, workspace.Trouble));

        Assert.True(await SaveAsync(kept, Standing.Nothing));
        Assert.Equal(Standing.Nothing, (await Store.Customers.FindAsync(ada, Stop))!.Standing);
        workspace = (await Store.Accounts.FindWorkspaceAsync(ada, Stop))!;
        Assert.Equal((null, null), (workspace.SubscribedPlan, workspace.Trouble));
    }

    [Fact]
    public async Task What_was_read_before_somebody_else_wrote_is_not_written()
    {
        var (ada, read) = await LinkAsync();
        var writers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(
            () => SaveAsync(read, new Standing(Creator() with { Id = $"sub_{number}" }, "creator", null, false)))));
        Assert.Single(writers, hasWritten => hasWritten);
        Assert.True(await SaveAsync((await Store.Customers.FindAsync(ada, Stop))!, Standing.Nothing));
        Assert.False(await SaveAsync(read, new Standing(Creator(), "creator", null, false), Invoice("in_late")));
        Assert.Null((await Store.Accounts.FindWorkspaceAsync(ada, Stop))!.SubscribedPlan);
        Assert.Empty(await Store.Customers.ListInvoicesAsync(ada, 10, Stop));
    }

    [Fact]
    public async Task Events_are_done_with_what_they_asked_for_or_not_at_all()
    {
        var (_, read) = await LinkAsync();
        await Store.PaymentEvents.AddAsync(
            new PaymentEvent("evt_1", "customer.updated", read.Id, read.Id, Some.Now),
            PaymentEventState.New, Some.Now, Stop);
        Assert.True(await Store.Customers.SaveAsync(Update(read, Standing.Nothing), Stop));
        Assert.False(await Store.Customers.SaveAsync(Update(read, Standing.Nothing) with { Events = ["evt_1"] }, Stop));
        Assert.Equal(1, (await Store.PaymentEvents.ReadBacklogAsync(Stop)).New);
        read = (await Store.Customers.FindByIdAsync(read.Id!, Stop))!;
        Assert.True(await Store.Customers.SaveAsync(Update(read, Standing.Nothing) with { Events = ["evt_1"] }, Stop));
        Assert.Equal(new PaymentBacklog(null, 0, 0), await Store.PaymentEvents.ReadBacklogAsync(Stop));
        Assert.Equal(
            "evt_1", Assert.Single(await Store.PaymentEvents.ListAsync(PaymentEventState.Done, 10, Stop)).Event.Id);
    }

    [Fact]
    public async Task A_customer_that_is_gone_at_stripe_can_be_followed_by_another()
    {
        var (ada, read) = await LinkAsync();
        Assert.True(await Store.Customers.SaveAsync(Update(read, Standing.Nothing) with { IsGone = true }, Stop));
        var gone = (await Store.Customers.FindAsync(ada, Stop))!;
        Assert.Equal((null, read.Id), (gone.Id, gone.Former));
        Assert.Empty(await Store.Customers.TakeDueAsync(Tomorrow.AddDays(9), Tomorrow.AddDays(10), 10, Stop));
        Assert.Equal("cus_next", (await Store.Customers.LinkAsync(ada, "cus_next", Some.Now, Stop))!.Id);
        Assert.Null(await Store.Customers.FindByIdAsync(read.Id!, Stop));
    }

    [Fact]
    public async Task Each_attempt_to_create_a_customer_has_a_number_of_its_own()
    {
        var ada = await Store.AddWorkspaceAsync();
        Assert.True(await Store.Customers.TryBeginCheckoutAsync(ada, Some.Now, Tomorrow, Stop));
        var first = (await Store.Customers.FindAsync(ada, Stop))!.Version;
        Assert.Equal(first + 1, await Store.Customers.BeginAttemptAsync(ada, Stop));
        Assert.Equal(first + 1, (await Store.Customers.FindAsync(ada, Stop))!.Version);
        await Store.Customers.EndCheckoutAsync(ada, Tomorrow, Stop);
        Assert.Equal(first + 1, (await Store.Customers.FindAsync(ada, Stop))!.Version);
    }

    [Fact]
    public async Task Who_pays_a_price_that_changed_is_due_at_once_and_nobody_else()
    {
        var (ada, read) = await LinkAsync();
        var paid = new Standing(Creator() with { Price = "price_changed" }, "creator", null, IsDisputed: false);
        Assert.True(await SaveAsync(read, paid));
        await Store.Customers.MakeDueAsync(["price_other"], Some.Now, Stop);
        Assert.Empty(await Store.Customers.TakeDueAsync(Some.Now, Tomorrow, 10, Stop));
        await Store.Customers.MakeDueAsync(["price_other", "price_changed"], Some.Now, Stop);
        Assert.Equal(ada, Assert.Single(await Store.Customers.TakeDueAsync(Some.Now, Tomorrow, 10, Stop)).Workspace);
    }

    [Fact]
    public async Task Those_who_are_due_are_taken_once()
    {
        var (_, read) = await LinkAsync();
        Assert.True(await SaveAsync(read, Standing.Nothing));
        Assert.Empty(await Store.Customers.TakeDueAsync(Tomorrow.AddSeconds(-1), Tomorrow, 10, Stop));
        var taken = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(_ => Task.Run(() => Store.Customers.TakeDueAsync(Tomorrow, Tomorrow.AddMinutes(10), 10, Stop))));
        Assert.Equal(read.Id, Assert.Single(taken.SelectMany(some => some)).Id);
        Assert.Single(await Store.Customers.TakeDueAsync(Tomorrow.AddMinutes(10), Tomorrow.AddMinutes(20), 10, Stop));
    }

    [Fact]
    public async Task Of_two_who_open_a_checkout_at_once_one_does_until_its_end_or_its_time()
    {
        var ada = await Store.AddWorkspaceAsync();
        var until = Some.Now.AddMinutes(2);
        var begun = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(_ => Task.Run(() => Store.Customers.TryBeginCheckoutAsync(ada, Some.Now, until, Stop))));
        Assert.Single(begun, mayOpen => mayOpen);
        Assert.Null((await Store.Customers.FindAsync(ada, Stop))!.Id);
        Assert.True(await Store.Customers.TryBeginCheckoutAsync(ada, until, until.AddMinutes(2), Stop));
        // Whoever began before, and took too long, ends nothing of the one that goes on.
        await Store.Customers.EndCheckoutAsync(ada, until, Stop);
        Assert.False(await Store.Customers.TryBeginCheckoutAsync(ada, until, until.AddMinutes(2), Stop));
        await Store.Customers.EndCheckoutAsync(ada, until.AddMinutes(2), Stop);
        Assert.True(await Store.Customers.TryBeginCheckoutAsync(ada, Some.Now, until, Stop));
        Assert.False(
            await Store.Customers.TryBeginCheckoutAsync(new WorkspaceId(Some.NextId()), Some.Now, until, Stop));
    }

    [Fact]
    public async Task Revenue_is_what_was_paid_in_its_time_also_when_the_workspace_is_gone()
    {
        var (ada, read) = await LinkAsync();
        var month = Some.Now;
        Assert.True(await SaveAsync(
            read, Standing.Nothing, Invoice("in_1"), Invoice("in_2") with { Refunded = 900 },
            Invoice("in_3") with { PaidAt = month.AddMonths(1) },
            Invoice("in_4") with { PaidAt = null, Paid = 0, Status = InvoiceStatus.Open },
            Invoice("in_5") with { Plan = null, Currency = "usd", Paid = 100 }));
        await Store.Accounts.RemoveAsync((await Store.Accounts.FindOwnerAsync(ada, Stop))!.Id, Some.Now, Stop);
        await Store.Accounts.FinishErasureAsync(ada, Stop);

        var revenue = await Store.Customers.ReadRevenueAsync(month.AddDays(-1), month.AddDays(1), Stop);
        Assert.Equal(
            [new Revenue(null, "usd", 100, 0, 1), new Revenue("creator", "eur", 5800, 900, 2)],
            revenue.OrderBy(brought => brought.Invoices));
    }

    [Fact]
    public async Task An_invoice_is_put_in_place_of_itself_and_keeps_a_plan_that_was_known()
    {
        var (ada, read) = await LinkAsync();
        Assert.True(await SaveAsync(
            read, Standing.Nothing, Invoice("in_1") with { Status = InvoiceStatus.Open, Paid = 0, PaidAt = null }));
        read = (await Store.Customers.FindAsync(ada, Stop))!;
        Assert.True(await SaveAsync(
            read, Standing.Nothing, Invoice("in_1") with { Plan = null, Refunded = 5 },
            Invoice("in_0") with { CreatedAt = Some.Now.AddDays(-40) }));
        Assert.Equal(
            [Invoice("in_1") with { Refunded = 5 }, Invoice("in_0") with { CreatedAt = Some.Now.AddDays(-40) }],
            await Store.Customers.ListInvoicesAsync(ada, 10, Stop));
    }

    [Fact]
    public async Task Prices_are_remembered_in_place_of_themselves()
    {
        await Store.Customers.RememberPricesAsync(
            [new KnownPrice("price_1", "prod_1", "pro"), new KnownPrice("price_2", "prod_2", "creator")], Stop);
        await Store.Customers.RememberPricesAsync([new KnownPrice("price_1", "prod_1", "creator")], Stop);
        Assert.Equal(
            [new KnownPrice("price_1", "prod_1", "creator"), new KnownPrice("price_2", "prod_2", "creator")],
            (await Store.Customers.ListPricesAsync(Stop)).OrderBy(price => price.Id, StringComparer.Ordinal));
    }

    private static Subscription Creator(SubscriptionStatus status = SubscriptionStatus.Active) =>
        new("sub_1", status, "price_1", "creator", Some.Now.AddDays(-3), Some.Now.AddDays(27), null, Some.Now.AddDays(
            -90));

    private static Invoice Invoice(string id) => new(
        id, "VIS-0001", InvoiceStatus.Paid, "sub_1", "creator", "eur", 2900, 2900, 0, Some.Now.AddDays(-3),
        Some.Now.AddDays(-3), Some.Now);

    private static CustomerUpdate Update(Customer read, Standing standing, params IReadOnlyList<Invoice> invoices) =>
        new(read, false, standing, invoices, [], Some.Now, Tomorrow);

    private Task<bool> SaveAsync(Customer read, Standing standing, params IReadOnlyList<Invoice> invoices) =>
        Store.Customers.SaveAsync(Update(read, standing, invoices), Stop);

    private async Task<(WorkspaceId Workspace, Customer Customer)> LinkAsync()
    {
        await Store.AddWorkspaceAsync("owner");
        var ada = await Store.AddWorkspaceAsync();
        return (ada, (await Store.Customers.LinkAsync(ada, "cus_ada", Some.Now, Stop))!);
    }
}
