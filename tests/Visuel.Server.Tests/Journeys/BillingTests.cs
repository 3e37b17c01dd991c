using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Buying, managing and ending a plan.</summary>
public sealed class BillingTests
{
    [Fact]
    public async Task Who_buys_creator_has_fifty_images_at_once_and_sees_the_invoice()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        Assert.Equal((0, 50, 50, 0), await shop.Ada.QuotaAsync());
        var billing = await shop.BillingAsync();
        Assert.Equal(("creator", true, "active"), (
            billing.GetProperty("plan").GetString(), billing.GetProperty("selling").GetBoolean(),
            billing.GetProperty("subscription").GetProperty("status").GetString()));
        var invoice = Assert.Single(billing.GetProperty("invoices").EnumerateArray());
        Assert.Equal(("paid", 2900, "eur", "creator"), (
            invoice.GetProperty("status").GetString(), invoice.GetProperty("total").GetInt32(),
            invoice.GetProperty("currency").GetString(), invoice.GetProperty("plan").GetString()));

        var page = await shop.Ada.GetAsync($"/api/billing/invoices/{invoice.GetProperty("id").GetString()}");
        Assert.Equal(
            (302, $"{shop.Stripe.Origin}/i/{invoice.GetProperty("id").GetString()}"),
            (page.Status, page.Message.Headers.Location!.ToString()));
        Assert.Equal(
            404, (await shop.Owner.GetAsync($"/api/billing/invoices/{invoice.GetProperty("id").GetString()}")).Status);
    }

    [Fact]
    public async Task The_way_back_from_the_checkout_reads_stripe_without_waiting_for_a_webhook()
    {
        await using var shop = await Shop.OpenAsync();
        var page = (await shop.CheckOutAsync()).Json.GetProperty("url").GetString()!;
        var session = page.Split('/')[^1];
        Assert.Equal("/plans", (await shop.Ada.GetAsync(
            $"/billing/return?session_id={session}")).Message.Headers.Location!.ToString());
        shop.Ledger.CompleteCheckout(session);
        // Another's session is nothing to the owner.
        Assert.Equal("/plans", (await shop.Owner.GetAsync(
            $"/billing/return?session_id={session}")).Message.Headers.Location!.ToString());
        Assert.Equal("/plans?paid=1", (await shop.Ada.GetAsync(
            $"/billing/return?session_id={session}")).Message.Headers.Location!.ToString());
        Assert.Equal((0, 50, 50, 0), await shop.Ada.QuotaAsync());
        Assert.Equal("/plans", (await shop.Ada.GetAsync(
            "/billing/return?session_id=cs_nobody")).Message.Headers.Location!.ToString());
        Assert.Equal("/plans", (await shop.Ada.GetAsync("/billing/return")).Message.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Two_parallel_checkouts_make_one_customer_and_the_second_is_refused()
    {
        await using var shop = await Shop.OpenAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.CheckOutAsync()));
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal(
            (409, "checkout_in_progress"), (reply.Status, reply.Code)));
        var again = await shop.CheckOutAsync();
        Assert.Equal(
            replies.Single(reply => reply.Status == 200).Json.GetProperty("url").GetString(),
            again.Json.GetProperty("url").GetString());
        Assert.Single(shop.Ledger.List("customers"));
        Assert.Single(shop.Ledger.List("sessions"));

        shop.Ledger.CompleteCheckout(again.Json.GetProperty("url").GetString()!.Split('/')[^1]);
        var second = await shop.CheckOutAsync();
        Assert.Equal((409, "subscription_exists"), (second.Status, second.Code));
        Assert.StartsWith(
            $"{shop.Stripe.Origin}/p/session/", second.Json.GetProperty("portalUrl").GetString(),
            StringComparison.Ordinal);
        Assert.Single(shop.Ledger.List("subscriptions"));
    }

    [Fact]
    public async Task A_second_click_in_the_page_gets_the_page_of_the_first()
    {
        await using var shop = await Shop.OpenAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.Ada.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/billing/checkout")
            {
                Content = new FormUrlEncodedContent([new("plan", "creator")]),
            })));
        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        var page = Assert.Single(shop.Ledger.List("sessions"))["url"]!.GetValue<string>();
        Assert.All(replies, reply => Assert.Contains($"0;url={page}", reply.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_checkout_of_another_language_takes_the_place_of_the_one_that_is_open()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.CheckOutAsync();
        await shop.Ada.PatchAsync("/api/auth/me", new { locale = "en" });
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        Assert.Equal(["open", "expired"], shop.Ledger.List("sessions").Select(FakeStripeLedger.Status));
        var session = shop.Ledger.List("sessions")[0];
        Assert.Equal(
            ("en", "true"), (session["locale"]!.GetValue<string>(), session["allow_promotion_codes"]!.ToString()));
    }

    [Fact]
    public async Task A_customer_that_was_removed_at_stripe_is_made_anew()
    {
        await using var shop = await Shop.OpenAsync();
        var first = await shop.BuyAsync();
        shop.Ledger.DeleteCustomer(first);
        await shop.TellAllAsync();
        await shop.HasPlanAsync("free");
        var second = await shop.BuyAsync();
        Assert.NotEqual(first, second);
        Assert.Equal(2, shop.Ledger.List("customers").Count);
    }

    [Fact]
    public async Task The_portal_is_reached_by_customers_alone_also_by_those_who_owe()
    {
        await using var shop = await Shop.OpenAsync();
        Assert.Equal(404, (await shop.Ada.PostAsync("/api/billing/portal", new { })).Status);
        await shop.BuyAsync();
        shop.Ledger.Renew(shop.Subscription, isPaid: false);
        await shop.TellAllAsync();
        await shop.HasReadAllAsync();
        var portal = await shop.Ada.PostAsync("/api/billing/portal?flow=cancel", new { });
        Assert.Equal(200, portal.Status);
        var visit = shop.Ledger.List("portals")[0];
        var own = shop.Host.ClientOptions.BaseAddress.GetLeftPart(UriPartial.Authority);
        Assert.Equal(
            (shop.Subscription, "fr", $"{own}/billing/return"),
            (visit["_ends"]!.GetValue<string>(), visit["locale"]!.GetValue<string>(), visit["return_url"]!
                .GetValue<string>()));
        Assert.Equal(["flow"], (await shop.Ada.PostAsync("/api/billing/portal?flow=other", new { })).Fields);
        Assert.Equal((409, "subscription_exists"), await StatusAndCodeAsync(shop.CheckOutAsync()));
    }

    [Fact]
    public async Task The_way_back_from_the_portal_reads_stripe_at_once()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        Assert.Equal(200, (await shop.Ada.PostAsync("/api/billing/portal", new { })).Status);
        shop.Ledger.CancelAtEnd(shop.Subscription, isByPortal: true);
        // Nobody has told of it yet.
        var back = new Uri(shop.Ledger.List("portals")[0]["return_url"]!.GetValue<string>());
        Assert.Equal("/plans", (await shop.Ada.GetAsync(back.PathAndQuery)).Message.Headers.Location!.ToString());
        Assert.Equal(System.Text.Json.JsonValueKind.String, (await shop.BillingAsync()).GetProperty("subscription")
            .GetProperty("endsAt").ValueKind);
        Assert.Contains("Il prend fin le", (await shop.Ada.GetAsync("/plans")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_archived_at_stripe_is_not_offered_until_setup_brings_it_back()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Ledger.Change("products", "visuel_creator", null, product => product["active"] = false);
        Assert.Equal((503, "billing_not_configured"), await StatusAndCodeAsync(shop.CheckOutAsync()));
        var page = (await shop.Ada.GetAsync("/plans")).Text;
        Assert.DoesNotContain("data-test=\"buy\"", page, StringComparison.Ordinal);
        Assert.Contains(
            "Demandez à l'administrateur", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Empty(shop.Ledger.List("customers"));
    }

    [Theory]
    [InlineData("free", "Ce forfait ne s'achète pas en ligne\u00a0: demandez-le.")]
    [InlineData("pro", "Ce forfait ne s'achète pas en ligne\u00a0: demandez-le.")]
    [InlineData("gold", "Ce forfait n'existe pas.")]
    [InlineData(null, "Ce champ est nécessaire.")]
    public async Task What_is_not_sold_is_said_by_name(string? plan, string problem)
    {
        await using var shop = await Shop.OpenAsync();
        var reply = await shop.Ada.PostAsync("/api/billing/checkout", new { plan });
        Assert.Equal((400, "invalid_request"), (reply.Status, reply.Code));
        Assert.Equal(problem, reply.Json.GetProperty("errors").GetProperty("plan")[0].GetString());
        Assert.Empty(shop.Ledger.List("customers"));
    }

    [Fact]
    public async Task While_stripe_is_away_or_not_set_up_it_is_said_plainly_and_its_words_are_in_no_log()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Stripe.Fails(_ => 500);
        var away = await shop.CheckOutAsync();
        Assert.Equal((502, "billing_failed"), (away.Status, away.Code));
        Assert.DoesNotContain("somebody", away.Text, StringComparison.Ordinal);
        shop.Stripe.Fails(_ => 401);
        var wrong = await shop.CheckOutAsync();
        Assert.Equal((503, "billing_not_configured"), (wrong.Status, wrong.Code));
        Assert.DoesNotContain("STRIPE", wrong.Text, StringComparison.Ordinal);
        await shop.Owner.PatchAsync($"/api/admin/accounts/{shop.Owner.Id}", new { plan = (string?)null });
        Assert.Contains(
            "./run stripe setup", (await shop.Owner.PostAsync("/api/billing/checkout", new { plan = "creator" })).Text,
            StringComparison.Ordinal);
        shop.Stripe.Fails(null);
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        Assert.DoesNotContain("somebody@example.com", shop.Host.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeStripe.SecretKey, shop.Host.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_keys_nothing_is_sold_and_no_webhook_is_taken()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        Assert.Equal((503, "billing_not_configured"), await StatusAndCodeAsync(
            ada.PostAsync("/api/billing/checkout", new { plan = "creator" })));
        Assert.Equal(404, (await ada.SendAsync(FakeStripeEvent.Deliver("{}"))).Status);
        Assert.False((await ada.GetAsync("/api/billing")).Json.GetProperty("selling").GetBoolean());
    }

    [Fact]
    public async Task Buying_is_for_people_on_this_site_alone()
    {
        await using var shop = await Shop.OpenAsync();
        using var visitor = shop.Host.Visitor();
        Assert.Equal(401, (await visitor.PostAsync("/api/billing/checkout", new { plan = "creator" })).Status);
        var key = (await shop.Ada.PostAsync("/api/keys", new { name = "n8n" })).Json.GetProperty("key").GetString()!;
        Assert.Equal(403, (await visitor.PostAsync(
            "/api/billing/checkout", new { plan = "creator" }, ("Authorization", $"Bearer {key}"))).Status);
        shop.Ada.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        foreach (var path in (string[])["/api/billing/checkout", "/billing/checkout", "/billing/portal"])
        {
            Assert.Equal((403, path), ((await shop.Ada.PostAsync(path, new { plan = "creator" })).Status, path));
        }

        Assert.Empty(shop.Ledger.List("customers"));
    }

    [Fact]
    public async Task Nobody_buys_what_would_draw_nothing()
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await shop.BuyAsync();
        var dispute = shop.Ledger.Dispute(customer);
        shop.Ledger.CancelNow(shop.Subscription);
        Assert.Equal((402, "billing_hold"), await StatusAndCodeAsync(shop.CheckOutAsync()));
        Assert.DoesNotContain("data-test=\"buy\"", (await shop.Ada.GetAsync("/plans")).Text, StringComparison.Ordinal);
        // The bank has decided, and what was disputed has ended: there is a way back.
        shop.Ledger.CloseDispute(dispute, "lost");
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        Assert.Contains("data-test=\"buy\"", (await shop.Ada.GetAsync("/plans")).Text, StringComparison.Ordinal);
        await shop.Owner.PatchAsync($"/api/admin/accounts/{shop.Ada.Id}", new { plan = "free" });
        Assert.Equal((409, "plan_granted"), await StatusAndCodeAsync(shop.CheckOutAsync()));
        Assert.Equal("/plans?problem=plan_granted", (await shop.Ada.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/billing/checkout")
            {
                Content = new FormUrlEncodedContent([new("plan", "creator")]),
            })).Message.Headers.Location!.ToString());
        Assert.Equal(2, shop.Ledger.List("sessions").Count);
    }

    [Theory]
    [InlineData("/plans?paid=soon&problem=<b>")]
    [InlineData("/plans?paid=99999999999999999999")]
    [InlineData("/login?erased=perhaps")]
    [InlineData("/admin/profit?month=soon")]
    public async Task What_stands_in_an_address_may_be_anything(string path)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        // Who is signed in is led on from the sign-in page.
        var reader = path.StartsWith("/login", StringComparison.Ordinal) ? visitor : owner;
        Assert.Equal(200, (await reader.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_page_that_was_left_open_cannot_be_paid_once_its_account_is_erased()
    {
        await using var shop = await Shop.OpenAsync();
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        Assert.Equal(204, (await shop.Ada.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/auth/me")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { password = Actor.Password }),
        })).Status);
        await Eventually.HappensAsync(() => FakeStripeLedger.Status(shop.Ledger.List("sessions")[0]) == "expired");
    }

    [Fact]
    public async Task Who_erases_their_account_pays_no_longer()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        Assert.Equal(204, (await shop.Ada.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/auth/me")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { password = Actor.Password }),
        })).Status);
        await Eventually.HappensAsync(
            () => FakeStripeLedger.Status(shop.Ledger.List("subscriptions")[0]) == "canceled");
        Assert.Single(shop.Ledger.List("customers"));
    }

    private static async Task<(int Status, string Code)> StatusAndCodeAsync(Task<Reply> asked)
    {
        var reply = await asked;
        return (reply.Status, reply.Code);
    }
}
