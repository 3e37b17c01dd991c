using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Visuel.Core.Library;

namespace Visuel.Browser.Tests;

/// <summary>The card on the account page where somebody makes images public,
/// and the addresses under a picture.</summary>
public sealed class PublicationPageTests(Browser browser)
{
    // Nobody is there: images are kept in the folder, and what the CDN would say is said by the test.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["S3_BUCKET"] = "visuel",
        ["S3_ENDPOINT"] = "http://127.0.0.1:9",
        ["S3_ACCESS_KEY_ID"] = "test",
        ["S3_SECRET_ACCESS_KEY"] = "test",
        ["CDN_BASE_URL"] = "https://images.example.com",
    };

    [Fact]
    public async Task Somebody_makes_images_public_by_keyboard_and_finds_the_addresses_under_the_picture()
    {
        await using var host = VisuelHost.Start(Settings);
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync("Ada");
        var page = window.Page;
        await window.GoAsync("/account");
        var card = page.GetByRole(AriaRole.Region, new() { Name = "Adresses publiques" });
        await window.TabToAsync(card.GetByLabel("Rendre mes images publiques"), most: 80);
        await window.PressAsync("Space", "Tab", "Enter");
        await Assertions.Expect(card.GetByText("Enregistré.")).ToBeVisibleAsync();
        await KeepAsync(window, card, "publication");
        Assert.Empty(await window.AuditAsync());
        await window.GoAsync("/account");
        await Assertions.Expect(card.GetByLabel("Rendre mes images publiques")).ToBeCheckedAsync();

        await window.GoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await page.GetByTestId("title").FillAsync("Un phare sous la pluie");
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.GetByTestId("image")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Adresses publiques")).ToHaveCountAsync(0);
        var image = new ImageId(Guid.Parse((await page.GetByTestId("image").GetAttributeAsync("src"))!.Split('/')[3]));
        Assert.True(await host.Services.GetRequiredService<IPublicCopies>()
            .ServeAsync(image, TestContext.Current.CancellationToken));
        await page.ReloadAsync();
        await window.ReadyAsync();
        await page.GetByText("Un phare sous la pluie").First.ClickAsync();
        var addresses = page.Locator("details.why", new() { HasText = "Adresses publiques" });
        // The drawer puts the focus on the title once it is open.
        await Assertions.Expect(page.GetByTestId("title")).ToBeFocusedAsync();
        await addresses.Locator("summary").FocusAsync();
        await window.PressAsync("Enter");
        await Assertions.Expect(addresses.GetByRole(AriaRole.Link)).ToHaveCountAsync(6);
        Assert.Matches(
            "^https://images.example.com/[0-9a-f]{32}/1080x1920.webp$",
            await addresses.GetByRole(AriaRole.Link, new() { Name = "Story" }).GetAttributeAsync("href"));
        await KeepAsync(window, addresses, "public-addresses");
        Assert.Empty(await window.AuditAsync());
        Assert.Empty(window.Complaints);
    }

    private static async Task KeepAsync(Window window, ILocator shown, string name)
    {
        await shown.ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync($"{name}-1440-light-fr");
        await window.Page.SetViewportSizeAsync(390, 844);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await shown.ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync($"{name}-390-dark-fr");
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await window.Page.SetViewportSizeAsync(1440, 900);
    }
}
