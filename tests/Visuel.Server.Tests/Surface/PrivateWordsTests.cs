namespace Visuel.Server.Tests.Surface;

/// <summary>The search of every server's log, which ends each test that starts one.</summary>
public sealed class PrivateWordsTests
{
    [Theory]
    [InlineData("fal-ai answered 200")]
    [InlineData("HF_TOKEN does not start with hf_: …")]
    [InlineData("The key vsl_live_7NU… was revoked")]
    public void Finds_nothing_where_nothing_is(string log) => Heard().AssertNoneIn(log);

    [Theory]
    [InlineData("drawing A RED bicycle now")]
    [InlineData("sign-in of ada@example.com")]
    [InlineData("Bearer hf_abcDEF")]
    [InlineData("Bearer vsl_live_7NUg80V82zhpOJzCktNv")]
    [InlineData("data:image/png;base64,iVBO")]
    public void Finds_what_was_said_tokens_and_images(string log) =>
        Assert.ThrowsAny<Exception>(() => Heard().AssertNoneIn(log));

    private static PrivateWords Heard()
    {
        var words = new PrivateWords();
        words.Hear("""{"prompt":"a red bicycle","email":"ada@example.com","width":512}""");
        words.Hear("{ no json");
        return words;
    }
}
