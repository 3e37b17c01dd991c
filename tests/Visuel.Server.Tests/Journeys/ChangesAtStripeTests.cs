using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Server.Features.Billing;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What an operator changes at Stripe by hand, and what goes back: it counts here, and is shown.</summary>
public sealed class ChangesAtStripeTests
{
    [Fact]
    public async Task The_open_checkout_of_a_customer_that_is_replaced_can_no_longer_be_paid()
    {
        await using var shop = await Shop.OpenAsync();
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        var replaced = FakeStripeLedger.Id(shop.Ledger.List("customers")[0]);
        var workspace = (await shop.Ada.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetString()!;
        AddCustomer(shop, "cus_by_hand", workspace);
        shop.Ledger.Subscribe("cus_by_hand", FakeStripe.ProPrice);
        await TellAsync(shop);
        await shop.HasPlanAsync("pro");
        Assert.Equal("expired", FakeStripeLedger.Status(Assert.Single(shop.Ledger.List("sessions"))));

        // Somebody subscribes it all the same: the daily reading finds that, and administrators read it.
        shop.Ledger.Subscribe(replaced, FakeStripe.CreatorPrice);
        Assert.Equal(2, (await SyncAsync(shop))!.Standing.Live);
        await shop.HasPlanAsync("pro");
        var seen = (await shop.Owner.GetAsync($"/api/admin/accounts/{shop.Ada.Id}/billing")).Json;
        Assert.Equal(("cus_by_hand", replaced, 2), (
            seen.GetProperty("customerId").GetString(), seen.GetProperty("formerCustomerId").GetString(),
            seen.GetProperty("live").GetInt32()));
        Assert.Contains(
            $"paie aussi comme client {replaced}",
            WebUtility.HtmlDecode((await shop.Owner.GetAsync($"/admin/accounts/{shop.Ada.Id}")).Text),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_pays_as_two_customers_is_read_as_both_and_a_third_is_set_aside_for_the_administrator()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        var workspace = (await shop.Ada.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetString()!;
        foreach (var customer in (string[])["cus_second", "cus_third"])
        {
            AddCustomer(shop, customer, workspace);
            shop.Ledger.Subscribe(customer, FakeStripe.CreatorPrice);
            await TellAsync(shop);
        }

        Assert.Equal(2, (await SyncAsync(shop))!.Standing.Live);
        var page = (await shop.Owner.GetAsync("/admin")).Text;
        Assert.Contains("customer cus_third pays beside", page, StringComparison.Ordinal);
        Assert.DoesNotContain("customer cus_second pays beside", page, StringComparison.Ordinal);
        Assert.NotEqual(0, (await shop.Owner.GetAsync("/api/admin/payments")).Json.GetProperty("dead").GetInt32());
    }

    [Theory]
    [InlineData("price.updated")]
    [InlineData("product.updated")]
    [InlineData(null)]
    public async Task A_plan_that_is_corrected_on_a_price_takes_effect(string? type)
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        shop.Ledger.Add("prices", FakeStripeObjects.Price(
            "price_by_hand", shop.Ledger.Now, "visuel_pro", 19_900, null, "creator"));
        shop.Ledger.ChangePrice(shop.Subscription, "price_by_hand");
        await TellAsync(shop);
        Assert.Equal("creator", (await shop.BillingAsync()).GetProperty("plan").GetString());

        shop.Ledger.Change("prices", "price_by_hand", type is "price.updated" ? type : null, price =>
        {
            price["metadata"]!["visuel_plan"] = "pro";
            FakeStripeLedger.Item(shop.Ledger.Find("subscriptions", shop.Subscription)!)["price"] = price.DeepClone();
        });
        if (type is "product.updated")
        {
            shop.Ledger.Change("products", "visuel_pro", type, product => product["name"] = "Pro");
        }

        if (type is null)
        {
            // Nobody tells: the daily reading.
            await SyncAsync(shop);
        }

        await TellAsync(shop);
        await shop.HasPlanAsync("pro");
        Assert.Equal("pro", Assert.Single(await shop.Host.Services.GetRequiredService<ICustomers>()
            .ListPricesAsync(TestContext.Current.CancellationToken), price => price.Id == "price_by_hand").Plan);
    }

    [Fact]
    public async Task A_refund_that_fails_is_no_longer_shown_as_given_back()
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await shop.BuyAsync();
        shop.Ledger.Refund(customer, 2900);
        await TellAsync(shop);
        Assert.Equal(2900, await RefundedAsync());
        shop.Ledger.FailRefund();
        await TellAsync(shop);
        Assert.Equal(0, await RefundedAsync());

        async Task<int> RefundedAsync() => Assert.Single(
            (await shop.BillingAsync()).GetProperty("invoices").EnumerateArray()).GetProperty("refunded").GetInt32();
    }

    [Fact]
    public async Task A_change_within_the_period_and_a_pause_of_payments_are_shown_as_they_are()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        var soon = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddDays(5).ToUnixTimeSeconds());
        shop.Ledger.ScheduleChange(shop.Subscription, FakeStripe.ProPrice, soon);
        shop.Ledger.PauseCollection(shop.Subscription, soon.AddDays(3));
        await TellAsync(shop);
        var subscription = (await shop.BillingAsync()).GetProperty("subscription");
        Assert.Equal(("active", "creator", "pro", soon, true, soon.AddDays(3)), (
            subscription.GetProperty("status").GetString(), subscription.GetProperty("plan").GetString(),
            subscription.GetProperty("nextPlan").GetString(),
            subscription.GetProperty("nextPlanAt").GetDateTimeOffset(),
            subscription.GetProperty("collectionPaused").GetBoolean(),
            subscription.GetProperty("collectionResumesAt").GetDateTimeOffset()));
        var page = WebUtility.HtmlDecode((await shop.Ada.GetAsync("/plans")).Text);
        Assert.Contains("Les prélèvements sont suspendus jusqu'au", page, StringComparison.Ordinal);
        Assert.Contains("Il passe à Pro le", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Prochaine facture", page, StringComparison.Ordinal);
        Assert.Equal((0, 50, 50, 0), await shop.Ada.QuotaAsync());
        shop.Ledger.PauseCollection(shop.Subscription, until: null);
        await TellAsync(shop);
        Assert.Contains(
            "Les prélèvements sont suspendus\u00a0:", WebUtility.HtmlDecode((await shop.Ada.GetAsync("/plans")).Text),
            StringComparison.Ordinal);
    }

    private static async Task<Customer?> SyncAsync(Shop shop) =>
        await shop.Host.Services.GetRequiredService<SyncCustomer>().RunAsync(
            new WorkspaceId((await shop.Ada.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetGuid()), [],
            TestContext.Current.CancellationToken);

    private static void AddCustomer(Shop shop, string id, string workspace) =>
        shop.Ledger.Add("customers", FakeStripeObjects.Customer(
            id, shop.Ledger.Now, new Dictionary<string, string> { ["metadata[workspace_id]"] = workspace }));

    private static async Task TellAsync(Shop shop)
    {
        await shop.TellAllAsync();
        await shop.HasReadAllAsync();
    }
}
