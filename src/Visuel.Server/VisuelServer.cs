using Visuel.Client;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Limits;
using Visuel.Server.Settings;
using Visuel.Server.Ui;

namespace Visuel.Server;

/// <summary>What the server is made of, area by area; <c>Program.cs</c> is its table of contents.</summary>
internal static class VisuelServer
{
    /// <summary>How we speak HTTP: JSON, problems, limits, languages, who is calling.</summary>
    public static void AddHttpRules(
        this IServiceCollection services, PublicAddress address, LimitOptions limits, string defaultLocale)
    {
        services.AddSingleton(address).AddSingleton(Culture.Options(defaultLocale));
        services.ConfigureHttpJsonOptions(options => VisuelJson.Configure(options.SerializerOptions));
        services.AddLocalization().AddHttpContextAccessor();
        services.AddSingleton<Problems>().AddSingleton<ProblemAnswers>();
        services.AddExceptionHandler<ProblemAnswers>();
        services.AddProblemDetails();
        services.AddCallers();
        services.AddSingleton<VisitorCookie>().AddSingleton<ReadPatron>();
        services.AddRateLimits(limits);
    }

    /// <summary>What every request passes before its endpoint, in this order.</summary>
    public static void UseHttpRules(this WebApplication app, ServerSettings settings)
    {
        app.UseForwardedHeaders(settings.Address.Forwarded());
        app.UseAnswerHeaders();
        app.UseSecurityHeaders(settings.Publishing.Cdn, settings.Address.StrictTransport);
        app.UseCookiePolicy(settings.Address.Cookies());
        app.UseResponseCompression();
        app.UseExceptionHandler(
            new ExceptionHandlerOptions { ExceptionHandlingPath = ProblemPage.Path, CreateScopeForErrors = true });
        app.UseWhen(ProblemAnswers.IsApi, api => api.UseStatusCodePages(
            context => context.HttpContext.RequestServices.GetRequiredService<ProblemAnswers>().FillAsync(context)));
        app.UseWhen(http => !ProblemAnswers.IsApi(http), pages => pages.UseStatusCodePagesWithReExecute(
            ProblemPage.Path, createScopeForStatusCodePages: true));
        app.Use(PageProblem.ReadAsync);
        app.UseRouting();
        app.UseAuthentication();
        app.UseCulture();
        app.UseMiddleware<SameOrigin>();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<HangUps>();
        app.UseMiddleware<PagePosts>();
        app.UseMiddleware<RequestTexts>();
    }
}
