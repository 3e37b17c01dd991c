using Microsoft.Playwright;

namespace Visuel.Browser.Tests;

/// <summary>The same pages behind other addresses, and changed on their way to the reader.</summary>
public sealed class PlaceTests(Browser browser)
{
    [Theory]
    [InlineData("fr-FR", "Adresse e-mail", "Mot de passe", "Se connecter", "Nouveau contenu", "Enregistrer")]
    [InlineData("en-GB", "E-mail", "Password", "Sign in", "New content", "Save")]
    public async Task Behind_a_proxy_that_ends_https_and_forwards_nothing_one_signs_in_and_works(
        string locale, string email, string password, string signIn, string newContent, string save)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(200, (await owner.PatchAsync("/api/auth/me", new { locale = locale[..2] })).Status);
        await using var proxy = new TlsProxy(host.ClientOptions.BaseAddress);
        await using var window = await browser.OpenAsync(proxy.Address, locale: locale);
        var page = window.Page;

        await page.GotoAsync("/");
        await page.ArrivesAtAsync("**/login*");
        Assert.StartsWith("https:", page.Url, StringComparison.Ordinal);
        await page.GetByLabel(email).FillAsync(owner.Email);
        await page.GetByLabel(password).FillAsync(Actor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = signIn }).ClickAsync();
        await page.ArrivesAtAsync($"{proxy.Address}");
        await window.ReadyAsync();

        // The circuit works too: the drawer opens and saves.
        await page.GetByRole(AriaRole.Button, new() { Name = newContent }).ClickAsync();
        await page.GetByTestId("title").FillAsync("Bûche");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = save }).ClickAsync();
        await Assertions.Expect(page.Locator(".chip", new() { HasText = "Bûche" })).ToHaveCountAsync(1);
        Assert.Empty(window.Complaints);
    }

    // A browser that translates wraps each text in an element of its own, but for what the page keeps out of it.
    [Fact]
    public async Task In_a_browser_that_translates_pages_the_headings_follow_the_month()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress, locale: "de-DE");
        await window.RegisterAsync();
        var page = window.Page;
        await page.GotoAsync("/?month=2026-01");
        await window.ReadyAsync();
        await page.EvaluateAsync("""
            () => {
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              const found = [];
              while (texts.nextNode()) found.push(texts.currentNode);
              for (const text of found) {
                if (text.parentElement.closest('[translate="no"]') || !text.textContent.trim()) continue;
                const font = document.createElement('font');
                text.replaceWith(font);
                font.textContent = `übersetzt ${text.textContent}`;
              }
            }
            """);
        await page.GetByRole(AriaRole.Link, new() { Name = "Mois suivant" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Février 2026");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("title")).ToBeFocusedAsync();
        Assert.Empty(window.Complaints);
    }
}
