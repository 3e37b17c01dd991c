using Microsoft.AspNetCore.Localization;
using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Ui;

/// <summary>The cookie of the language menu. Of several with its name the first that names a language of Visuel's
/// counts.</summary>
internal sealed class CultureCookie : RequestCultureProvider
{
    /// <summary>Which language it names; null where none does.</summary>
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
        Task.FromResult(
            CookieValues.Of(httpContext.Request, CookieRequestCultureProvider.DefaultCookieName, Read, most: 1) is
                [var first]
                ? first
                : null);

    private static ProviderCultureResult? Read(string value) =>
        CookieRequestCultureProvider.ParseCookieValue(Uri.UnescapeDataString(value)) is { } read
        && read.UICultures.Any(culture => culture.Value is { } name && Languages.All.Contains(name))
            ? read
            : null;
}
