namespace Visuel.Composer.Tests;

public sealed class DeterminismTests
{
    private static readonly string[] Titles = ["Télétravail", "Soldes d'été", "Yoga in the mountains", "qsdfgh"];

    [Fact]
    public void The_same_order_gives_the_same_bytes_from_another_illustrator()
    {
        var brief = new CompositionBrief("Les meilleures pratiques du télétravail en 2024", null, "article");
        var again = new Illustrator().Compose(brief, 400, 300, 7);
        Assert.True(again.Png.Span.SequenceEqual(Drawing.Illustrator.Compose(brief, 400, 300, 7).Png.Span));
    }

    [Fact]
    public void Consecutive_seeds_change_scene_and_palette()
    {
        foreach (var title in Titles)
        {
            var row = Enumerable.Range(-2, 14).Select(seed => Drawing.Compose(title, "social", seed, 256, 256))
                .ToList();
            Assert.All(row.Zip(row.Skip(1)), pair =>
            {
                Assert.NotEqual(pair.First.Scene, pair.Second.Scene);
                Assert.NotEqual(pair.First.Palette, pair.Second.Palette);
            });
            Assert.Equal(row.Count, row.Select(image => Convert.ToHexString(image.Png.Span)).Distinct().Count());
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Many_threads_draw_what_one_draws(int threads)
    {
        var orders = Titles.SelectMany(title => Enumerable.Range(0, 12).Select(seed => (title, seed))).ToList();
        var alone = orders.Select(order => Draw(order.title, order.seed)).ToList();
        var together = orders.AsParallel().AsOrdered().WithDegreeOfParallelism(threads)
            .Select(order => Draw(order.title, order.seed)).ToList();
        Assert.Equal(alone, together);
    }

    [Fact]
    public void All_formats_of_one_order_share_scene_and_palette()
    {
        var square = Drawing.Compose("Voyage en train", seed: 3);
        var tall = Drawing.Compose("Voyage en train", seed: 3, width: 270, height: 480);
        Assert.Equal((square.Scene, square.Palette), (tall.Scene, tall.Palette));
    }

    [Fact]
    public void A_stopped_order_draws_nothing() =>
        Assert.Throws<OperationCanceledException>(() => Drawing.Illustrator.Compose(
            new CompositionBrief("x", null, "ad"), 256, 256, 1, new CancellationToken(canceled: true)));

    private static string Draw(string title, int seed) =>
        Convert.ToHexString(Drawing.Compose(title, "ad", seed, 256, 288).Png.Span);
}
