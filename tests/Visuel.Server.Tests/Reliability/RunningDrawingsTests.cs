using Visuel.Core.Generation;
using Visuel.Server.Features.Drawing.Draw;

namespace Visuel.Server.Tests.Reliability;

public sealed class RunningDrawingsTests
{
    [Fact]
    public async Task Who_waits_for_the_last_one_to_leave_is_told_however_the_two_meet()
    {
        var stop = TestContext.Current.CancellationToken;
        using var running = new RunningDrawings(new DrawingOptions(2, 2, TimeSpan.Zero));
        for (var round = 0; round < 20_000; round++)
        {
            var id = new GenerationId(Guid.NewGuid());
            var drawing = running.Begin(id, hasPlace: false);
            var leaves = Task.Run(
                () =>
                {
                    drawing.End(null);
                    running.End(id);
                },
                stop);
            await running.WaitUntilEmptyAsync(stop).WaitAsync(TimeSpan.FromSeconds(10), stop);
            await leaves;
        }
    }
}
