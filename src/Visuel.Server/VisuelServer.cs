using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Visuel.Client;
using Visuel.Core.Library;
using Visuel.Server.Answers;
using Visuel.Server.Blobs;
using Visuel.Server.Callers;
using Visuel.Server.Limits;
using Visuel.Server.Settings;
using Visuel.Server.Stores;
using Visuel.Server.Stores.MongoDb;
using Visuel.Server.Ui;

namespace Visuel.Server;

/// <summary>What the server is made of, area by area; <c>Program.cs</c> is its table of contents.</summary>
internal static class VisuelServer
{
    /// <summary>Records, files and keys.</summary>
    public static void AddStorage(this IServiceCollection services, StoreOptions options)
    {
        services.AddSingleton(options).AddSingleton(TimeProvider.System).AddStore(options);
        services.AddSingleton(_ => new NodeSlot(options.DataFolder, hasOtherMachines: options.MongoUri is not null));
        services.AddBlobs(options);
        var protection = services.AddDataProtection().SetApplicationName("visuel");
        if (options.MongoUri is null)
        {
            protection.PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(options.DataFolder, "keys")));
        }
        else
        {
            // All nodes open what one of them sealed.
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
                keys => keys.XmlRepository = new MongoKeyRing(provider.GetRequiredService<MongoStore>())));
        }
    }

    private static void AddBlobs(this IServiceCollection services, StoreOptions options)
    {
        services.AddSingleton(provider => new DiskBlobs(Path.Combine(options.DataFolder, "images"), provider.GetRequiredService<NodeSlot>().Name));
        if (options.Bucket is not { } bucket)
        {
            services.AddSingleton<IBlobs>(provider => provider.GetRequiredService<DiskBlobs>());
        }
        else if (options.MongoUri is not null)
        {
            services.AddSingleton<IBlobs>(_ => new S3Blobs(bucket)).AddSingleton<IPublicFiles>(_ => new S3PublicFiles(bucket));
        }
        else
        {
            // One machine, so that its folder may stand in for the bucket.
            services.AddSingleton(provider => new SpooledBlobs(new S3Blobs(bucket), provider.GetRequiredService<DiskBlobs>()))
                .AddSingleton<IBlobs>(provider => provider.GetRequiredService<SpooledBlobs>()).AddHostedService<SpoolSweeper>()
                .AddSingleton<IPublicFiles>(_ => new S3PublicFiles(bucket));
        }
    }

    /// <summary>How we speak HTTP: JSON, problems, limits, languages, who is calling.</summary>
    public static void AddHttpRules(this IServiceCollection services, PublicAddress address, string defaultLocale)
    {
        services.AddSingleton(address).AddSingleton(Culture.Options(defaultLocale));
        services.ConfigureHttpJsonOptions(options => VisuelJson.Configure(options.SerializerOptions));
        services.AddLocalization().AddHttpContextAccessor();
        services.AddSingleton<Problems>().AddSingleton<ProblemAnswers>();
        services.AddExceptionHandler<ProblemAnswers>();
        services.AddProblemDetails();
        services.AddCallers();
        services.AddSingleton<VisitorCookie>().AddSingleton<ReadPatron>();
        services.AddRateLimits();
    }

    /// <summary>What every request passes before its endpoint, in this order.</summary>
    public static void UseHttpRules(this WebApplication app, ServerSettings settings)
    {
        app.UseForwardedHeaders(settings.Address.Forwarded());
        app.UseSecurityHeaders(settings.Publishing.Cdn, settings.Stripe.Pages);
        app.UseResponseCompression();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true });
        app.UseWhen(ProblemAnswers.IsApi, api => api.UseStatusCodePages(
            context => context.HttpContext.RequestServices.GetRequiredService<ProblemAnswers>().FillAsync(context)));
        app.UseWhen(http => !ProblemAnswers.IsApi(http), pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.UseAuthentication();
        app.UseCulture();
        app.UseMiddleware<SameOrigin>();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
    }
}
