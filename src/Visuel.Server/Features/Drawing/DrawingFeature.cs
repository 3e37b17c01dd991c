using Microsoft.Extensions.Options;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Features.Drawing.Draw;
using Visuel.Server.Features.Drawing.Follow;
using Visuel.Server.Features.Drawing.Keep;
using Visuel.Server.Rounds;

namespace Visuel.Server.Features.Drawing;

/// <summary>How an image comes about: asked for, drawn, kept and followed.</summary>
internal static class DrawingFeature
{
    /// <summary>Registers what the feature is made of. The host waits for drawings as long as they may go on.</summary>
    public static IServiceCollection AddDrawing(this IServiceCollection services, DrawingOptions options) => services
        .AddSingleton(options)
        .AddSingleton<IConfigureOptions<HostOptions>>(
            new ConfigureOptions<HostOptions>(
                host => host.ShutdownTimeout = options.ShutdownGrace + DrawingOptions.ShutdownSpare))
        .AddAsk().AddDraw().AddKeep().AddFollow();

    /// <summary>Maps its routes.</summary>
    public static void MapDrawing(this IEndpointRouteBuilder routes)
    {
        routes.MapImages();
        routes.MapGenerations();
        routes.MapModels();
        routes.MapPrompts();
    }

    private static IServiceCollection AddAsk(this IServiceCollection services) => services
        .AddSingleton<PrepareOrder>()
        .AddSingleton<ReadCachedImage>()
        .AddSingleton<QueueGeneration>()
        .AddSingleton<StartGeneration>()
        .AddSingleton<AwaitGeneration>()
        .AddSingleton<GenerateImage>()
        .AddSingleton<DrawForItem>()
        .AddSingleton<ReadItemImages>()
        .AddSingleton<ImageProblems>();

    private static IServiceCollection AddDraw(this IServiceCollection services) => services
        .AddSingleton<RunningDrawings>()
        .AddSingleton<NodeClaims>()
        .AddSingleton<DrawingRecords>()
        .AddSingleton<DrawGeneration>()
        .AddSingleton<SettleHolds>()
        .AddRound<HoldSweeper>()
        .AddRound<GenerationWorker>()
        .AddRound<LostDrawings>()
        .AddRound<ForgetOldRecords>()
        .AddHostedService<FinishDrawings>();

    private static IServiceCollection AddKeep(this IServiceCollection services) => services
        .AddSingleton<KeepImage>();

    private static IServiceCollection AddFollow(this IServiceCollection services) => services
        .AddSingleton<GenerationNews>()
        .AddSingleton<WatchGeneration>()
        .AddSingleton<CancelGeneration>();
}
