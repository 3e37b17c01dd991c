using Microsoft.Playwright;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Browser.Tests;

public sealed class HuggingFacePageTests(Browser browser)
{
    [Fact]
    public async Task The_wand_shows_where_the_drawing_stands_and_who_drew_it()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Stalls();
        await using var host = VisuelHost.Start(hf.Settings);
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Générer une image avec Stable Diffusion")).ToBeVisibleAsync();
        await page.GetByTestId("title").FillAsync("Les meilleures pratiques du télétravail en 2024");
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".steps .now")).ToHaveTextAsync("Dessin");
        await window.KeepPictureAsync("drawing-1440-light-fr");
        hf.GoesOn();
        await Assertions.Expect(page.GetByTestId("image")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("stable-diffusion-xl-base-1.0 · fal-ai")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_closed_drawer_does_not_stop_the_drawing()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Stalls();
        await using var host = VisuelHost.Start(hf.Settings);
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await page.GetByTestId("title").FillAsync("Soldes d'hiver");
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        hf.GoesOn();
        await Assertions.Expect(page.Locator(".chip img")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task When_hugging_face_cannot_the_page_says_why_and_offers_to_draw_offline()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.ScriptAlways("POST", "/fal-ai/*", "err_402_depleted_2026");
        await using var host = VisuelHost.Start(hf.Settings);
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await page.GetByTestId("title").FillAsync("Soldes d'hiver");
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("Le crédit Hugging Face de cette installation est épuisé.");
        await window.KeepPictureAsync("refused-1440-light-fr");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dessiner hors ligne" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Illustration hors ligne (compositeur Visuel)")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_a_credit_the_wand_leads_to_the_plans()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await page.GetByTestId("title").FillAsync("Soldes d'hiver");
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("Le forfait Gratuit ne comprend pas d'images.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Voir les forfaits" }).ClickAsync();
        await page.ArrivesAtAsync("**/plans");
        await Assertions.Expect(page.GetByText("29 €/mois TTC")).ToBeVisibleAsync();
    }
}
