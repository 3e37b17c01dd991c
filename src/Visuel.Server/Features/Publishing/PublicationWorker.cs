using Visuel.Core.Library;

namespace Visuel.Server.Features.Publishing;

/// <summary>Makes and removes public copies, one after the other, as soon as they are due; what fails is tried again, ever later, for as long as it takes.</summary>
internal sealed partial class PublicationWorker(IPublicCopies copies, PublishCopy publish, TimeProvider clock, ILogger<PublicationWorker> logger) : BackgroundService
{
    private const int AtOnce = 4;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    // Longer than a few copies take; then another node may have them.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                var now = clock.GetUtcNow();
                while (await copies.TakeAsync(now, now + Turn, AtOnce, stoppingToken) is { Count: > 0 } due)
                {
                    foreach (var copy in due)
                    {
                        await TryAsync(copy, stoppingToken);
                    }
                }
            }
            catch (IOException error)
            {
                LogAway(error);
            }
        }
        while (await tick.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(PublicCopy copy, CancellationToken stop)
    {
        try
        {
            await publish.RunAsync(copy, stop);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            var wait = TimeSpan.FromSeconds(Math.Min(LongestDelay.TotalSeconds, 2 * Math.Pow(2, Math.Min(copy.Attempts, 16))));
            LogDelayed(copy.Image, wait, error);
            await copies.DelayAsync(copy.Image, clock.GetUtcNow() + wait, stop);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The public copy of image {Image} is tried again in {Wait}")]
    private partial void LogDelayed(ImageId image, TimeSpan wait, Exception error);

    [LoggerMessage(LogLevel.Warning, "Public copies wait for the store; the next round tries again")]
    private partial void LogAway(Exception error);
}
