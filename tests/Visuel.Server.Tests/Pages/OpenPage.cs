using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Visuel.Server.Ui;

namespace Visuel.Server.Tests.Pages;

/// <summary>Components as somebody who is signed in sees them, on the real server's services, in French.</summary>
internal sealed class OpenPage : BunitContext
{
    private readonly AsyncServiceScope scope;

    private OpenPage(AsyncServiceScope scope, ClaimsPrincipal user)
    {
        this.scope = scope;
        JSInterop.Mode = JSRuntimeMode.Loose;
        // What bUnit has of its own, or cannot make of the server's.
        Services.AddSingleton(scope.ServiceProvider.GetRequiredService<IStringLocalizer<Texts>>());
        Services.AddSingleton(
            ActivatorUtilities.CreateInstance<CurrentCaller>(scope.ServiceProvider, new SignedIn(user)));
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
    }

    /// <summary>Opens pages for somebody. The rest of the test is in French.</summary>
    public static Task<OpenPage> OfAsync(VisuelHost host, Actor who)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr");
        return SignInAsync(host, who);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await scope.DisposeAsync();
    }

    private static async Task<OpenPage> SignInAsync(VisuelHost host, Actor who)
    {
        var services = host.Services.CreateAsyncScope();
        var request = new DefaultHttpContext { RequestServices = services.ServiceProvider };
        request.Request.Headers.Cookie = $"token={who.Token}";
        var known = await request.AuthenticateAsync();
        Assert.True(known.Succeeded);
        return new OpenPage(services, known.Principal);
    }

    private sealed class SignedIn(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(user));
    }
}
