using FsCheck.Xunit;
using Visuel.Core.Accounts;

namespace Visuel.Core.Tests.Accounts;

/// <summary>Browser and system, as headers name them.</summary>
public sealed class DeviceTests
{
    private const string Blink = "AppleWebKit/537.36 (KHTML, like Gecko)";
    private const string WebKit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
    private const string IPhone = "(iPhone; CPU iPhone OS 18_5 like Mac OS X)";

    [Theory]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
        "Firefox", "Windows")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux")]
    [InlineData(
        $"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WebKit} Version/18.5 Safari/605.1.15",
        "Safari", "macOS")]
    [InlineData(
        $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {Blink} Chrome/142.0.0.0 Safari/537.36",
        "Chrome", "Windows")]
    [InlineData($"Mozilla/5.0 (X11; Linux x86_64) {Blink} HeadlessChrome/142.0.0.0 Safari/537.36", "Chrome", "Linux")]
    [InlineData(
        $"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {Blink} Chrome/142.0.0.0 Safari/537.36",
        "Chrome", "ChromeOS")]
    [InlineData(
        $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {Blink} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
        "Edge", "Windows")]
    [InlineData(
        $"Mozilla/5.0 (Linux; Android 10; K) {Blink} Chrome/142.0.0.0 Mobile Safari/537.36",
        "Chrome", "Android")]
    [InlineData(
        $"Mozilla/5.0 (Linux; Android 13; SM-S901B) {Blink} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
        "Samsung Internet", "Android")]
    [InlineData($"Mozilla/5.0 {IPhone} {WebKit} Version/18.5 Mobile/15E148 Safari/604.1", "Safari", "iPhone")]
    [InlineData($"Mozilla/5.0 {IPhone} {WebKit} CriOS/142.0 Mobile/15E148 Safari/604.1", "Chrome", "iPhone")]
    [InlineData(
        $"Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) {WebKit} FxiOS/144.0 Mobile/15E148 Safari/604.1",
        "Firefox", "iPad")]
    [InlineData(
        $"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {Blink} Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0",
        "Opera", "Windows")]
    [InlineData("curl/8.5.0", "curl", null)]
    [InlineData("python-requests/2.32.3", "python-requests", null)]
    [InlineData("node", "node", null)]
    [InlineData("Mozilla/5.0 (compatible; somebody's own)", null, null)]
    [InlineData("<script>alert(1)</script>/1", null, null)]
    [InlineData("/", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void A_header_names_a_browser_and_a_system(string? userAgent, string? browser, string? system) =>
        Assert.Equal(new Device(browser, system), Device.Of(userAgent));

    [Property]
    public void Nothing_long_or_strange_is_kept_of_whatever_is_sent(string userAgent)
    {
        var device = Device.Of(userAgent);
        Assert.All(
            new[] { device.Browser, device.System },
            name => Assert.True(name is null or { Length: <= Device.LongestName }));
        Assert.DoesNotContain(
            device.Browser ?? "",
            letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.' or ' '));
    }

    [Fact]
    public void A_name_longer_than_any_is_left_out_and_what_stands_far_behind_is_not_read()
    {
        Assert.Equal(new Device(null, null), Device.Of(new string('a', Device.LongestName + 1)));
        Assert.Equal(new Device(null, null), Device.Of($"Mozilla/5.0 {new string(' ', 1000)} Firefox/144.0"));
    }
}
