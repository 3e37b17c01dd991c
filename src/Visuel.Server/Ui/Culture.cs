using Microsoft.AspNetCore.Localization;
using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Ui;

/// <summary>In which language a caller is answered: the account's, else the one chosen with the language menu, else the browser's, else the installation's.</summary>
public static class Culture
{
    /// <summary>The options of the localization middleware.</summary>
    /// <param name="defaultLocale">The installation's language, for callers who name none.</param>
    public static RequestLocalizationOptions Options(string defaultLocale)
    {
        string[] locales = [.. Languages.All];
        var options = new RequestLocalizationOptions { ApplyCurrentCultureToResponseHeaders = true }
            .SetDefaultCulture(defaultLocale)
            .AddSupportedCultures(locales)
            .AddSupportedUICultures(locales);
        // Each request gets copies of these. What a copy does not find ready it asks ICU for, which took half the time of a small answer.
        foreach (var culture in options.SupportedCultures!.Append(options.DefaultRequestCulture.Culture))
        {
            _ = (culture.NumberFormat, culture.DateTimeFormat, culture.TextInfo, culture.CompareInfo);
        }

        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(http => Task.FromResult(
                http.User.FindFirst(Caller.LocaleClaim) is { Value: var locale } ? new ProviderCultureResult(locale) : null)),
            new CookieRequestCultureProvider(),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
        return options;
    }
}
