using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Server.Features.Billing;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What becomes of a plan while its subscription lives.</summary>
public sealed class SubscriptionTests
{
    private static readonly DateTimeOffset MonthAgo = DateTimeOffset.UtcNow.AddMonths(-1);

    [Fact]
    public async Task A_plan_that_is_cancelled_in_the_portal_says_its_end_and_lasts_until_then()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        foreach (var isByPortal in (bool[])[true, false])
        {
            shop.Ledger.CancelAtEnd(shop.Subscription, isByPortal);
            var end = DateTimeOffset.FromUnixTimeSeconds(FakeStripeLedger.Item(
                shop.Ledger.Find("subscriptions", shop.Subscription)!)["current_period_end"]!.GetValue<long>());
            await TellAsync(shop);
            var subscription = (await shop.BillingAsync()).GetProperty("subscription");
            Assert.Equal(("creator", end), (
                subscription.GetProperty("plan").GetString(), subscription.GetProperty("endsAt").GetDateTimeOffset()));
            Assert.Equal((0, 50, 50, 0), await shop.Ada.QuotaAsync());
            shop.Ledger.Resume(shop.Subscription);
            await TellAsync(shop);
            Assert.Equal(JsonValueKind.Null, (await shop.BillingAsync()).GetProperty("subscription")
                .GetProperty("endsAt").ValueKind);
        }

