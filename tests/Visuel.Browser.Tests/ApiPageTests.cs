namespace Visuel.Browser.Tests;

/// <summary>The page at <c>/docs</c>, which another company's script draws.</summary>
public sealed class ApiPageTests(Browser browser)
{
    [Fact]
    public async Task It_shows_the_calls_and_asks_nobody_else_for_anything()
    {
        await using var host = VisuelHost.Start();
        await using var window = await browser.OpenAsync(host.ClientOptions.BaseAddress);
        var elsewhere = new List<string>();
        window.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } address
                && address.Host != host.ClientOptions.BaseAddress.Host)
            {
                elsewhere.Add(address.Host);
            }
        };
        await window.Page.GotoAsync("/docs/");
        await window.Page.GetByText("A content calendar that makes the image").First.WaitForAsync();
        await window.KeepPictureAsync("api");
        Assert.Empty(elsewhere);
        Assert.Empty(window.Complaints);
        foreach (var foreign in new[] { "Ask AI", "Generate SDK", "Deploy" })
        {
            Assert.Equal(0, await window.Page.GetByText(foreign).CountAsync());
        }
    }
}
