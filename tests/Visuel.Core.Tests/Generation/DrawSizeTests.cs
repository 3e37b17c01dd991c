using Visuel.Core.Generation;

namespace Visuel.Core.Tests.Generation;

public sealed class DrawSizeTests
{
    [Theory]
    [InlineData(1024, 1024, 1024, 1024)]
    [InlineData(256, 256, 1024, 1024)]
    [InlineData(1080, 1350, 896, 1152)]
    [InlineData(1080, 1920, 768, 1344)]
    [InlineData(1920, 1080, 1344, 768)]
    [InlineData(1200, 630, 1344, 704)]
    [InlineData(1500, 500, 1728, 576)]
    [InlineData(256, 2048, 704, 1408)]
    public void Draws_the_trained_size_of_the_nearest_shape(int width, int height, int drawnWidth, int drawnHeight) =>
        Assert.Equal(
            new DrawSize(drawnWidth, drawnHeight),
            ImageModels.StableDiffusionXl.SizeToDraw(new DrawSize(width, height)));

    [Fact]
    public void The_composer_draws_any_size_as_it_is() =>
        Assert.Equal(new DrawSize(777, 333), ImageModels.Composer.SizeToDraw(new DrawSize(777, 333)));
}
