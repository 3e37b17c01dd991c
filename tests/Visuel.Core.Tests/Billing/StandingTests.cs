using Visuel.Core.Billing;

namespace Visuel.Core.Tests.Billing;

public sealed class StandingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_several_the_one_that_gives_most_counts()
    {
        var standing = Standing.Of(Reading(
            One("sub_1", SubscriptionStatus.Canceled, "enterprise"), One("sub_2", SubscriptionStatus.PastDue, "pro"),
            One("sub_3", SubscriptionStatus.Active, "creator"),
            One("sub_4", SubscriptionStatus.Active, "pro")), Standing.Nothing);
        Assert.Equal(
            ("sub_4", "pro", 3, null), (standing.Subscription!.Id, standing.Plan, standing.Live, standing.UnpaidSince));
    }

    [Theory]
    [InlineData(SubscriptionStatus.Active, "creator", 1)]
    [InlineData(SubscriptionStatus.Trialing, "creator", 1)]
    [InlineData(SubscriptionStatus.PastDue, "creator", 1)]
    [InlineData(SubscriptionStatus.Unpaid, "creator", 1)]
    [InlineData(SubscriptionStatus.Paused, null, 1)]
    [InlineData(SubscriptionStatus.Incomplete, null, 1)]
    [InlineData(SubscriptionStatus.Unknown, null, 1)]
    [InlineData(SubscriptionStatus.IncompleteExpired, null, 0)]
    [InlineData(SubscriptionStatus.Canceled, null, 0)]
    public void Its_state_decides_what_it_gives_and_whether_another_may_be_sold(
        SubscriptionStatus status, string? plan, int live)
    {
        var standing = Standing.Of(Reading(One("sub_1", status, "creator")), Standing.Nothing);
        Assert.Equal((plan, live), (standing.Plan, standing.Live));
        Assert.Equal(live > 0 && status is not SubscriptionStatus.Paused, standing.KeepsFromBuying);
        Assert.Equal(
            status is SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid, standing.UnpaidSince is not null);
    }

    [Fact]
    public void A_price_that_nobody_knows_keeps_what_was_known_and_another_products_gives_nothing()
    {
        var known = Standing.Of(Reading(One("sub_1", SubscriptionStatus.Active, "creator")), Standing.Nothing);
        var kept = Standing.Of(Reading(One("sub_1", SubscriptionStatus.Active, null)), known);
        Assert.Equal(("creator", true), (kept.Plan, kept.HasUnknownPrice));
        Assert.Equal(
            Standing.Nothing, Standing.Of(Reading(One("sub_2", SubscriptionStatus.Active, null)), Standing.Nothing));
        Assert.Equal((null, true), (Standing.Of(
            Reading(One("sub_2", SubscriptionStatus.Active, null) with { IsOurs = true }),
            Standing.Nothing) is var ours ? ours.Plan : "", ours.HasUnknownPrice));
    }

    [Fact]
    public void What_is_unpaid_began_with_its_oldest_open_invoice_or_the_day_that_one_was_due()
    {
        var subscription = One("sub_1", SubscriptionStatus.PastDue, "creator");
        Assert.Equal(subscription.PeriodStart, Standing.Of(Reading(subscription), Standing.Nothing).UnpaidSince);
        var (first, second) = (Invoice(Now.AddDays(-40)), Invoice(Now.AddDays(-3)));
        Assert.Equal(first.UnpaidFrom, Standing.Of(new CustomerReading(
            [subscription], [second, first, Invoice(Now.AddDays(-90)) with { Status = InvoiceStatus.Paid }],
            []), Standing.Nothing).UnpaidSince);
        // A month to pay, and the day has just come.
        Assert.Equal(
            Now, Standing.Of(new CustomerReading([subscription], [Invoice(Now)], []), Standing.Nothing).UnpaidSince);
    }

    [Theory]
    [InlineData(false, SubscriptionStatus.Active, false, true)]
    [InlineData(false, SubscriptionStatus.Active, true, false)]
    [InlineData(false, SubscriptionStatus.Canceled, false, true)]
    [InlineData(true, SubscriptionStatus.Active, false, true)]
    [InlineData(true, SubscriptionStatus.Active, true, false)]
    [InlineData(true, SubscriptionStatus.PastDue, false, true)]
    [InlineData(true, SubscriptionStatus.Canceled, false, false)]
    public void A_dispute_holds_until_a_later_month_is_paid_and_a_lost_one_until_the_end(
        bool isLost, SubscriptionStatus status, bool isPaidLater, bool isHeld)
    {
        var dispute = new Dispute(isLost, "sub_1", Now.AddDays(-30), Now.AddDays(-20));
        var first = Paid(Now.AddDays(-30));
        Assert.Equal(isHeld, Standing.Of(new CustomerReading(
            [One("sub_1", status, "creator")], isPaidLater ? [Paid(Now), first] : [first], [dispute]),
            Standing.Nothing).IsDisputed);
    }

    [Fact]
    public void What_ends_a_dispute_is_money_for_the_same_subscription_since_it_was_opened()
    {
        var dispute = new Dispute(IsLost: true, "sub_1", Now.AddDays(-60), Now.AddDays(-20));
        var subscription = One("sub_1", SubscriptionStatus.Active, "creator");
        foreach (var invoice in (Invoice[])[
            Paid(Now.AddDays(-60)), Paid(Now.AddDays(-30)), Paid(Now) with { Subscription = "sub_2" },
            Paid(Now) with { Refunded = 2900 }, Paid(Now) with { Total = 0, Paid = 0 },
            Paid(Now) with { Status = InvoiceStatus.Open }])
        {
            Assert.True(Standing.Of(
                new CustomerReading([subscription], [invoice], [dispute]), Standing.Nothing).IsDisputed);
        }

        // A credit of the customer's may settle it.
        Assert.False(Standing.Of(
            new CustomerReading([subscription], [Paid(Now) with { Paid = 0 }], [dispute]),
            Standing.Nothing).IsDisputed);

        // Of a payment whose invoice is not known, any subscription counts.
        Assert.False(Standing.Of(
            new CustomerReading([subscription], [Paid(Now)], [dispute with { Subscription = null }]),
            Standing.Nothing).IsDisputed);
    }

    [Fact]
    public void A_schedule_says_the_next_plan_that_differs_and_the_end_where_it_ends_the_subscription()
    {
        var creator = One("sub_1", SubscriptionStatus.Active, "creator");
        var then = creator.Then(
            [new("creator", Now.AddDays(3)), new(null, Now.AddDays(4)), new("pro", Now.AddDays(5))], Now.AddDays(40));
        Assert.Equal(("pro", Now.AddDays(5), Now.AddDays(40)), (then.NextPlan, then.NextPlanAt, then.EndsAt));
        Assert.Equal((null, null), (creator.Then([], null) is var none ? none.NextPlan : "", none.NextPlanAt));
        Assert.Equal(Now, (creator with { EndsAt = Now }).Then([], Now.AddDays(40)).EndsAt);
    }

    [Fact]
    public void The_grace_is_over_after_its_days_and_in_a_dispute_at_once()
    {
        var grace = new PaymentGrace(TimeSpan.FromDays(7), 10);
        Assert.False(grace.IsOver(null, Now));
        Assert.False(grace.IsOver(new PaymentTrouble(Now.AddDays(-6.9), false), Now));
        Assert.True(grace.IsOver(new PaymentTrouble(Now.AddDays(-7), false), Now));
        Assert.True(grace.IsOver(new PaymentTrouble(null, true), Now));
    }

    private static CustomerReading Reading(params IReadOnlyList<Subscription> subscriptions) =>
        new(subscriptions, [], []);

    private static Subscription One(string id, SubscriptionStatus status, string? plan) =>
        new(id, status, "price_1", plan, Now.AddDays(-30), Now, null, Now.AddDays(-90));

    private static Invoice Paid(DateTimeOffset from) =>
        Invoice(from) with { Status = InvoiceStatus.Paid, Paid = 2900, PaidAt = from };

    private static Invoice Invoice(DateTimeOffset unpaidFrom) =>
        new("in_1", null, InvoiceStatus.Open, "sub_1", "creator", "eur", 2900, 0, 0, unpaidFrom, unpaidFrom, null);
}
