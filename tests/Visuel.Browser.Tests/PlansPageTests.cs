using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Visuel.Core.Billing;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Browser.Tests;

/// <summary>The plans page: what is offered, how it is bought, and what is said while it is paid.</summary>
public sealed class PlansPageTests(Browser browser)
{
    private static readonly Dictionary<string, string> Links = new()
    {
        ["SALES_CONTACT"] = "ventes@example.com",
        ["LEGAL_URL"] = "https://example.com/mentions",
        ["TERMS_URL"] = "https://example.com/cgv",
        ["PRIVACY_URL"] = "https://example.com/vie-privee",
    };

    [Fact]
    public async Task From_an_empty_quota_through_the_checkout_to_fifty_credits_and_a_picture()
    {
        await using var stripe = await FakeStripe.StartAsync();
        await using var host = VisuelHost.Start(stripe.Settings);
        using var owner = await host.SignUpAsync("owner");
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync("Ada");
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await page.GetByTestId("title").FillAsync("Un phare sous la pluie");
        await page.GetByTestId("wand").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Voir les forfaits" }).ClickAsync();
        await page.ArrivesAtAsync("**/plans");
        await window.TabToAsync(page.GetByTestId("buy"));
        await window.PressAsync("Enter");
        await page.ArrivesAtAsync($"{stripe.Origin}/c/pay/**");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay" }).ClickAsync();

        // Back, with the cookie that came along, and before any webhook.
        await page.ArrivesAtAsync("**/plans?paid=1");
        await Assertions.Expect(page.GetByText("Merci ! Votre forfait est maintenant Creator.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("0 sur 50").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Creator Votre forfait" }))
            .ToBeVisibleAsync();
        Assert.Empty(await window.AuditAsync());

