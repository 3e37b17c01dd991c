using System.Text;
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
        Assert.DoesNotContain(name.EnumerateRunes(), rune => rune == Rune.ReplacementChar);
    }

    [Theory]
    [InlineData("東京ガイドブック", "東京ガイドブック-64x64")]
    [InlineData("ﾊﾟﾝ", "パン-64x64")]
    [InlineData("한국어 안내", "한국어-안내-64x64")]
    [InlineData("தமிழ் கோடை", "தமிழ்-கோடை-64x64")]
    public void Letters_stand_in_a_name_as_people_type_them(string title, string name)
    {
        Assert.Equal(name, DownloadName.Of(title, null, 64, 64));
        Assert.Equal(name, DownloadName.Of(title.Normalize(NormalizationForm.FormD), null, 64, 64));
        Assert.True(name.IsNormalized(NormalizationForm.FormC));
    }

    [Theory]
    [InlineData("한")]
    [InlineData("ガ")]
    [InlineData("हि")]
    [InlineData("கோ்")]
    public void A_long_word_is_cut_between_two_letters(string letter)
    {
        var fit = string.Concat(Enumerable.Repeat(letter, 59 / letter.Length));
        Assert.Equal($"a{fit}-64x64", DownloadName.Of("a" + fit + fit, null, 64, 64));
    }
}
