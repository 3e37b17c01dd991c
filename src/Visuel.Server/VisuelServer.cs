using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Visuel.Client;
using Visuel.Core.Library;
using Visuel.Server.Answers;
using Visuel.Server.Blobs;
using Visuel.Server.Callers;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Features.Admin;
using Visuel.Server.Features.Billing;
using Visuel.Server.Features.Branding;
using Visuel.Server.Features.Calendar;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Features.Drawing.Draw;
using Visuel.Server.Features.Drawing.Follow;
using Visuel.Server.Features.Drawing.Keep;
using Visuel.Server.Features.Export;
using Visuel.Server.Features.Keys;
using Visuel.Server.Features.Library;
using Visuel.Server.Features.Months;
using Visuel.Server.Features.Profit;
using Visuel.Server.Features.Quota;
using Visuel.Server.Features.Tokens;
using Visuel.Server.Features.Visitors;
using Visuel.Server.Limits;
using Visuel.Server.Stores;
using Visuel.Server.Stores.MongoDb;
using Visuel.Server.Ui;

namespace Visuel.Server;

/// <summary>What the server is made of, area by area; <c>Program.cs</c> is its table of contents.</summary>
internal static class VisuelServer
{
    /// <summary>The options every part reads, as singletons.</summary>
    public static void AddSettings(this IServiceCollection services, ServerSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(settings.Store)
        .AddSingleton(settings.Accounts)
        .AddSingleton(settings.Quota)
        .AddSingleton(settings.Drawing)
        .AddSingleton(settings.Engines)
        .AddSingleton(settings.Address)
        .AddSingleton(settings.Billing)
        .AddSingleton(settings.Costs)
        .AddSingleton(settings.Links)
        .AddSingleton(TimeProvider.System);

    /// <summary>Records, files and keys.</summary>
    public static void AddStorage(this IServiceCollection services, StoreOptions options)
    {
        services.AddStore(options);
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

    /// <summary>The use cases of every feature. They hold no state of a request, so one of each serves all.</summary>
    public static void AddFeatures(this IServiceCollection services) => services
        .AddSingleton<IConfigureOptions<HostOptions>>(provider => new ConfigureOptions<HostOptions>(
            host => host.ShutdownTimeout = provider.GetRequiredService<DrawingOptions>().Farewell + DrawingOptions.LastWords))
        .AddSingleton<EmptyWorkspace>().AddSingleton<EraseAccount>().AddSingleton<MakeResetLink>().AddSingleton<ResetPassword>()
        .AddSingleton<ErasureSweeper>().AddHostedService(provider => provider.GetRequiredService<ErasureSweeper>())
        .AddSingleton<UpdateProfile>().AddSingleton<SignOut>().AddSingleton<OwnTokens>().AddSingleton<SaveBrand>()
        .AddSingleton<CreateApiKey>().AddSingleton<RevokeApiKey>().AddSingleton<KeyUses>().AddHostedService(provider => provider.GetRequiredService<KeyUses>())
        .AddSingleton<SaveContent>().AddSingleton<MoveContent>().AddSingleton<ReadCalendar>()
        .AddSingleton<PrepareOrder>().AddSingleton<StartGeneration>().AddSingleton<AwaitGeneration>().AddSingleton<GenerateImage>()
        .AddSingleton<KeepImage>().AddSingleton<ReadCachedImage>()
        .AddSingleton<DrawingRoom>().AddSingleton<GenerationNews>().AddSingleton<DrawGeneration>().AddSingleton<WatchGeneration>().AddSingleton<CancelGeneration>()
        .AddSingleton<ForgetOldRecords>()
        .AddSingleton<ReadImageFile>().AddSingleton<OpenImageFile>().AddSingleton<ImageProblems>()
        .AddSingleton<ReadQuota>().AddSingleton<SettleHolds>().AddHostedService<HoldSweeper>().AddHostedService<GenerationWorker>()
        .AddSingleton<ResetMonthlyImageQuotas>().AddHostedService<ResetScheduler>()
        .AddSingleton<PriceBook>().AddSingleton<SyncCustomer>().AddSingleton<ReadBilling>().AddSingleton<OpenPortal>().AddSingleton<StartCheckout>().AddSingleton<FinishCheckout>()
        .AddSingleton<EndSubscription>().AddSingleton<ReadProfit>()
        .AddSingleton<VisitorCookie>().AddSingleton<VisitorDesk>().AddSingleton<RemoveExpiredVisitors>().AddHostedService<VisitorSweeper>()
        .AddSingleton<WriteExport>().AddSingleton<UpdateAdminAccount>().AddSingleton<DescribeAccount>().AddSingleton<ReadUsageByPeriod>().AddSingleton<ListTroubledGenerations>();

    /// <summary>How we speak HTTP: JSON, problems, limits, languages, who is calling.</summary>
    public static void AddHttpRules(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => VisuelJson.Configure(options.SerializerOptions));
        services.AddLocalization().AddHttpContextAccessor();
        services.AddSingleton<Problems>().AddSingleton<ProblemAnswers>();
        services.AddExceptionHandler<ProblemAnswers>();
        services.AddProblemDetails();
        services.AddTokenAuthentication();
        services.AddRateLimits();
    }

    /// <summary>What every request passes before its endpoint, in this order.</summary>
    public static void UseHttpRules(this WebApplication app, ServerSettings settings)
    {
        app.UseForwardedHeaders(settings.Address.Forwarded());
        app.UseSecurityHeaders(settings.Publishing, settings.Stripe);
        app.UseResponseCompression();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true });
        app.UseWhen(ProblemAnswers.IsApi, api => api.UseStatusCodePages(
            context => context.HttpContext.RequestServices.GetRequiredService<ProblemAnswers>().FillAsync(context)));
        app.UseWhen(http => !ProblemAnswers.IsApi(http), pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.UseAuthentication();
        app.UseRequestLocalization(Culture.Options(settings.Accounts));
        app.UseMiddleware<SameOrigin>();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseTokenRenewal();
        app.UseAntiforgery();
    }
}