        await window.GoAsync("/");
        await page.GetByText("Un phare sous la pluie").First.ClickAsync();
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.GetByTestId("image")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("1 sur 50").First).ToBeVisibleAsync();
        Assert.DoesNotContain(
            window.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_checkout_and_a_portal_at_an_address_of_the_operators_are_reached_by_keyboard()
    {
        await using var stripe = await FakeStripe.StartAsync();
        stripe.Ledger.Pages = stripe.Origin.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var host = VisuelHost.Start(stripe.Settings);
        using var owner = await host.SignUpAsync("owner");
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync("Ada");
        var page = window.Page;
        await window.GoAsync("/plans");
        await window.TabToAsync(page.GetByTestId("buy"));
        await window.PressAsync("Enter");
        await page.ArrivesAtAsync($"{stripe.Ledger.Pages}/c/pay/**");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay" }).ClickAsync();
        await page.ArrivesAtAsync("**/plans?paid=1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Carte et factures" }).ClickAsync();
        await page.ArrivesAtAsync($"{stripe.Ledger.Pages}/p/session/**");
        Assert.DoesNotContain(
            window.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ending_is_one_click_from_the_plans_and_the_page_says_when_it_ends()
    {
        await using var stripe = await FakeStripe.StartAsync();
        await using var host = VisuelHost.Start(stripe.Settings);
        using var owner = await host.SignUpAsync("owner");
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync("Ada");
        var page = window.Page;
        await BuyAsync(page, stripe);
        await page.GetByRole(AriaRole.Button, new() { Name = "Résilier l'abonnement" }).ClickAsync();
        await page.ArrivesAtAsync($"{stripe.Origin}/p/session/**");
        await Assertions.Expect(page.Locator("form[data-flow=cancel]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the subscription" }).ClickAsync();
        await page.ArrivesAtAsync("**/plans");
        foreach (var told in stripe.Ledger.Events)
        {
            using var visitor = host.Visitor();
            Assert.Equal(
                200, (await visitor.SendAsync(FakeStripeEvent.Deliver(told.Snapshot().ToJsonString()))).Status);
        }

        await Eventually.HappensAsync(async () =>
        {
            await page.ReloadAsync();
            return await page.GetByText("Il prend fin le").IsVisibleAsync();
        });
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Résilier l'abonnement" }))
            .ToHaveCountAsync(0);
    }

    [Theory]
    [MemberData(nameof(Looks.One), MemberType = typeof(Looks))]
    public async Task It_looks_right_in_every_state(int width, int height, ColorScheme scheme, string locale)
    {
        await using var stripe = await FakeStripe.StartAsync();
        await using var host = VisuelHost.Start(stripe.Settings.Concat(Links).ToDictionary());
        using var owner = await host.SignUpAsync("owner");
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress, width, height, scheme, locale);
        var page = window.Page;
        await LookAsync("visitor");
        using var ada = await host.SignUpAsync("ada");
        await ada.PatchAsync("/api/auth/me", new { locale = locale[..2] });
        await page.Context.AddCookiesAsync(
            [new Cookie { Name = "token", Value = ada.Token!, Url = host.ClientOptions.BaseAddress.ToString() }]);
        await LookAsync("free");
        await window.GoAsync("/plans?problem=billing_failed");
        await LookHereAsync("problem");
        await BuyAsync(page, stripe);
        await LookHereAsync("bought");
        var subscription = FakeStripeLedger.Id(stripe.Ledger.List("subscriptions")[0]);
        var customer = FakeStripeLedger.Id(stripe.Ledger.List("customers")[0]);
        await HappensAsync("grace", () => stripe.Ledger.Renew(subscription, isPaid: false));
        await HappensAsync("ending", () =>
        {
            stripe.Ledger.Pay(subscription);
            stripe.Ledger.Refund(customer, 900);
            stripe.Ledger.CancelAtEnd(subscription, isByPortal: true);
        });
        await HappensAsync("disputed", () => stripe.Ledger.Dispute(customer));
        Assert.Equal("mailto:ventes@example.com", await page.GetByRole(AriaRole.Link, new()
        {
            Name = locale[..2] == "fr" ? "Sur demande" : "On request",
        }).GetAttributeAsync("href"));
        // The fake's pages have no icon.
        Assert.DoesNotContain(window.Complaints, complaint => !complaint.Contains("404", StringComparison.Ordinal));

        async Task HappensAsync(string name, Action act)
        {
            act();
            await ada.PostAsync("/api/billing/portal", new { });
            var told = stripe.Ledger.Events[^1];
            using var visitor = host.Visitor();
            Assert.Equal(
                200, (await visitor.SendAsync(FakeStripeEvent.Deliver(told.Snapshot().ToJsonString()))).Status);
            var events = host.Services.GetRequiredService<IPaymentEvents>();
            await Eventually.HappensAsync(async () => (await events.ReadBacklogAsync(CancellationToken.None)).New == 0);
            await LookAsync(name);
        }

        async Task LookAsync(string name)
        {
            await window.GoAsync("/plans");
            await LookHereAsync(name);
        }

        async Task LookHereAsync(string name)
        {
            await window.KeepPictureAsync($"plans-{name}-{width}-{scheme}-{locale[..2]}".ToLowerInvariant());
            var found = await window.AuditAsync();
            Assert.True(found.Count == 0, $"{name}: {string.Join('\n', found)}");
            Assert.True(
                await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
                $"{name} scrolls sideways.");
        }
    }

    [Theory]
    [MemberData(nameof(Looks.One), MemberType = typeof(Looks))]
    public async Task The_administrator_sees_what_plans_bring_and_what_stripe_told_in_vain(
        int width, int height, ColorScheme scheme, string locale)
    {
        await using var stripe = await FakeStripe.StartAsync();
        await using var host = VisuelHost.Start(
            stripe.Settings.Append(new("PROVIDER_PRICES", "composer=0.012")).ToDictionary());
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        await owner.PatchAsync("/api/auth/me", new { locale = locale[..2] });
        var checkout = await ada.PostAsync("/api/billing/checkout", new { plan = "creator" });
        var session = checkout.Json.GetProperty("url").GetString()!.Split('/')[^1];
        stripe.Ledger.CompleteCheckout(session);
        await ada.GetAsync($"/billing/return?session_id={session}");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => ada.PostAsync(
            "/api/images/generate", new { prompt = $"a lighthouse, number {number}", width = 256, height = 256 })));
        var events = host.Services.GetRequiredService<IPaymentEvents>();
        await events.AddAsync(
            new PaymentEvent("evt_lost", "invoice.paid", "in_0", null, DateTimeOffset.UtcNow), PaymentEventState.New,
            DateTimeOffset.UtcNow.AddDays(2), CancellationToken.None);
        await events.DelayAsync("evt_lost", null, "api_error", CancellationToken.None);

        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress, width, height, scheme, locale);
        var page = window.Page;
        await page.Context.AddCookiesAsync(
            [new Cookie { Name = "token", Value = owner.Token!, Url = host.ClientOptions.BaseAddress.ToString() }]);
        var suffix = $"{width}-{scheme}-{locale[..2]}".ToLowerInvariant();
        await window.GoAsync("/admin");
        await page.Locator("#payments-title").ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync($"payments-{suffix}");
        Assert.Empty(await window.AuditAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = locale[..2] == "fr" ? "Réessayer" : "Try them again" })
            .ClickAsync();
        await Eventually.HappensAsync(async () => (await events.ReadBacklogAsync(CancellationToken.None)).Dead == 0);

        await window.GoAsync($"/admin/accounts/{ada.Id}");
        await page.Locator("#customer-title").ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync($"customer-{suffix}");
        Assert.Empty(await window.AuditAsync());
        await window.GoAsync("/admin");
        await page.GetByRole(AriaRole.Link, new() { Name = locale[..2] == "fr" ? "Rentabilité" : "Profitability" })
            .ClickAsync();
        await page.ArrivesAtAsync("**/admin/profit");
        await Assertions.Expect(page.GetByTestId("profit-creator"))
            .ToContainTextAsync(locale[..2] == "fr" ? "29,00" : "€29.00");
        await window.KeepPictureAsync($"profit-{suffix}");
        Assert.Empty(await window.AuditAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(window.Complaints);
    }

    private static async Task BuyAsync(IPage page, FakeStripe stripe)
    {
        await page.GotoAsync("/plans");
        await page.GetByTestId("buy").ClickAsync();
        await page.ArrivesAtAsync($"{stripe.Origin}/c/pay/**");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pay" }).ClickAsync();
        await page.ArrivesAtAsync("**/plans?paid=1");
    }
}
