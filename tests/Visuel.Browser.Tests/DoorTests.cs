using Microsoft.Playwright;

namespace Visuel.Browser.Tests;

public sealed class DoorTests(Browser browser)
{
    [Theory]
    [InlineData("léa@exemple.fr")]
    [InlineData("marie@bücher.example")]
    public async Task An_address_with_letters_beyond_English_opens_the_page_as_it_opens_the_api(string email)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        Assert.Equal(201, (await visitor.PostAsync(
            "/api/auth/register", new { email, password = Actor.Password })).Status);
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.SignInAsync(email);
    }

    [Fact]
    public async Task Signing_out_and_in_again_leads_back_to_where_one_was()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu du compte" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await page.ArrivesAtAsync("**/login");

        await page.GotoAsync("/?month=2026-01");
        await page.ArrivesAtAsync("**/login?returnUrl=*");
        await page.GetByLabel("Adresse e-mail").FillAsync("camille@example.com");
        await page.GetByLabel("Mot de passe").FillAsync("wrong password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert))
            .ToHaveTextAsync("Adresse e-mail ou mot de passe incorrect.");
        await Assertions.Expect(page.GetByLabel("Adresse e-mail")).ToHaveValueAsync("camille@example.com");
        await page.GetByLabel("Mot de passe").FillAsync(Actor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.ArrivesAtAsync("**/?month=2026-01");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Janvier 2026");
    }

    [Fact]
    public async Task An_open_page_is_left_within_two_minutes_of_a_password_that_was_changed_elsewhere()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is null,
            "Run by ./test all: an open page looks every 30 s.");
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var elsewhere = await host.SignInAsync("owner");
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.Page.Context.AddCookiesAsync(
            [new Cookie { Name = "token", Value = owner.Token!, Url = host.ClientOptions.BaseAddress.ToString() }]);
        await window.GoAsync("/");
        Assert.Equal(204, (await elsewhere.PostAsync(
            "/api/auth/password", new { current = Actor.Password, @new = "another correct horse" })).Status);
        await window.Page.ArrivesAtAsync("**/login?returnUrl=*", within: 120_000);
        await Eventually.HappensAsync(async () => (await owner.GetAsync("/api/auth/me")).Status == 401, 60);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task Signing_in_never_leads_to_another_site(string target)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        var page = window.Page;
        await page.GotoAsync($"/login?returnUrl={Uri.EscapeDataString(target)}");
        await page.GetByLabel("Adresse e-mail").FillAsync(owner.Email);
        await page.GetByLabel("Mot de passe").FillAsync(Actor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.Locator(".calendar").WaitForAsync();
        Assert.StartsWith(host.ClientOptions.BaseAddress.ToString(), page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_follows_the_menu_and_stays_with_the_account()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        var page = window.Page;
        await page.Locator("[popovertarget=language-menu]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "New content" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.Context.ClearCookiesAsync(new() { Name = ".AspNetCore.Culture" });
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "New content" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_is_not_there_says_so_with_its_status()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        var answer = await window.Page.GotoAsync("/nothing/here");
        Assert.Equal(404, answer!.Status);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToHaveTextAsync("Cette page n'existe pas");
    }
}
