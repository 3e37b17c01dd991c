using Visuel.Core.Library;

namespace Visuel.Core.Tests.Library;

public sealed class DownloadNameTests
{
    [Theory]
    [InlineData("Bûche au chocolat", "instagram", "buche-au-chocolat-instagram-1080x1350")]
    [InlineData("L'été : -30 % sur les œufs !", null, "l-ete-30-sur-les-oeufs-1080x1350")]
    [InlineData("../../etc/passwd", null, "etc-passwd-1080x1350")]
    [InlineData("C:\\CON", null, "c-con-1080x1350")]
    [InlineData("\"quoted\"; filename=x", null, "quoted-filename-x-1080x1350")]
    [InlineData("明日は晴れ", "linkedin", "明日は晴れ-linkedin-1080x1350")]
    [InlineData("हिन्दी", null, "हिन्दी-1080x1350")]
    [InlineData("🎄🎄", null, "image-1080x1350")]
    [InlineData("", null, "image-1080x1350")]
    [InlineData(null, "web", "image-web-1080x1350")]
    public void A_file_is_called_what_it_shows(string? title, string? channel, string name) =>
        Assert.Equal(name, DownloadName.Of(title, channel, 1080, 1350));

    [Fact]
    public void A_long_title_is_cut_between_two_words()
    {
        var title = string.Join(' ', Enumerable.Repeat("calendrier", 30));
        Assert.Equal(
            "calendrier-calendrier-calendrier-calendrier-calendrier-64x64", DownloadName.Of(title, null, 64, 64));
        Assert.Equal(new string('a', 60) + "-64x64", DownloadName.Of(new string('a', 300), null, 64, 64));
        var name = DownloadName.Of("a" + string.Concat(Enumerable.Repeat("\U00020000", 50)), null, 64, 64);
        Assert.DoesNotContain(name.EnumerateRunes(), rune => rune == System.Text.Rune.ReplacementChar);
    }
}
