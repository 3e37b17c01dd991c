using System.Text.Json;
using Visuel.Server.Tests.Fakes;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Faults;

/// <summary>The rows of the fault report about selling plans, against a Stripe of its own: as
/// <see cref="FaultRowTests"/>.</summary>
public sealed class SalesFaultRowTests(OneShop shop) : IClassFixture<OneShop>
{
    private const string Create = "POST /v1/customers";

    [Fact]
    public async Task D1_a_lost_dispute_ends_with_the_next_paid_month()
    {
        var (ada, customer, subscription) = await shop.BuyAsync("d1");
        shop.Ledger.CloseDispute(shop.Ledger.Dispute(customer), "lost");
        await shop.TellAsync();
        await OneShop.HasAsync(ada, billing => billing.GetProperty("hold").GetString() == "disputed");
        shop.Ledger.Renew(subscription, isPaid: true);
        await shop.TellAsync();
        await OneShop.HasAsync(ada, billing => billing.GetProperty("hold").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task D2_a_failure_that_stripe_repeats_stops_nobody()
    {
        using var ada = await shop.SignUpAsync("d2");
        var isFirst = 1;
        shop.Stripe.Breaks(request => request == Create && Interlocked.Exchange(ref isFirst, 0) == 1 ? 500 : 0);
        Assert.Equal(200, (await OneShop.CheckOutAsync(ada)).Status);
    }

    [Fact]
    public async Task D3_what_is_archived_is_not_offered()
    {
        using var ada = await shop.SignUpAsync("d3");
        shop.Ledger.Change("products", "visuel_creator", "product.updated", product => product["active"] = false);
        try
        {
            await shop.TellAsync();
            await Eventually.HappensAsync(
                async () => !(await ada.GetAsync("/plans")).Text.Contains(
                    "data-test=\"buy\"", StringComparison.Ordinal),
                75);
        }
        finally
        {
            shop.Ledger.Change("products", "visuel_creator", "product.updated", product => product["active"] = true);
            await shop.TellAsync();
        }
    }

    [Fact]
    public async Task D4_a_corrected_plan_of_a_price_takes_effect()
    {
        var (ada, _, subscription) = await shop.BuyAsync("d4");
        var price = shop.Ledger.Add("prices", FakeStripeObjects.Price(
            "price_d4", shop.Ledger.Now, "visuel_pro", 19_900, null, "creator"));
        shop.Ledger.ChangePrice(subscription, "price_d4");
        await shop.TellAsync();
        await OneShop.HasAsync(ada, billing => billing.GetProperty("subscription").GetProperty("plan").GetString()
            == "creator");
        shop.Ledger.Change("prices", "price_d4", "price.updated", one =>
        {
            one["metadata"]!["visuel_plan"] = "pro";
            FakeStripeLedger.Item(shop.Ledger.Find("subscriptions", subscription)!)["price"] = price.DeepClone();
        });
        await shop.TellAsync();
        await OneShop.HasAsync(ada, billing => billing.GetProperty("plan").GetString() == "pro");
    }

    [Fact]
    public async Task D5_a_form_leads_to_a_checkout_at_an_address_of_the_operators()
    {
        using var ada = await shop.SignUpAsync("d5");
        shop.Ledger.Pages = shop.Stripe.Origin.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        try
        {
            var reply = await ada.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/billing/checkout")
            {
                Content = new FormUrlEncodedContent([new("plan", "creator")]),
            });
            // A redirect there would be refused by the browser: form-action names other addresses.
            Assert.Equal(200, reply.Status);
            Assert.Contains($"href=\"{shop.Ledger.Pages}/c/pay/", reply.Text, StringComparison.Ordinal);
        }
        finally
        {
            shop.Ledger.Pages = shop.Stripe.Origin;
        }
    }

    [Fact]
    public async Task D6_the_way_back_from_the_portal_shows_what_was_done_there()
    {
        var (ada, _, subscription) = await shop.BuyAsync("d6");
        Assert.Equal(200, (await ada.PostAsync("/api/billing/portal", new { })).Status);
        shop.Ledger.CancelAtEnd(subscription, isByPortal: true);
        var back = new Uri(shop.Ledger.List("portals")[0]["return_url"]!.GetValue<string>());
        await ada.GetAsync(back.PathAndQuery);
        Assert.Equal(JsonValueKind.String, (await ada.GetAsync("/api/billing")).Json.GetProperty("subscription")
            .GetProperty("endsAt").ValueKind);
    }

    [Fact]
    public async Task D7_what_is_left_in_grace_is_what_can_be_drawn()
    {
        using var ada = await shop.SignUpAsync("d7");
        var subscription = shop.Ledger.Subscribe(
            await shop.AddCustomerAsync(ada, "cus_d7"), FakeStripe.CreatorPrice,
            at: DateTimeOffset.UtcNow.AddMonths(-1).AddDays(-2));
        shop.Ledger.Renew(subscription, isPaid: false);
        await shop.TellAsync();
        await OneShop.HasAsync(ada, billing => billing.GetProperty("graceEndsAt").ValueKind == JsonValueKind.String);
        Assert.Equal(10, (await ada.GetAsync("/api/images/generate")).Json.GetProperty("usage")
            .GetProperty("remaining").GetInt32());
    }

    [Theory]
    [InlineData("a@localhost")]
    [InlineData("léa@exemple.fr")]
    public async Task D8_an_address_that_stripe_refuses_stops_nobody(string email)
    {
        using var ada = shop.Visitor();
        Assert.Equal(201, (await ada.PostAsync(
            "/api/auth/register", new { email, password = Actor.Password })).Status);
        Assert.Equal(200, (await OneShop.CheckOutAsync(ada)).Status);
    }

    [Fact]
    public async Task D9_one_call_too_many_stops_nobody()
    {
        using var ada = await shop.SignUpAsync("d9");
        var isFirst = 1;
        shop.Stripe.Fails(request => request == Create && Interlocked.Exchange(ref isFirst, 0) == 1 ? 429 : 0);
        Assert.Equal(200, (await OneShop.CheckOutAsync(ada)).Status);
    }

    [Fact]
    public async Task D10_the_open_checkout_of_a_replaced_customer_is_expired()
    {
        using var ada = await shop.SignUpAsync("d10");
        var page = await OneShop.CheckOutAsync(ada);
        var session = page.Json.GetProperty("url").GetString()!.Split('/')[^1];
        shop.Ledger.Subscribe(await shop.AddCustomerAsync(ada, "cus_d10"), FakeStripe.ProPrice);
        await shop.TellAsync();
        await OneShop.HasAsync(ada, billing => billing.GetProperty("plan").GetString() == "pro");
        Assert.Equal("expired", FakeStripeLedger.Status(shop.Ledger.Find("sessions", session)!));
    }

    [Fact]
    public async Task D11_a_refund_that_fails_is_no_refund()
    {
        var (ada, customer, _) = await shop.BuyAsync("d11");
        shop.Ledger.Refund(customer, 2900);
        await shop.TellAsync();
        await OneShop.HasAsync(ada, billing => RefundedOf(billing) == 2900);
        shop.Ledger.FailRefund();
        await shop.TellAsync();
        await OneShop.HasAsync(ada, billing => RefundedOf(billing) == 0);

        static int RefundedOf(JsonElement billing) =>
            billing.GetProperty("invoices")[0].GetProperty("refunded").GetInt32();
    }

    [Fact]
    public async Task D12_a_buyer_at_whom_stripe_hangs_reads_a_sentence_soon()
    {
        using var ada = await shop.SignUpAsync("d12");
        shop.Stripe.Dawdles(request => request == Create ? 600_000 : 0);
        try
        {
            var began = System.Diagnostics.Stopwatch.GetTimestamp();
            Assert.Equal(502, (await OneShop.CheckOutAsync(ada)).Status);
            // 12 s; the machine may be slower.
            Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 30);
        }
        finally
        {
            shop.Stripe.Dawdles(null);
        }
    }

    [Fact]
    public async Task D13_setup_makes_the_webhook_endpoint()
    {
        using var folder = new TemporaryFolder();
        var settings = shop.Stripe.Settings;
        settings["VISUEL_DATA"] = folder.Path;
        Assert.Equal(0, (await CommandLine.RunAsync(
            folder.Path, settings, "stripe", "setup", "--webhook", "https://visuel.example.com")).Code);
        Assert.Single(shop.Ledger.List("webhook_endpoints"));
    }

    [Fact]
    public async Task D14_a_change_within_the_period_is_seen()
    {
        var (ada, _, subscription) = await shop.BuyAsync("d14");
        shop.Ledger.ScheduleChange(subscription, FakeStripe.ProPrice, DateTimeOffset.UtcNow.AddDays(5));
        await shop.TellAsync();
        await OneShop.HasAsync(
            ada, billing => billing.GetProperty("subscription").GetProperty("nextPlan").GetString() == "pro");
    }
}
