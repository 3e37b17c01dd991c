using System.Text.Json.Nodes;
using Visuel.Core.Billing;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Start;

/// <summary><c>./run stripe setup</c>, as people type it.</summary>
public sealed class StripeCommandTests
{
    [Fact]
    public async Task It_makes_what_is_sold_once_and_replaces_a_price_of_another_amount()
    {
        await using var stripe = await FakeStripe.StartAsync(isEmpty: true);
        using var folder = new TemporaryFolder();
        var settings = stripe.Settings;
        settings["VISUEL_DATA"] = folder.Path;
        var first = await CommandLine.RunAsync(folder.Path, settings, "stripe", "setup");
        Assert.Equal((0, ""), (first.Code, first.Errors));
        // A product and a price for each plan that is sold, and the portal.
        var sold = Plans.Sold.Count;
        Assert.Equal((2 * sold) + 1, first.Output.Split("(new)").Length - 1);
        var price = Creators();
        Assert.Equal(
            ("visuel_creator", 2900, "eur", "visuel_creator_monthly", "inclusive"),
            (price["product"]!.GetValue<string>(), price["unit_amount"]!.GetValue<long>(),
                price["currency"]!.GetValue<string>(), price["lookup_key"]!.GetValue<string>(),
                price["tax_behavior"]!.GetValue<string>()));
        var features = stripe.Ledger.List("configurations")[0]["_features"]!;
        Assert.Equal("at_period_end", features["features[subscription_cancel][mode]"]!.GetValue<string>());
        Assert.Equal(
            "decreasing_item_amount",
            features["features[subscription_update][schedule_at_period_end][conditions][0][type]"]!.GetValue<string>());

        var second = await CommandLine.RunAsync(folder.Path, settings, "stripe", "setup");
        Assert.Equal((0, false), (second.Code, second.Output.Contains("(new)", StringComparison.Ordinal)));
        // Beside what the account sells otherwise.
        Assert.Equal((sold + 1, 1, sold + 1), (stripe.Ledger.List("products").Count,
            stripe.Ledger.List("configurations").Count, stripe.Ledger.List("prices").Count));

        stripe.Ledger.Change("prices", FakeStripeLedger.Id(price), null, one => one["unit_amount"] = 1900);
        Assert.Contains(
            "(new)", (await CommandLine.RunAsync(folder.Path, settings, "stripe", "setup")).Output,
            StringComparison.Ordinal);
        Assert.NotEqual(FakeStripeLedger.Id(price), FakeStripeLedger.Id(Creators()));
        Assert.Null(price["lookup_key"]);

        JsonObject Creators() => stripe.Ledger.List("prices")
            .Single(one => one["lookup_key"]?.GetValue<string>() == "visuel_creator_monthly");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_brings_back_what_was_archived_and_says_so(bool isNamed)
    {
        await using var stripe = await FakeStripe.StartAsync();
        using var folder = new TemporaryFolder();
        var settings = stripe.Settings;
        settings["VISUEL_DATA"] = folder.Path;
        stripe.Ledger.Change("products", "visuel_creator", null, one => one["active"] = false);
        if (isNamed)
        {
            settings["STRIPE_PRICE_CREATOR"] = FakeStripe.CreatorPrice;
            stripe.Ledger.Change("prices", FakeStripe.CreatorPrice, null, one => one["active"] = false);
        }

        var run = await CommandLine.RunAsync(folder.Path, settings, "stripe", "setup");
        Assert.Equal((0, isNamed ? 2 : 1), (run.Code, run.Output.Split("was archived").Length - 1));
        Assert.True(stripe.Ledger.Find("products", "visuel_creator")!["active"]!.GetValue<bool>());
        Assert.True(stripe.Ledger.Find("prices", FakeStripe.CreatorPrice)!["active"]!.GetValue<bool>());
    }

    [Fact]
    public async Task It_makes_the_webhook_endpoint_once_says_its_secret_once_and_needs_none_before()
    {
        await using var stripe = await FakeStripe.StartAsync();
        using var folder = new TemporaryFolder();
        var settings = stripe.Settings;
        settings["VISUEL_DATA"] = folder.Path;
        settings.Remove("STRIPE_WEBHOOK_SECRET");
        string[] words = ["stripe", "setup", "--webhook", "https://visuel.example.com"];
        var first = await CommandLine.RunAsync(folder.Path, settings, words);
        Assert.Equal((0, ""), (first.Code, first.Errors));
        Assert.Contains($"STRIPE_WEBHOOK_SECRET={FakeStripe.WebhookSecret}", first.Output, StringComparison.Ordinal);
        var endpoint = Assert.Single(stripe.Ledger.List("webhook_endpoints"));
        Assert.Equal(
            ("https://visuel.example.com/api/webhooks/stripe", "2026-10-28.endive"),
            (endpoint["url"]!.GetValue<string>(), endpoint["api_version"]!.GetValue<string>()));
        var told = endpoint["enabled_events"]!.AsArray().Select(one => one!.GetValue<string>()).ToList();
        Assert.Contains("refund.updated", told);
        Assert.Contains("customer.subscription.updated", told);
        Assert.Equal(told.Distinct(StringComparer.Ordinal), told);
        var page = await File.ReadAllTextAsync(
            Path.Combine(Surface.ArchitectureTests.Root.FullName, "docs", "operations.md"),
            TestContext.Current.CancellationToken);
        Assert.All(told, type => Assert.Contains($"`{type}`", page, StringComparison.Ordinal));

        stripe.Ledger.Change("webhook_endpoints", FakeStripeLedger.Id(endpoint), null, one =>
            (one["enabled_events"], one["status"]) = (new JsonArray("charge.refunded"), "disabled"));
        settings["STRIPE_WEBHOOK_SECRET"] = FakeStripe.WebhookSecret;
        words[^1] += "/api/webhooks/stripe";
        var second = await CommandLine.RunAsync(folder.Path, settings, words);
        Assert.Equal((0, false), (second.Code, second.Output.Contains("whsec_", StringComparison.Ordinal)));
        Assert.Equal(
            ("enabled", told.Count), (endpoint["status"]!.GetValue<string>(), Assert.Single(
                stripe.Ledger.List("webhook_endpoints"))["enabled_events"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("visuel.example.com")]
    [InlineData("https://visuel.example.com/plans")]
    [InlineData("ftp://visuel.example.com")]
    public async Task An_address_of_a_webhook_that_cannot_be_is_said(string address)
    {
        await using var stripe = await FakeStripe.StartAsync();
        using var folder = new TemporaryFolder();
        var settings = stripe.Settings;
        settings["VISUEL_DATA"] = folder.Path;
        var refused = await CommandLine.RunAsync(folder.Path, settings, "stripe", "setup", "--webhook", address);
        Assert.Equal(1, refused.Code);
        Assert.StartsWith("--webhook needs your address", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(stripe.Ledger.List("webhook_endpoints"));
    }

    [Fact]
    public async Task What_stripe_refuses_is_said_in_a_sentence()
    {
        await using var stripe = await FakeStripe.StartAsync(isEmpty: true);
        using var folder = new TemporaryFolder();
        var settings = stripe.Settings;
        settings["VISUEL_DATA"] = folder.Path;
        stripe.Fails(_ => 401);
        var refused = await CommandLine.RunAsync(folder.Path, settings, "stripe", "setup");
        Assert.Equal((1, "Stripe does not accept STRIPE_SECRET_KEY, or it may not do this."), (
            refused.Code, refused.Errors.Trim()));
        var without = await CommandLine.RunAsync(
            folder.Path, new Dictionary<string, string> { ["VISUEL_DATA"] = folder.Path }, "stripe", "setup");
        Assert.Equal(1, without.Code);
        Assert.StartsWith("STRIPE_SECRET_KEY", without.Errors, StringComparison.Ordinal);
    }
}
