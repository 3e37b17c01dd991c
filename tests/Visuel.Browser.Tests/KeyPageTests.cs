using System.Net.Http.Headers;
using Microsoft.Playwright;

namespace Visuel.Browser.Tests;

/// <summary>The card of API keys on the account page.</summary>
public sealed class KeyPageTests(Browser browser)
{
    [Fact]
    public async Task A_key_is_made_copied_and_revoked_with_the_keyboard_alone()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync("Ada");
        var page = window.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await window.GoAsync("/account");

        await page.GetByLabel("Nom de la clé").FocusAsync();
        await page.Keyboard.TypeAsync("Mon script");
        await window.PressAsync("Enter");
        var field = page.GetByTestId("new-key");
        await Assertions.Expect(field).ToBeInViewportAsync();
        var key = await field.InputValueAsync();
        Assert.Matches("^vsl_live_[0-9A-Za-z]{49}$", key);
        Assert.Equal(200, await CallAsync(host, key));
        Assert.Contains("jamais utilisée", await page.Locator(".keys").InnerTextAsync(), StringComparison.Ordinal);

        await window.TabToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Copier la clé" }));
        await window.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Copiée.")).ToBeVisibleAsync();
        Assert.Equal(key, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await window.KeepPictureAsync("keys-1440-light-fr");
        Assert.Empty(await window.AuditAsync());

        await window.GoAsync("/account");
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Contains("utilisée le", await page.Locator(".keys").InnerTextAsync(), StringComparison.Ordinal);
        await window.TabToAsync(page.Locator(".keys summary"));
        await window.PressAsync("Enter", "Tab", "Enter");
        await Assertions.Expect(page.GetByText("La clé est révoquée.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".keys")).ToHaveCountAsync(0);
        Assert.Equal(401, await CallAsync(host, key));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Of_several_the_one_that_was_chosen_is_revoked_and_what_cannot_be_made_stays_typed()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        for (var number = 1; number <= 25; number++)
        {
            await owner.PostAsync("/api/keys", new { name = $"Numéro {number}." });
        }

        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress, 390, 844, ColorScheme.Dark);
        var page = window.Page;
        await page.Context.AddCookiesAsync(
            [new Cookie { Name = "token", Value = owner.Token!, Url = host.ClientOptions.BaseAddress.ToString() }]);
        await window.GoAsync("/account");

        await page.GetByLabel("Nom de la clé").FillAsync("Une de trop");
        await page.GetByLabel("Expiration").SelectOptionAsync("90");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer une clé" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Vous avez déjà 25 clés.")).ToBeInViewportAsync();
        await Assertions.Expect(page.GetByLabel("Nom de la clé")).ToHaveValueAsync("Une de trop");
        await Assertions.Expect(page.GetByLabel("Expiration")).ToHaveValueAsync("90");

        var row = page.Locator(".keys > li", new() { HasText = "Numéro 7." });
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByText("La clé est révoquée.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".keys > li")).ToHaveCountAsync(24);
        await Assertions.Expect(row).ToHaveCountAsync(0);

        await page.GetByLabel("Nom de la clé").FillAsync("Trois mois");
        await page.GetByLabel("Expiration").SelectOptionAsync("90");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer une clé" }).ClickAsync();
        await Assertions.Expect(page.Locator(".keys > li").First).ToContainTextAsync("expire le");
        await window.KeepPictureAsync("keys-390-dark-fr");
        Assert.Empty(await window.AuditAsync());
        Assert.Empty(window.Complaints);
    }

    private static async Task<int> CallAsync(VisuelHost host, string key)
    {
        using var program = host.Visitor();
        program.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return (await program.GetAsync("/api/contents")).Status;
    }
}
