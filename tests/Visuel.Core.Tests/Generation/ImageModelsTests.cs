using Visuel.Core.Generation;

namespace Visuel.Core.Tests.Generation;

public sealed class ImageModelsTests
{
    public static TheoryData<ImageModel> FromHub { get; } =
        [.. ImageModels.All.Where(model => model.Engine == EngineNames.HuggingFace)];

    [Theory]
    [MemberData(nameof(FromHub))]
    public void Every_size_is_one_that_every_provider_takes(ImageModel model)
    {
        Assert.Contains(model.TrainedSizes, size => size.Width == size.Height);
        Assert.All(model.TrainedSizes, size => Assert.True(
            size.Width % 16 == 0 && size.Height % 16 == 0 && size.Width * size.Height < 1_800_000, $"{size}"));
    }

    [Theory]
    [MemberData(nameof(FromHub))]
    public void What_is_sent_lies_within_what_makes_sense(ImageModel model)
    {
        Assert.True(model.Steps is { } steps && steps.Least <= steps.Default && steps.Default <= steps.Most);
        Assert.True(model.GuidanceScale is not { } guidance
            || (guidance.Least <= guidance.Default && guidance.Default <= guidance.Most));
        Assert.NotNull(model.Licence);
    }

    [Fact]
    public void The_default_draws_with_a_negative_prompt_and_thirty_steps()
    {
        Assert.Same(ImageModels.All[0], ImageModels.StableDiffusionXl);
        Assert.Equal((30, 7.0, true, true), (
            ImageModels.StableDiffusionXl.Steps!.Default, ImageModels.StableDiffusionXl.GuidanceScale!.Default,
            ImageModels.StableDiffusionXl.TakesNegativePrompt, ImageModels.StableDiffusionXl.MayDrawAds));
    }

    [Fact]
    public void Only_what_is_not_for_business_draws_no_ads() =>
        Assert.Equal(
            [ImageModels.FluxDev.Id], ImageModels.All.Where(model => !model.MayDrawAds).Select(model => model.Id));

    [Fact]
    public void Of_an_unknown_model_nothing_is_assumed()
    {
        var model = ImageModels.FromHub("acme/own");
        Assert.Equal((null, null, false, null, true), (
            model.Steps, model.GuidanceScale, model.TakesNegativePrompt, model.Licence, model.MayDrawAds));
        Assert.Same(ImageModels.FluxDev, ImageModels.FromHub("black-forest-labs/FLUX.1-dev"));
    }
}
