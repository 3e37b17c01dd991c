using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Visuel.Browser.Tests;

/// <summary>Waits for an address.</summary>
internal static class Arrival
{
    /// <summary>Waits until the page stands at an address and has loaded. It looks again and again, since one event
    /// can come between looking and listening, and says where the page stood when it never comes.</summary>
    /// <param name="page">The page.</param>
    /// <param name="address">The address, or its end after <c>**</c>; <c>*</c> stands for anything.</param>
    /// <param name="within">The most that it waits, in milliseconds; the usual wait when not said.</param>
    public static async Task ArrivesAtAsync(this IPage page, string address, float? within = null)
    {
        var pattern = Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", ".*", StringComparison.Ordinal);
        await Assertions.Expect(page).ToHaveURLAsync(
            new Regex($"^{pattern}$", RegexOptions.None, Regex.InfiniteMatchTimeout), new() { Timeout = within });
        await page.HasLoadedAsync();
    }

    /// <summary>Waits until the page has loaded, in the same way.</summary>
    public static Task HasLoadedAsync(this IPage page) =>
        page.WaitForFunctionAsync("() => document.readyState === 'complete'");
}
