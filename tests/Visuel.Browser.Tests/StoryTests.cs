using Microsoft.Playwright;

namespace Visuel.Browser.Tests;

public sealed class StoryTests(Browser browser)
{
    private const string Title = "Les meilleures pratiques du télétravail en 2024";

    [Fact]
    public async Task The_whole_story_by_keyboard_alone()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        var page = window.Page;

        // A fresh installation leads to its first account.
        await page.GotoAsync("/");
        await page.ArrivesAtAsync("**/register");
        // The link that the server printed brings the setup code.
        await page.GotoAsync($"/register?setupCode={Actor.SetupCode}");
        await window.TabToAsync(page.GetByLabel("Votre nom"));
        await page.Keyboard.TypeAsync("Camille Martin");
        await window.TabToAsync(page.GetByLabel("Adresse e-mail"));
        await page.Keyboard.TypeAsync("camille@example.com");
        await window.TabToAsync(page.GetByLabel("Mot de passe"));
        await page.Keyboard.TypeAsync(Actor.Password);
        await window.PressAsync("Enter");
        await page.ArrivesAtAsync("**/");
        await window.ReadyAsync();

        await window.TabToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }));
        await window.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("title")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Title);
        await window.TabToAsync(page.GetByTestId("wand"));
        await window.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("image")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("image")).ToHaveJSPropertyAsync("naturalWidth", 1024);
        await Assertions.Expect(page.GetByText("Illustration hors ligne (compositeur Visuel)")).ToBeVisibleAsync();
        await window.KeepPictureAsync("story-drawer");

        await window.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" })).ToBeFocusedAsync();
        var chip = page.Locator(".chip", new() { HasText = Title });
        await Assertions.Expect(chip.Locator("img")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("1 · illimité")).ToBeVisibleAsync();

        // Moved by keyboard, with the focus going along, and announced.
        await window.TabToAsync(chip, most: 60);
        var before = await DayOfAsync(chip);
        await window.PressAsync(before.EndsWith("-01", StringComparison.Ordinal) ? "Alt+ArrowRight" : "Alt+ArrowLeft");
        await Assertions.Expect(page.Locator("[role=status]", new() { HasText = "déplacé" })).ToHaveCountAsync(1);
        await Assertions.Expect(chip).ToBeFocusedAsync();
        var after = await DayOfAsync(chip);
        Assert.NotEqual(before, after);

        await page.ReloadAsync();
        await window.ReadyAsync();
        Assert.Equal(after, await DayOfAsync(chip));
        await Assertions.Expect(chip.Locator("img")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task An_item_is_dragged_to_another_day_and_stays_there()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        await AddAsync(window, "Soldes d'hiver");
        var chip = window.Page.Locator(".chip", new() { HasText = "Soldes d'hiver" });
        var target = window.Page.Locator(".day:not(.today):not(.outside)").Nth(9);
        await chip.DragToAsync(target);
        await Assertions.Expect(target.Locator(".chip")).ToHaveCountAsync(1);
        await window.Page.ReloadAsync();
        await window.ReadyAsync();
        await Assertions.Expect(target.Locator(".chip")).ToHaveCountAsync(1);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Own_words_make_an_image_and_a_second_version_can_be_chosen_against()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await page.GetByTestId("prompt").FillAsync("un vélo rouge dans la montagne");
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.GetByTestId("image")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("title")).ToHaveValueAsync("un vélo rouge dans la montagne");
        var first = await page.GetByTestId("image").GetAttributeAsync("src");
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.Locator(".versions button")).ToHaveCountAsync(2);
        Assert.NotEqual(first, await page.GetByTestId("image").GetAttributeAsync("src"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Version 2" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("image")).ToHaveAttributeAsync("src", first!);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task An_illustration_says_why_and_is_composed_anew_with_the_keyboard_alone()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await page.GetByTestId("prompt").FillAsync("une tarte aux pommes");
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.GetByText("Illustration hors ligne (compositeur Visuel)")).ToBeVisibleAsync();
        var why = page.GetByTestId("why");
        await window.TabToAsync(why.Locator("summary"));
        await window.PressAsync("Enter");
        await Assertions.Expect(why).ToContainTextAsync("tarte");
        await Assertions.Expect(page.GetByTestId("pictograms")).Not.ToBeEmptyAsync();
        var first = await page.GetByTestId("image").GetAttributeAsync("src");
        await window.TabToAsync(page.GetByTestId("another"));
        await window.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".versions button")).ToHaveCountAsync(2);
        Assert.NotEqual(first, await page.GetByTestId("image").GetAttributeAsync("src"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Two_windows_on_one_item_lose_nothing_that_was_typed()
    {
        await using var host = VisuelHost.Start();
        await using var here = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await here.RegisterAsync();
        await AddAsync(here, "Premier titre");
        await here.Page.Locator(".chip").ClickAsync();
        var there = new Window(await here.Page.Context.NewPageAsync());
        await there.GoAsync("/");
        await there.Page.Locator(".chip").ClickAsync();
        await there.Page.GetByTestId("title").FillAsync("Titre de l'autre");
        await there.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(there.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();

        await here.Page.GetByTestId("title").FillAsync("Mon titre");
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(here.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Titre de l'autre");
        await Assertions.Expect(here.Page.GetByTestId("title")).ToHaveValueAsync("Mon titre");
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(here.Page.Locator(".chip")).ToContainTextAsync("Mon titre");
    }

    private static async Task AddAsync(Window window, string title)
    {
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await window.Page.GetByTestId("title").FillAsync(title);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".chip", new() { HasText = title })).ToBeVisibleAsync();
    }

    private static async Task<string> DayOfAsync(ILocator chip) =>
        (await chip.EvaluateAsync<string>("chip => chip.closest('.day').dataset.date"))!;
}
