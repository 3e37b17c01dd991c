using Visuel.Composer;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines;

/// <summary>The embedded composer. It draws an illustration from the words of the brief, without a token or a
/// network.</summary>
public sealed class ComposerEngine(Illustrator illustrator) : IImageEngine, IDisposable
{
    // One drawing keeps a core busy. More than two at once take no less time.
    private readonly SemaphoreSlim workers = new(2);

    public string Name => EngineNames.Composer;

    public string Version => Illustrator.Version;

    public bool ReadsTheBrief => true;

    public ValueTask<bool> IsReadyForAsync(Patron patron, CancellationToken stop) => ValueTask.FromResult(true);

    public async Task<DrawOutcome> DrawAsync(Order order, IDrawingWatch watch, CancellationToken stop)
    {
        await workers.WaitAsync(stop);
        try
        {
            watch.Report(new DrawProgress(DrawStage.Drawing));
            var composed = await Task.Run(
                () => illustrator.Compose(BriefOf(order), order.Size.Width, order.Size.Height, order.Seed, stop), stop);
            return new DrawOutcome.Drawn(new DrawnPicture(composed.Png.ToArray(), order.Seed, Provider: null)
            {
                Illustration = new Illustration(
                    composed.Scene, composed.Palette, composed.Concepts, composed.Pictograms),
            });
        }
        finally
        {
            workers.Release();
        }
    }

    public void Dispose() => workers.Dispose();

    private static CompositionBrief BriefOf(Order order) => new(
        order.Brief.Subject, order.Brief.Detail, Answers.WireName.Of(order.Brief.Type))
    {
        Title = order.Title,
        Brand = BrandColours.TryParse(order.Brand?.Main, order.Brand?.Accent),
        Logo = order.Brand is { Logo: var logo } ? BrandLogo.TryRead(logo.Span) : null,
    };
}
