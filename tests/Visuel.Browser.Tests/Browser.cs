using Microsoft.Playwright;
using Visuel.Browser.Tests;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Visuel.Browser.Tests;

/// <summary>A real Chromium, one for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    // What a person would wait for on a machine that does other things too: only a test that fails waits as long.
    private const int LongestWaitMilliseconds = 60_000;

    private IPlaywright playwright = null!;
    private IBrowser chromium = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        playwright.Selectors.SetTestIdAttribute("data-test");
        Assertions.SetDefaultExpectTimeout(LongestWaitMilliseconds);
        chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
                ? named
                : "/usr/bin/chromium",
            Headless = true,
            Args = Flags,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>A window of its own, with nothing remembered.</summary>
    internal async Task<Window> OpenAsync(Uri address, int width =
        1440, int height = 900, ColorScheme scheme = ColorScheme.Light, string locale = "fr-FR")
    {
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            IgnoreHTTPSErrors = true,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = locale,
            TimezoneId = "Europe/Paris",
            DeviceScaleFactor = width < 500 ? 2 : 1,
        });
        context.SetDefaultTimeout(LongestWaitMilliseconds);
        return new Window(await context.NewPageAsync());
    }
}
