using Visuel.Composer;

namespace Visuel.Server.Engines;

/// <summary>Loads the composer's data beside the start, so that the first image does not wait for it.</summary>
public sealed class ComposerWarmUp(Illustrator illustrator) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(illustrator.Warm, stoppingToken);
}
