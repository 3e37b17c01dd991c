using Visuel.Core.Accounts;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Cookies of our names that another site of the same parent domain set: they stand in nobody's way.</summary>
public sealed class CookieOrderTests
{
    private const string Generate = "/api/images/generate";

    [Theory]
    [InlineData("visitor={0}; visitor=x")]
    [InlineData("visitor=x; visitor={0}")]
    [InlineData("visitor=; visitor={0}")]
    [InlineData("visitor=\"x\"; theme=dark; visitor={0}; visitor=y")]
    public async Task A_visitor_s_pictures_are_theirs_whatever_else_is_called_visitor(string header)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf);
        using var visitor = host.Visitor();
        var drawn = await visitor.PostAsync(Generate, new { prompt = "a bicycle" });
        var cookie = string.Format(null, header, visitor.CookieOf("visitor"));

        Assert.Equal(200, (await AskAsync(host, drawn.Json.GetProperty("url").GetString()!, cookie)).Status);
    }

    [Theory]
    [InlineData("{0}={1}; {0}=x")]
    [InlineData("{0}=x; {0}={1}")]
    [InlineData("{0}=c%3Dxx%7Cuic%3Dxx; {0}={1}")]
    [InlineData("{0}=; {0}={1}; {0}=c%3Dfr%7Cuic%3Dfr")]
    public async Task The_language_that_was_chosen_counts_whatever_else_has_its_cookie_s_name(string header)
    {
        await using var host = VisuelHost.Start();
        var cookie = string.Format(null, header, ".AspNetCore.Culture", "c%3Den%7Cuic%3Den");

        var page = await AskAsync(host, "/login", cookie, ("Accept-Language", "fr"));

        Assert.Equal(["en"], page.Message.Content.Headers.ContentLanguage);
    }

    [Fact]
    public async Task A_cookie_token_that_cannot_be_ours_shuts_no_visitor_out_and_a_dead_session_does()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf);
        foreach (var other in (string[])["token=x", "token=", "token=eyJhbGciOiJub25lIn0.e30.", "token=x; token=y"])
        {
            var page = await AskAsync(host, "/try", other);
            Assert.True(page.Status == 200, $"{other}: {page.Status} {page.Message.Headers.Location}");
            Assert.Equal(200, (await AskAsync(host, "/api/models", other)).Status);
            Assert.Equal(200, (await AskAsync(host, Generate, other)).Status);
        }

        var dead = $"token=x; token={Secret.Of(SecretKind.Session, new byte[32]).Text}";
        Assert.Equal("not_signed_in", (await AskAsync(host, "/api/models", dead)).Code);
        Assert.Equal("not_signed_in", (await AskAsync(host, Generate, dead)).Code);
        Assert.Equal(302, (await AskAsync(host, "/try", dead)).Status);
    }

    private static VisuelHost Start(FakeHuggingFace hf) => VisuelHost.Start(
        new Dictionary<string, string>(hf.Settings, StringComparer.Ordinal)
        {
            ["DEFAULT_HF_TOKEN"] = FakeHuggingFace.Token,
        });

    private static async Task<Reply> AskAsync(
        VisuelHost host, string path, string cookies, params (string Name, string Value)[] headers)
    {
        using var visitor = host.Visitor();
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await visitor.SendAsync(request);
    }
}
