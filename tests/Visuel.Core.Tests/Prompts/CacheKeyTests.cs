using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Prompts;

namespace Visuel.Core.Tests.Prompts;

public sealed class CacheKeyTests
{
    private static readonly Order Plain = new(
        "A red bicycle", "text", ImageModels.StableDiffusionXl, DrawSize.Default, 7,
        new Brief("A red bicycle", null, null, ContentType.Image));

    [Theory]
    [InlineData("a RED   bicycle")]
    [InlineData("  A red bicycle\n")]
    public void Case_and_spacing_do_not_matter(string prompt) =>
        Assert.Equal(KeyOf(Plain), KeyOf(Plain with { Prompt = prompt }));

    [Fact]
    public void A_fresh_seed_does_not_matter_but_a_pinned_one_does()
    {
        Assert.Equal(KeyOf(Plain), KeyOf(Plain with { Seed = 8 }));
        Assert.NotEqual(KeyOf(Plain), CacheKey.Of(Plain, new Engine(), null, PromptWording.Optimized, 7));
        Assert.NotEqual(
            CacheKey.Of(Plain, new Engine(), null, PromptWording.Optimized, 8),
            CacheKey.Of(Plain, new Engine(), null, PromptWording.Optimized, 7));
    }

    [Fact]
    public void Everything_that_changes_the_picture_changes_the_key()
    {
        string[] keys =
        [
            KeyOf(Plain),
            KeyOf(Plain with { Prompt = "A blue bicycle" }),
            KeyOf(Plain with { NegativePrompt = "text, logo" }),
            KeyOf(Plain with { NegativePrompt = null }),
            KeyOf(Plain with { Size = new DrawSize(1024, 1025) }),
            KeyOf(Plain with { Size = new DrawSize(1025, 1024) }),
            KeyOf(Plain with { Model = ImageModels.FromHub("a/b") }),
            CacheKey.Of(Plain, new Engine(), "photo", PromptWording.Optimized, null),
            CacheKey.Of(Plain, new Engine(), null, PromptWording.AsWritten, null),
            CacheKey.Of(Plain, new Engine(), null, PromptWording.InEnglish, null),
            CacheKey.Of(Plain, new Engine { Version = "2" }, null, PromptWording.Optimized, null),
            CacheKey.Of(Plain, new Engine { Name = "other" }, null, PromptWording.Optimized, null),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    private static string KeyOf(Order order) => CacheKey.Of(order, new Engine(), null, PromptWording.Optimized, null);

    private sealed class Engine : IImageEngine
    {
        public string Name { get; init; } = EngineNames.HuggingFace;

        public string Version { get; init; } = "1";

        public bool ReadsTheBrief => false;

        public ValueTask<bool> IsReadyForAsync(Patron patron, CancellationToken stop) => ValueTask.FromResult(true);

        public Task<DrawOutcome> DrawAsync(Order order, IDrawingWatch watch, CancellationToken stop) =>
            throw new NotSupportedException();
    }
}
