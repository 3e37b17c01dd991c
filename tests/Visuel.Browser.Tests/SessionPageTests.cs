using Microsoft.Playwright;

namespace Visuel.Browser.Tests;

/// <summary>The card of signed-in devices on the account page.</summary>
public sealed class SessionPageTests(Browser browser)
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0";
    private const string Safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1";

    [Fact]
    public async Task A_device_is_signed_out_with_the_keyboard_alone_and_its_open_page_leaves_for_the_sign_in_page()
    {
        await using var host = VisuelHost.Start();
        await using var here = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await here.RegisterAsync("Ada");
        await using var elsewhere = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await elsewhere.SignInAsync("Ada@example.com");
        var rows = here.Page.GetByTestId("session");

        await here.GoAsync("/account");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(rows.First).ToContainTextAsync("Cet appareil");
        await Assertions.Expect(rows.Last).ToContainTextAsync("Chrome sur Linux");
        await here.TabToAsync(rows.GetByRole(AriaRole.Button));
        await here.PressAsync("Enter");
        await Assertions.Expect(here.Page.GetByText("L'appareil est déconnecté.")).ToBeInViewportAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);

        // At once, not only when the page is next looked at.
        await elsewhere.Page.ArrivesAtAsync("**/login**");
        Assert.Empty(here.Complaints);
    }

    [Theory]
    [InlineData(1440, 900, ColorScheme.Light, "fr-FR", "Déconnecter tous les autres appareils", "Safari sur iPhone")]
    [InlineData(390, 844, ColorScheme.Dark, "en-GB", "Sign out all other devices", "Safari on iPhone")]
    public async Task All_others_are_signed_out_at_once_and_the_card_is_for_everybody(
        int width, int height, ColorScheme scheme, string locale, string all, string device)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        foreach (var agent in new[] { Firefox, Safari, "curl/8.5.0", "Mozilla/5.0" })
        {
            using var visitor = host.Visitor();
            visitor.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
            await visitor.PostAsync("/api/auth/login", new { email = owner.Email, password = Actor.Password });
        }

        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress, width, height, scheme, locale);
        var (page, rows) = (window.Page, window.Page.GetByTestId("session"));
        var address = host.ClientOptions.BaseAddress.ToString();
        await page.Context.AddCookiesAsync([new Cookie { Name = "token", Value = owner.Token!, Url = address }]);
        await window.GoAsync("/account#sessions");
        await Assertions.Expect(rows).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator("#sessions")).ToContainTextAsync(device);
        await page.Locator("#sessions").ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync($"sessions-{width}-{scheme}-{locale}");
        Assert.Empty(await window.AuditAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));

        await page.GetByRole(AriaRole.Button, new() { Name = all }).ClickAsync();

        await Assertions.Expect(page.Locator("#sessions [role=status]")).ToBeInViewportAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = all })).ToHaveCountAsync(0);
        Assert.Equal(1, (await owner.GetAsync("/api/auth/sessions")).Json.GetProperty("items").GetArrayLength());
        Assert.Empty(await window.AuditAsync());
        Assert.Empty(window.Complaints);
    }
}
