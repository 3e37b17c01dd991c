using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Ui;

/// <summary>In which language a caller is answered: the account's, else the one chosen with the language menu, else the
/// browser's, else the installation's.</summary>
public static class Culture
{
    /// <summary>Sets the language of each request. Where the account says it, the framework is not asked: it would make
    /// a copy of the language for each request.</summary>
    public static IApplicationBuilder UseCulture(this IApplicationBuilder app)
    {
        var chosen = Languages.All.ToDictionary(locale => locale, FeatureOf, StringComparer.Ordinal);
        return app.Use(next =>
        {
            var branch = app.New();
            var options = app.ApplicationServices.GetRequiredService<RequestLocalizationOptions>();
            branch.UseRequestLocalization(options).Run(next);
            var find = branch.Build();
            return http =>
            {
                var locale = Caller.KnownOf(http.User)?.Account.Locale;
                return locale is not null && chosen.TryGetValue(locale, out var culture)
                    ? AnswerAsync(http, culture, next)
                    : find(http);
            };
        });
    }

    /// <summary>The options of the localization middleware, for callers whose account says nothing.</summary>
    /// <param name="defaultLocale">The installation's language, for callers who name none.</param>
    public static RequestLocalizationOptions Options(string defaultLocale)
    {
        string[] locales = [.. Languages.All];
        var options = new RequestLocalizationOptions { ApplyCurrentCultureToResponseHeaders = true }
            .SetDefaultCulture(defaultLocale)
            .AddSupportedCultures(locales)
            .AddSupportedUICultures(locales);
        foreach (var culture in options.SupportedCultures!.Append(options.DefaultRequestCulture.Culture))
        {
            Prepare(culture);
        }

        options.RequestCultureProviders =
        [
            new CultureCookie(),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
        return options;
    }

    private static async Task AnswerAsync(HttpContext http, RequestCultureFeature culture, RequestDelegate next)
    {
        http.Features.Set<IRequestCultureFeature>(culture);
        CultureInfo.CurrentCulture = culture.RequestCulture.Culture;
        CultureInfo.CurrentUICulture = culture.RequestCulture.UICulture;
        http.Response.Headers.ContentLanguage = culture.RequestCulture.UICulture.Name;
        await next(http);
    }

    private static RequestCultureFeature FeatureOf(string locale) =>
        new(new RequestCulture(CultureInfo.ReadOnly(Prepare(new CultureInfo(locale)))), provider: null);

    // What a copy does not find ready it asks ICU for, which took half the time of a small answer.
    private static CultureInfo Prepare(CultureInfo culture)
    {
        _ = (culture.NumberFormat, culture.DateTimeFormat, culture.TextInfo, culture.CompareInfo);
        return culture;
    }
}
