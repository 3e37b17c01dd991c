using Microsoft.Playwright;

namespace Visuel.Browser.Tests;

/// <summary>The pages of administrators, and the one that their password links lead to.</summary>
public sealed class AdminPageTests(Browser browser)
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task An_account_is_found_given_a_limit_and_a_link_that_sets_another_password(
        int width, ColorScheme scheme)
    {
        await using var host = VisuelHost.Start();
        var (owner, _) = await host.SignUpWithPlanAsync("creator");
        await using var window = await browser.OpenAsync(
            host.ClientOptions.BaseAddress, width, width == 390 ? 844 : 900, scheme);
        var page = window.Page;
        await page.Context.AddCookiesAsync(
            [new Cookie { Name = "token", Value = owner.Token!, Url = host.ClientOptions.BaseAddress.ToString() }]);
        await window.GoAsync("/admin");
        await LookAsync("admin");
        await page.GetByLabel("Nom ou adresse e-mail").FillAsync("ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Chercher" }).ClickAsync();
        await Assertions.Expect(page.Locator(".accounts > li")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "ada" }).ClickAsync();

        await page.GetByLabel("Limite mensuelle").SelectOptionAsync("number");
        await page.GetByLabel("Images par mois").FillAsync("80");
        await page.GetByLabel("Motif de la limite").FillAsync("campagne de Noël");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Enregistré.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("– → 80: campagne de Noël")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer un lien" }).ClickAsync();
        var link = await page.GetByTestId("reset-link").InputValueAsync();
        await LookAsync("admin-account");

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(link);
        await LookAsync("reset-password");
        Assert.DoesNotContain('#', page.Url);
        await page.GetByLabel("Nouveau mot de passe").FillAsync("another long password");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Mot de passe changé")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);

        async Task LookAsync(string name)
        {
            await window.KeepPictureAsync($"{name}-{width}-{scheme}-fr".ToLowerInvariant());
            Assert.Empty(await window.AuditAsync());
        }
    }
}
