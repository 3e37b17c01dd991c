using Microsoft.Playwright;
using SkiaSharp;

namespace Visuel.Browser.Tests;

/// <summary>The card of colours and logo on the account page, and the illustrations that wear them.</summary>
public sealed class BrandPageTests(Browser browser)
{
    [Fact]
    public async Task Colours_a_logo_and_the_title_are_on_the_next_illustration()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync("Ada");
        var page = window.Page;
        await window.GoAsync("/account");

        await page.GetByLabel("Composer dans nos couleurs").FocusAsync();
        await window.PressAsync("Space");
        await page.GetByLabel("Couleur principale").FillAsync("#0b5fff");
        await page.GetByLabel("Couleur d'accent").FillAsync("#ff7a1a");
        await page.GetByLabel("Logo (PNG")
            .SetInputFilesAsync(new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = Logo() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la charte" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Enregistré.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByAltText("Votre logo")).ToBeVisibleAsync();
        await page.GetByAltText("Votre logo").ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync("brand-1440-light-fr");
        await page.SetViewportSizeAsync(390, 844);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GetByAltText("Votre logo").ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync("brand-390-dark-fr");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(1440, 900);
        Assert.Empty(await window.AuditAsync());

        await window.GoAsync("/account");
        await Assertions.Expect(page.GetByLabel("Couleur principale")).ToHaveValueAsync("#0b5fff");
        await Assertions.Expect(page.GetByLabel("Composer dans nos couleurs")).ToBeCheckedAsync();

        await window.GoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau contenu" }).ClickAsync();
        await page.GetByTestId("prompt").FillAsync("un vélo rouge dans la montagne");
        await window.TabToAsync(page.GetByTestId("titled"));
        await window.PressAsync("Space");
        await page.GetByTestId("wand").ClickAsync();
        await Assertions.Expect(page.GetByTestId("image")).ToBeVisibleAsync();
        await page.GetByTestId("image").ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync("branded-1440-light-fr");
        await page.SetViewportSizeAsync(390, 844);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GetByTestId("titled").ScrollIntoViewIfNeededAsync();
        await window.KeepPictureAsync("branded-390-dark-fr");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(1440, 900);
        var address = await page.GetByTestId("image").GetAttributeAsync("src");
        var image = await page.APIRequest.GetAsync(
            $"{host.ClientOptions.BaseAddress}{address!.TrimStart('/').Split("/file")[0]}");
        Assert.Equal(
            "brand", (await image.JsonAsync())!.Value.GetProperty("illustration").GetProperty("palette").GetString());

        await window.GoAsync("/account");
        await page.GetByLabel("Retirer le logo").CheckAsync();
        await page.GetByLabel("Composer dans nos couleurs").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la charte" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Enregistré.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByAltText("Votre logo")).ToBeHiddenAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task What_is_no_logo_is_told_beside_the_field_and_the_colours_stay()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        await window.RegisterAsync("Ada");
        var page = window.Page;
        await window.GoAsync("/account");

        await page.GetByLabel("Composer dans nos couleurs").CheckAsync();
        await page.GetByLabel("Couleur principale").FillAsync("#112233");
        await page.GetByLabel("Logo (PNG").SetInputFilesAsync(
            new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = "no picture"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la charte" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Un logo est un fichier PNG, JPEG ou WebP")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Couleur principale")).ToHaveValueAsync("#112233");
    }

    private static byte[] Logo()
    {
        using var bitmap = new SKBitmap(240, 80);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Transparent);
        using var paint = new SKPaint { Color = new SKColor(11, 95, 255), IsAntialias = true };
        canvas.DrawRoundRect(10, 10, 220, 60, 30, 30, paint);
        canvas.Flush();
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
