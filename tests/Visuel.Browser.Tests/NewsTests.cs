using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Visuel.Browser.Tests;

/// <summary>What is changed in one window, or by a program, is seen in all others.</summary>
public sealed class NewsTests(Browser browser)
{
    [Fact]
    public async Task What_one_window_saves_moves_and_deletes_the_other_shows_while_what_is_typed_there_stays()
    {
        await using var host = VisuelHost.Start();
        await using var here = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await here.RegisterAsync();
        await AddAsync(here, "Premier titre");
        var there = new Window(await here.Page.Context.NewPageAsync());
        await there.GoAsync("/");
        await there.Page.Locator(".chip").ClickAsync();
        await there.Page.GetByTestId("title").FillAsync("Ce que je tape");
        await there.Page.GetByLabel("Description").FillAsync("à moitié");
        await there.Page.GetByLabel("Description").FocusAsync();

        await AddAsync(here, "Soldes d'hiver");
        var elsewhere = there.Page.Locator(".chip", new() { HasText = "Soldes d'hiver" });
        await Assertions.Expect(elsewhere).ToHaveCountAsync(1);
        await here.Page.Locator(".chip", new() { HasText = "Soldes d'hiver" })
            .DragToAsync(here.Page.Locator(".day:not(.today):not(.outside)").Nth(9));
        await Assertions.Expect(there.Page.Locator(".day:not(.today):not(.outside)").Nth(9).Locator(".chip"))
            .ToHaveCountAsync(1);

        await Assertions.Expect(there.Page.GetByTestId("title")).ToHaveValueAsync("Ce que je tape");
        await Assertions.Expect(there.Page.GetByLabel("Description")).ToHaveValueAsync("à moitié");
        await Assertions.Expect(there.Page.GetByLabel("Description")).ToBeFocusedAsync();
        await Assertions.Expect(there.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await here.Page.Locator(".chip", new() { HasText = "Soldes d'hiver" }).ClickAsync();
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Supprimer" }).ClickAsync();
        await here.Page.Locator("dialog .danger").ClickAsync();
        await Assertions.Expect(elsewhere).ToHaveCountAsync(0);
        Assert.Empty(here.Complaints.Concat(there.Complaints));
    }

    [Fact]
    public async Task What_a_program_draws_through_another_server_is_on_the_open_page_in_its_own_language()
    {
        using var folder = new TemporaryFolder();
        await using var host = VisuelHost.Start(folder: folder);
        await using var other = VisuelHost.Start(folder: folder);
        using var owner = await host.SignUpAsync("owner");
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        var page = window.Page;
        await page.Context.AddCookiesAsync(
            [new Cookie { Name = "token", Value = owner.Token!, Url = host.ClientOptions.BaseAddress.ToString() }]);
        await window.GoAsync("/?month=2027-03");
        var heading = await page.Locator("h1").InnerTextAsync();
        var key = (await owner.PostAsync("/api/keys", new { name = "Script" })).Json.GetProperty("key").GetString();
        using var program = other.Visitor();
        program.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        program.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        program.Http.DefaultRequestHeaders.Add("Accept-Language", "en");

        var item = (await program.PostAsync(
            "/api/contents", new { title = "Soldes d'hiver", type = "article", scheduledAt = "2027-03-10T10:00:00Z" }))
            .Json.GetProperty("id").GetString();
        await Assertions.Expect(page.Locator(".chip")).ToHaveCountAsync(1);
        Assert.Equal(200, (await program.PostAsync(
            "/api/images/generate", new { contentId = item, width = 256, height = 256 })).Status);
        await Assertions.Expect(page.Locator(".chip img")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("1 · illimité")).ToBeVisibleAsync();
        Assert.Equal(heading, await page.Locator("h1").InnerTextAsync());
        await Assertions.Expect(page.Locator(".chip small")).ToContainTextAsync("Article");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_move_that_fails_is_seen_by_everybody_and_stays_out_of_the_console()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync();
        await AddAsync(window, "Soldes d'hiver");
        var page = window.Page;
        var chip = page.Locator(".chip", new() { HasText = "Soldes d'hiver" });
        var said = page.Locator(".said [role=alert]:not([hidden])");
        var target = page.Locator(".day:not(.today):not(.outside)").Nth(9);
        using (new StoreIsAway(host, "contents"))
        {
            await chip.DragToAsync(target);
            await Assertions.Expect(said).ToContainTextAsync("Le stockage ne répond pas.");
            await Assertions.Expect(said).ToBeInViewportAsync();
            await window.KeepPictureAsync("not-moved-1440-light-fr");
        }

        await chip.DragToAsync(target);
        await Assertions.Expect(target.Locator(".chip")).ToHaveCountAsync(1);
        await Assertions.Expect(said).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_move_that_the_server_never_heard_of_is_seen_too()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        var lines = new ConcurrentBag<IWebSocketRoute>();
        await window.Page.RouteWebSocketAsync("**/_blazor?*", line =>
        {
            line.ConnectToServer();
            lines.Add(line);
        });
        await window.RegisterAsync();
        await AddAsync(window, "Soldes d'hiver");
        var unheard = window.Page.Locator("[data-unheard]");
        await Assertions.Expect(unheard).ToBeHiddenAsync();
        await window.Page.RouteAsync("**/_blazor/negotiate*", call => call.AbortAsync());
        await Task.WhenAll(lines.Select(line => line.CloseAsync()));
        await Assertions.Expect(window.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();

        // The page is still there, and the connection is not: as when it breaks in the middle of a drag.
        await window.Page.Locator(".chip").EvaluateAsync(
            "chip => chip.dispatchEvent(new KeyboardEvent('keydown', "
            + "{ key: 'ArrowUp', altKey: true, bubbles: true }))");

        await Assertions.Expect(unheard).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_what_cannot_be_opened_is_said_in_sight_however_far_down_the_item_is()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(200, (await owner.PatchAsync("/api/auth/me", new { locale = "en" })).Status);
        for (var day = 1; day <= 15; day++)
        {
            await owner.PostAsync(
                "/api/contents",
                new { title = $"Item {day}", type = "article", scheduledAt = $"2027-03-{day:00}T10:00:00Z" });
        }

        await using var window = await browser.OpenAsync(
            host.ClientOptions.BaseAddress, 390, 844, ColorScheme.Dark, "en-GB");
        var page = window.Page;
        await page.Context.AddCookiesAsync(
            [new Cookie { Name = "token", Value = owner.Token!, Url = host.ClientOptions.BaseAddress.ToString() }]);
        await window.GoAsync("/?month=2027-03");
        using (new StoreIsAway(host, "contents"))
        {
            await page.Locator(".chip").Last.ClickAsync();
            var said = page.Locator(".said [role=alert]:not([hidden])");
            await Assertions.Expect(said).ToContainTextAsync("The store does not answer.");
            await Assertions.Expect(said).ToBeInViewportAsync(new() { Ratio = 1 });
            Assert.True(await said.EvaluateAsync<bool>(
                """
                said => {
                    const { x, y, width, height } = said.getBoundingClientRect();
                    return said.contains(document.elementFromPoint(x + width / 2, y + height / 2));
                }
                """));
            await window.KeepPictureAsync("not-opened-390-dark-en");
        }

        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task An_item_without_a_date_is_dragged_onto_a_day()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await owner.AddContentAsync("Sans jour");
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress, height: 1300);
        var page = window.Page;
        await page.Context.AddCookiesAsync(
            [new Cookie { Name = "token", Value = owner.Token!, Url = host.ClientOptions.BaseAddress.ToString() }]);
        await window.GoAsync("/?month=2027-03");

        var target = page.Locator("[data-date='2027-03-10']");
        await page.Locator(".undated .chip").DragToAsync(target);

        await Assertions.Expect(target.Locator(".chip")).ToContainTextAsync("09:00");
        await Assertions.Expect(page.Locator(".undated")).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    private static async Task AddAsync(Window window, string title)
    {
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await window.Page.GetByTestId("title").FillAsync(title);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".chip", new() { HasText = title })).ToBeVisibleAsync();
    }
}
