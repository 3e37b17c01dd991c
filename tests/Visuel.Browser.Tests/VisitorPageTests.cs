using Microsoft.Playwright;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Browser.Tests;

/// <summary>The page for people without an account, and the token that people with one may bring.</summary>
public sealed class VisitorPageTests(Browser browser)
{
    [Theory]
    [InlineData("fr", 1440, ColorScheme.Light, "Images restantes aujourd'hui")]
    [InlineData("en", 390, ColorScheme.Dark, "Images left today")]
    public async Task A_visitor_draws_with_the_keyboard_alone_until_the_days_images_are_used_up(
        string locale, int width, ColorScheme scheme, string left)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf);
        using var owner = await host.SignUpAsync("owner");
        await using var window = await browser.OpenAsync(
            host.ClientOptions.BaseAddress, width, width == 390 ? 844 : 900, scheme, locale);
        var page = window.Page;
        await page.GotoAsync("/login");
        await page.Locator("a[href='try']").ClickAsync();
        await Assertions.Expect(page.GetByTestId("prompt")).ToBeFocusedAsync();
        await window.KeepPictureAsync($"try-{width}-{scheme}-{locale}".ToLowerInvariant());
        await page.Keyboard.TypeAsync("un vélo rouge contre un mur");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByTestId("image")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync(left);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();
        await window.KeepPictureAsync($"try-drawn-{width}-{scheme}-{locale}".ToLowerInvariant());
        await page.GetByTestId("prompt").FillAsync("un vélo bleu contre un mur");
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link))
            .ToHaveAttributeAsync("href", "register");
        await window.KeepPictureAsync($"try-refused-{width}-{scheme}-{locale}".ToLowerInvariant());
    }

    [Theory]
    [InlineData("composer", true)]
    [InlineData("huggingface", false)]
    public async Task What_no_model_drew_says_so(string engine, bool isOffline)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf, engine);
        using var owner = await host.SignUpAsync("owner");
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.Page.GotoAsync("/try");
        await window.Page.GetByTestId("prompt").FillAsync("un vélo rouge contre un mur");
        await window.Page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(window.Page.GetByTestId("image")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("Illustration hors ligne (compositeur Visuel)"))
            .ToBeVisibleAsync(new() { Visible = isOffline });
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Where_nobody_pays_for_visitors_the_page_leads_to_the_door()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        await window.Page.Context.ClearCookiesAsync();
        await window.Page.GotoAsync("/try");

        await Assertions.Expect(window.Page)
            .ToHaveURLAsync(new Uri(host.ClientOptions.BaseAddress, "/login").ToString());
        await Assertions.Expect(window.Page.Locator("a[href='try']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_token_of_ones_own_is_saved_shown_by_its_owner_and_removed()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Accepts("hf_ownTokenOfAda", "ada-l");
        hf.ScriptAlways("POST", "/fal-ai/*", "err_402_depleted_2026");
        await using var host = VisuelHost.Start(hf.Settings);
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        var page = window.Page;
        await page.EvaluateAsync(
            "fetch('/api/images/generate', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: " +
            "'{\"prompt\":\"un chat\"}' }).then(answer => answer.status)");
        await page.GotoAsync("/account");
        await Assertions.Expect(page.GetByText("Le crédit Hugging Face de cette installation est épuisé"))
            .ToBeVisibleAsync();
        await page.GetByLabel("Jeton", new() { Exact = true }).FillAsync("hf_unknown");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vérifier et enregistrer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("Hugging Face ne reconnaît pas ce jeton");
        await window.KeepPictureAsync("token-refused-1440-light-fr");
        await page.GetByLabel("Jeton", new() { Exact = true }).FillAsync("hf_ownTokenOfAda");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vérifier et enregistrer" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Le jeton de ada-l est utilisé")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Jeton", new() { Exact = true })).ToHaveValueAsync("");
        await window.KeepPictureAsync("token-1440-light-fr");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer le jeton" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Le jeton de ada-l est utilisé")).ToHaveCountAsync(0);
    }

    private static VisuelHost Start(FakeHuggingFace hf, string engine = "auto")
    {
        hf.Accepts("hf_tokenForVisitors", "operator");
        return VisuelHost.Start(new Dictionary<string, string>(hf.Settings, StringComparer.Ordinal)
        {
            ["DEFAULT_HF_TOKEN"] = "hf_tokenForVisitors",
            ["VISITOR_IMAGES_PER_DAY"] = "1",
            ["IMAGE_ENGINE"] = engine,
        });
    }
}
