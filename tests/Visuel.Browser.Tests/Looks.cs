using Microsoft.Playwright;

namespace Visuel.Browser.Tests;

/// <summary>The windows in which pages are looked at: two that differ in everything, and the two between them with
/// <c>./test all</c>.</summary>
public static class Looks
{
    private static readonly bool IsAll = Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is "1";

    /// <summary>For every page.</summary>
    public static TheoryData<int, int, ColorScheme, string> Most => IsAll
        ? new()
        {
            { 1440, 900, ColorScheme.Light, "fr-FR" },
            { 390, 844, ColorScheme.Dark, "en-GB" },
            { 1440, 900, ColorScheme.Dark, "en-GB" },
            { 390, 844, ColorScheme.Light, "fr-FR" },
        }
        : new() { { 1440, 900, ColorScheme.Light, "fr-FR" }, { 390, 844, ColorScheme.Dark, "en-GB" } };

    /// <summary>For one page in many states.</summary>
    public static TheoryData<int, int, ColorScheme, string> One =>
        IsAll ? Most : new() { { 390, 844, ColorScheme.Dark, "en-GB" } };
}
