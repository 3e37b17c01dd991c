using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.SignalR;
using Visuel.Core.Accounts;
using Visuel.Server.Rounds;
using Visuel.Server.Callers;
using Visuel.Server.Features.Accounts;

namespace Visuel.Server.Ui;

/// <summary>The pages, their files, and the forms that set cookies.</summary>
public static class PageEndpoints
{
    /// <summary>Registers what pages need.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services, SiteLinks links)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            // A page that does not answer a script's call keeps its circuit in memory for so long, ended or not.
            options.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
            options.DisconnectedCircuitRetentionPeriod = OpenCircuits.Waits;
            // What a page kept of a circuit that is gone is never asked for (CircuitFilter).
            options.PersistedCircuitInMemoryMaxRetained = 0;
        });
        services.AddSingleton<OpenCircuits>().AddSingleton<CircuitFilter>();
        services.Configure<HubOptions>(options => options.AddFilter<CircuitFilter>());
        services.AddCascadingAuthenticationState().AddScoped<AntiforgeryStateProvider, NoFormTokens>();
        services.AddScoped<AuthenticationStateProvider, SessionWatch>().AddScoped<CircuitHandler, WatchOpenedPage>();
        // Only pages are compressed: an API answer may hold a secret beside what a caller chose (BREACH).
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html"];
        });
        return services.AddSingleton(links).AddScoped<CurrentCaller>()
            .AddSingleton<WorkspaceNews>().AddRound<WatchWorkspaces>();
    }

    /// <summary>Maps the pages and their files.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        // Forms change state; SameOrigin has refused those of other sites, so they need no token that grows old.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().DisableAntiforgery();
        app.MapPost("/culture/{locale}", SetCultureAsync).AllowAnonymous().DisableAntiforgery()
            .ExcludeFromDescription();
        app.MapPost("/logout", SignOutAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    /// <summary>A path on this site, or its start: never an address elsewhere. Characters that no header takes are
    /// percent-encoded.</summary>
    public static string LocalPath(string? to) =>
        to is ['/'] or ['/', not '/' and not '\\', ..] && !to.Any(char.IsControl)
            ? string.Concat(to.EnumerateRunes().Select(rune => rune is { IsAscii: true, Value: not ' ' }
                ? rune.ToString()
                : Uri.EscapeDataString(rune.ToString())))
            : "/";

    private static async Task<RedirectHttpResult> SetCultureAsync(
        string locale, string? to, HttpContext http, UpdateProfile update, CancellationToken stop)
    {
        if (Languages.All.Contains(locale))
        {
            http.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(locale)),
                new CookieOptions
                {
                    HttpOnly = true,
                    IsEssential = true,
                    SameSite = SameSiteMode.Lax,
                    MaxAge = TimeSpan.FromDays(365),
                });
            if (Caller.TryOf(http.User) is { Session: not null } caller)
            {
                await update.RunAsync(caller.Account, null, locale, null, stop);
            }
        }

        return TypedResults.Redirect(LocalPath(to));
    }

    private static async Task<RedirectHttpResult> SignOutAsync(
        HttpContext http, SignOut signOut, CancellationToken stop)
    {
        await signOut.RunAsync(http, stop);
        return TypedResults.Redirect("/login");
    }
}
