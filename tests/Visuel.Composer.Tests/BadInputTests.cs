namespace Visuel.Composer.Tests;

public sealed class BadInputTests
{
    public static TheoryData<string> Nonsense =>
    [
        "", "   ", "\0\u0001\u0007\u001b[31m", "🎉🎉🎉 👍🏽", "مرحبا بالعالم", "שלום עולם", "\u202E\u200F\u200B",
        "xkcd qwrt zzzz", new string('a', 60), new string('é', 2000), "\uD800 lone surrogate \uDFFF", "''''----%%%%",
        "100 % 50 % 20 %", "的一是不了人我在有他这",
    ];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Anything_gets_a_clean_picture(string words)
    {
        foreach (var type in (string[])["article", "social", "ad", "image", "poster", ""])
        {
            var image = Drawing.Compose(words, type, width: 256, height: 256);
            Assert.Empty(image.Concepts);
            Assert.NotEmpty(image.Pictograms);
        }
    }

    [Fact]
    public void Two_thousand_characters_are_read_in_milliseconds()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Drawing.Read(string.Concat(Enumerable.Repeat("Le télétravail sans stress, plutôt que le bureau. ", 60)));
        Assert.True(clock.ElapsedMilliseconds < 2000, $"{clock.ElapsedMilliseconds} ms");
    }

    [Theory]
    [InlineData(255, 1024)]
    [InlineData(1024, 2049)]
    public void Sizes_out_of_bounds_are_refused(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Drawing.Compose("x", width: width, height: height));
}