        shop.Ledger.CancelNow(shop.Subscription);
        await TellAsync(shop);
        await shop.HasPlanAsync("free");
        Assert.Equal(402, (await shop.DrawAsync("a cat")).Status);
    }

    [Fact]
    public async Task The_end_of_an_old_subscription_takes_nothing_from_the_new_one()
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await shop.BuyAsync();
        shop.Ledger.CancelNow(shop.Subscription);
        await shop.TellAllAsync();
        var late = shop.Ledger.Events[^1];
        shop.Ledger.Subscribe(customer, FakeStripe.CreatorPrice);
        await TellAsync(shop);
        await shop.TellAsync((late with { Id = "evt_told_under_another_name" }).Snapshot().ToJsonString());
        await shop.HasReadAllAsync();
        await shop.HasPlanAsync("creator");
    }

    [Fact]
    public async Task What_arrives_late_does_not_stand_over_what_was_read_since()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        var isFirst = 1;
        shop.Stripe.Dawdles(
            request => request == "GET /v1/subscriptions" && Interlocked.Exchange(ref isFirst, 0) == 1 ? 1500 : 0);
        var before = shop.Stripe.Requests.Count;
        var workspace = new WorkspaceId(
            (await shop.Ada.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetGuid());
        var late = SyncAsync(shop, workspace);
        await Eventually.HappensAsync(() => shop.Stripe.Requests.Skip(before).Contains("GET /v1/subscriptions"));
        shop.Ledger.ChangePrice(shop.Subscription, FakeStripe.ProPrice);
        await TellAsync(shop);
        Assert.False(late.IsCompleted);
        await shop.HasPlanAsync("pro");
        Assert.Equal("pro", (await late)!.Standing.Plan);
        await shop.HasPlanAsync("pro");
    }

    [Fact]
    public async Task Up_and_down_a_plan_counts_what_was_drawn_once()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        foreach (var number in Enumerable.Range(0, 3))
        {
            Assert.Equal(200, (await shop.DrawAsync($"a cat, number {number}")).Status);
        }

        shop.Ledger.ChangePrice(shop.Subscription, FakeStripe.ProPrice);
        await TellAsync(shop);
        await shop.HasPlanAsync("pro");
        Assert.Equal((3, null, null, 0), await shop.Ada.QuotaAsync());

        shop.Ledger.ScheduleChange(shop.Subscription, FakeStripe.CreatorPrice);
        await TellAsync(shop);
        Assert.Equal(("pro", "creator"), ((await shop.BillingAsync()).GetProperty("plan").GetString(),
            (await shop.BillingAsync()).GetProperty("subscription").GetProperty("nextPlan").GetString()));

        shop.Ledger.ChangePrice(shop.Subscription, FakeStripe.CreatorPrice);
        await TellAsync(shop);
        await shop.HasPlanAsync("creator");
        Assert.Equal((3, 50, 47, 0), await shop.Ada.QuotaAsync());
        shop.Ledger.Renew(shop.Subscription, isPaid: true);
        await TellAsync(shop);
        // A renewal gives nothing: the month does.
        Assert.Equal((3, 50, 47, 0), await shop.Ada.QuotaAsync());
    }

    [Fact]
    public async Task Of_fifty_who_ask_at_once_for_the_last_five_five_draw()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        await Task.WhenAll(Enumerable.Range(0, 45).Select(number => shop.DrawAsync($"a boat, number {number}")));
        var replies = await Task.WhenAll(
            Enumerable.Range(45, 50).Select(number => shop.DrawAsync($"a boat, number {number}")));
        Assert.Equal((5, 45), (replies.Count(reply => reply.Status == 200), replies.Count(
            reply => reply is { Status: 402, Code: "quota_exhausted" })));
        Assert.Equal((50, 50, 0, 0), await shop.Ada.QuotaAsync());
    }

    [Fact]
    public async Task Renewals_that_failed_while_the_server_was_down_count_once_it_is_back()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        var pro = "";
        await shop.RestartAsync(() =>
        {
            pro = shop.Subscription;
            shop.Ledger.Renew(pro, isPaid: true);
            shop.Ledger.ChangePrice(pro, FakeStripe.ProPrice);
        });
        // Nobody tells it: it asks what could not be delivered.
        await shop.HasPlanAsync("pro");
        Assert.Contains("GET /v1/events", shop.Stripe.Requests);
    }

    [Fact]
    public async Task A_failed_renewal_leaves_ten_images_and_seven_days_and_then_nothing_until_it_is_paid()
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await CustomerAsync(shop);
        var subscription = shop.Ledger.Subscribe(customer, FakeStripe.CreatorPrice, at: MonthAgo.AddDays(-2));
        shop.Ledger.Renew(subscription, isPaid: false);
        await TellAsync(shop);
        await shop.HasPlanAsync("creator");
        var billing = await shop.BillingAsync();
        Assert.Equal(("past_due", JsonValueKind.Null), (
            billing.GetProperty("subscription").GetProperty("status").GetString(),
            billing.GetProperty("hold").ValueKind));
        Assert.InRange(
            billing.GetProperty("graceEndsAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddDays(3.5),
            DateTimeOffset.UtcNow.AddDays(6.5));

        Assert.Equal((0, 50, 10, 0), await shop.Ada.QuotaAsync());
        Assert.Contains("encore 10 possibles", WebUtility.HtmlDecode((await shop.Ada.GetAsync("/plans")).Text),
            StringComparison.Ordinal);
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 14).Select(number => shop.DrawAsync($"a dog, number {number}")));
        Assert.Equal(10, replies.Count(reply => reply.Status == 200));
        // What is left is what can still be drawn, and why stands beside it.
        var quota = (await shop.Ada.GetAsync("/api/images/generate")).Json;
        Assert.Equal((10, 50, 0, "unpaid"), (
            quota.GetProperty("usage").GetProperty("used").GetInt32(),
            quota.GetProperty("usage").GetProperty("quota").GetInt32(),
            quota.GetProperty("usage").GetProperty("remaining").GetInt32(), quota.GetProperty("payment").GetString()));
        Assert.Equal(0, (await shop.Ada.GetAsync("/api/usage")).Json.GetProperty("usage").GetProperty("remaining")
            .GetInt32());
        Assert.Equal(0, (await shop.DrawAsync("a dog too many")).Json.GetProperty("usage").GetProperty("remaining")
            .GetInt32());
        Assert.Equal("unpaid", (await shop.BillingAsync()).GetProperty("hold").GetString());
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((402, "billing_hold", "/plans"), (
            reply.Status, reply.Code, reply.Json.GetProperty("upgradeUrl").GetString())));

        shop.Ledger.Pay(subscription);
        await TellAsync(shop);
        Assert.Equal(200, (await shop.DrawAsync("a dog, after all")).Status);
        Assert.Equal((11, 50, 39, 0), await shop.Ada.QuotaAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_grace_ends_seven_days_after_what_is_unpaid_began_however_many_renewals_fail(int moreFailures)
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await CustomerAsync(shop);
        var subscription = shop.Ledger.Subscribe(
            customer, FakeStripe.CreatorPrice, at: MonthAgo.AddMonths(-moreFailures).AddDays(-8));
        foreach (var _ in Enumerable.Range(0, 1 + moreFailures))
        {
            shop.Ledger.Renew(subscription, isPaid: false);
        }

        await TellAsync(shop);
        var held = await shop.DrawAsync("a cat");
        Assert.Equal((402, "billing_hold"), (held.Status, held.Code));
        Assert.Equal("unpaid", (await shop.BillingAsync()).GetProperty("hold").GetString());
        // What an administrator gives depends on no payment, and no reading of Stripe takes it away.
        await shop.Owner.PatchAsync($"/api/admin/accounts/{shop.Ada.Id}", new { plan = "creator" });
        Assert.Equal(200, (await shop.DrawAsync("a cat")).Status);
        shop.Ledger.CancelNow(subscription);
        await TellAsync(shop);
        Assert.Equal(200, (await shop.DrawAsync("another cat")).Status);
    }

    [Fact]
    public async Task A_dispute_holds_everything_until_it_is_won()
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await shop.BuyAsync();
        var dispute = shop.Ledger.Dispute(customer);
        await TellAsync(shop);
        var held = await shop.DrawAsync("a cat");
        Assert.Equal((402, "billing_hold", "disputed"), (
            held.Status, held.Code, (await shop.BillingAsync()).GetProperty("hold").GetString()));
        shop.Ledger.CloseDispute(dispute, "lost");
        await TellAsync(shop);
        Assert.Equal(402, (await shop.DrawAsync("a cat")).Status);
        shop.Ledger.CloseDispute(dispute, "won");
        await TellAsync(shop);
        Assert.Equal(200, (await shop.DrawAsync("a cat")).Status);
    }

    [Fact]
    public async Task A_lost_dispute_ends_with_the_next_paid_month_and_both_sides_read_that()
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await shop.BuyAsync();
        shop.Ledger.CloseDispute(shop.Ledger.Dispute(customer), "lost");
        await TellAsync(shop);
        Assert.Equal("disputed", (await shop.BillingAsync()).GetProperty("hold").GetString());
        Assert.Contains(
            "quand votre prochaine facture est payée",
            WebUtility.HtmlDecode((await shop.Ada.GetAsync("/plans")).Text), StringComparison.Ordinal);
        Assert.Contains(
            "quand une facture suivante de l'abonnement est payée",
            WebUtility.HtmlDecode((await shop.Owner.GetAsync($"/admin/accounts/{shop.Ada.Id}")).Text),
            StringComparison.Ordinal);

        shop.Ledger.Renew(shop.Subscription, isPaid: true);
        await TellAsync(shop);
        Assert.Equal(JsonValueKind.Null, (await shop.BillingAsync()).GetProperty("hold").ValueKind);
        Assert.Equal(200, (await shop.DrawAsync("a cat")).Status);
    }

    [Fact]
    public async Task A_price_that_nobody_knows_keeps_the_plan_and_another_product_gives_none()
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await CustomerAsync(shop);
        shop.Ledger.Subscribe(customer, FakeStripe.OtherPrice);
        await TellAsync(shop);
        Assert.Equal("free", (await shop.BillingAsync()).GetProperty("plan").GetString());

        await shop.BuyAsync();
        shop.Ledger.Add("prices", FakeStripeObjects.Price("price_new", shop.Ledger.Now, "prod_new", 3900, null, null));
        shop.Ledger.ChangePrice(shop.Subscription, "price_new");
        await TellAsync(shop);
        Assert.Equal("creator", (await shop.BillingAsync()).GetProperty("plan").GetString());
        Assert.Contains("price_new", shop.Host.Logs.Text, StringComparison.Ordinal);
        var seen = (await shop.Owner.GetAsync($"/api/admin/accounts/{shop.Ada.Id}/billing")).Json;
        Assert.Equal((customer, "price_new", 1), (seen.GetProperty("customerId").GetString(),
            seen.GetProperty("unknownPrice").GetString(), seen.GetProperty("live").GetInt32()));
        Assert.Equal(403, (await shop.Ada.GetAsync($"/api/admin/accounts/{shop.Ada.Id}/billing")).Status);
    }

    [Fact]
    public async Task Who_pays_an_older_price_keeps_the_plan_when_its_key_moves_on()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        shop.Ledger.Change("prices", FakeStripe.CreatorPrice, "price.updated", price =>
            (price["lookup_key"], price["active"], price["metadata"]) = (null, false, new JsonObject()));
        shop.Ledger.Add("prices", FakeStripeObjects.Price(
            "price_dearer", shop.Ledger.Now, "prod_dearer", 3900, "visuel_creator_monthly",
            "creator"), "price.created");
        shop.Ledger.Renew(shop.Subscription, isPaid: true);
        shop.Ledger.Change("subscriptions", shop.Subscription, "customer.subscription.updated", one =>
            FakeStripeLedger.Item(one)["price"] = shop.Ledger.Find("prices", FakeStripe.CreatorPrice)!.DeepClone());
        await TellAsync(shop);
        await shop.HasPlanAsync("creator");
        Assert.Contains(await shop.Host.Services.GetRequiredService<ICustomers>()
            .ListPricesAsync(TestContext.Current.CancellationToken), price => price.Id == "price_dearer");
    }

    [Fact]
    public async Task A_key_of_another_account_takes_no_plan_from_who_pays()
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await shop.BuyAsync();
        shop.Stripe.Fails(request => request == $"GET /v1/customers/{customer}" ? 404 : 0);
        await Assert.ThrowsAsync<PaymentException>(() => SyncAsync(shop));
        await shop.HasPlanAsync("creator");
        Assert.Equal(503, (await shop.CheckOutAsync()).Status);

        // Of who pays nothing, it is as if the customer was removed; and when it is known again, it is the same one.
        shop.Stripe.Fails(null);
        shop.Ledger.CancelNow(shop.Subscription);
        await TellAsync(shop);
        shop.Stripe.Fails(request => request == $"GET /v1/customers/{customer}" ? 404 : 0);
        Assert.Null((await SyncAsync(shop))!.Id);
        shop.Stripe.Fails(null);
        await shop.BuyAsync();
        Assert.Single(shop.Ledger.List("customers"));
    }

    [Fact]
    public async Task A_customer_made_by_hand_takes_the_place_of_one_who_never_paid()
    {
        await using var shop = await Shop.OpenAsync();
        await CustomerAsync(shop);
        var workspace = (await shop.Ada.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetString()!;
        shop.Ledger.Add("customers", FakeStripeObjects.Customer(
            "cus_by_hand", shop.Ledger.Now, new Dictionary<string, string> { ["metadata[workspace_id]"] = workspace }));
        shop.Ledger.Subscribe("cus_by_hand", FakeStripe.ProPrice);
        await TellAsync(shop);
        await shop.HasPlanAsync("pro");
    }

    [Fact]
    public async Task A_price_that_says_its_plan_itself_is_not_taken_for_its_products()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        shop.Ledger.Add("prices", FakeStripeObjects.Price(
            "price_of_the_same_product", shop.Ledger.Now, "visuel_creator", 19_900, null, "pro"));
        shop.Ledger.ChangePrice(shop.Subscription, "price_of_the_same_product");
        await TellAsync(shop);
        await shop.HasPlanAsync("pro");
    }

    [Fact]
    public async Task A_subscription_made_by_hand_is_found_by_the_workspace_its_customer_names()
    {
        await using var shop = await Shop.OpenAsync();
        var workspace = (await shop.Ada.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetString()!;
        var byHand = FakeStripeObjects.Customer(
            "cus_by_hand", shop.Ledger.Now, new Dictionary<string, string> { ["metadata[workspace_id]"] = workspace });
        shop.Ledger.Add("customers", byHand, "customer.created");
        shop.Ledger.Subscribe("cus_by_hand", FakeStripe.ProPrice);
        await TellAsync(shop);
        await shop.HasPlanAsync("pro");
        var stranger = FakeStripeObjects.Customer(
            "cus_stranger", shop.Ledger.Now, new Dictionary<string, string> { ["metadata[workspace_id]"] = workspace });
        shop.Ledger.Add("customers", stranger, "customer.created");
        await TellAsync(shop);
        Assert.Contains("cus_stranger", shop.Host.Logs.Text, StringComparison.Ordinal);
        await shop.HasPlanAsync("pro");
    }

    private static async Task<Customer?> SyncAsync(Shop shop) =>
        await SyncAsync(
            shop, new WorkspaceId((await shop.Ada.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetGuid()));

    private static Task<Customer?> SyncAsync(Shop shop, WorkspaceId workspace) =>
        shop.Host.Services.GetRequiredService<SyncCustomer>()
            .RunAsync(workspace, [], TestContext.Current.CancellationToken);

    // A customer of Ada's without a subscription.
    private static async Task<string> CustomerAsync(Shop shop)
    {
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        return FakeStripeLedger.Id(shop.Ledger.List("customers")[0]);
    }

    private static async Task TellAsync(Shop shop)
    {
        await shop.TellAllAsync();
        await shop.HasReadAllAsync();
    }
}
