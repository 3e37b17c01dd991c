using Visuel.Server.Tests.Pages;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What browsers are told where people come over https.</summary>
public sealed class HttpsTests
{
    [Theory]
    [InlineData("https://visuel.example", null, "max-age=31536000")]
    [InlineData("https://visuel.example", "30", "max-age=2592000")]
    [InlineData("https://visuel.example", "0", "max-age=0")]
    [InlineData("https://localhost:8443", null, null)]
    [InlineData("http://visuel.example", null, null)]
    [InlineData("", null, null)]
    public async Task Browsers_are_told_to_come_over_https_alone_where_the_public_address_says_so(
        string address, string? days, string? said)
    {
        await using var host = Start(address, days);
        using var visitor = host.Visitor();
        foreach (var path in new[] { "/login", "/api/auth/me", "/health/live", "/nothing/here", "/base.css" })
        {
            var headers = (await visitor.GetAsync(path)).Message.Headers;
            Assert.Equal(
                said, headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null);
        }
    }

    [Theory]
    [InlineData("https://visuel.example", true)]
    [InlineData("http://visuel.example", false)]
    [InlineData("", false)]
    public async Task Every_cookie_is_for_https_alone_where_the_public_address_is(string address, bool secure)
    {
        await using var host = Start(address);
        using var owner = host.Visitor();
        using var visitor = host.Visitor();
        var registered = await owner.RegisterAsync("owner");
        var replies = new Dictionary<string, Reply>
        {
            ["token="] = registered,
            ["device="] = registered,
            [".AspNetCore.Culture="] = await visitor.PostAsync("/culture/en?to=/", new { }),
            ["visitor="] = await visitor.PostAsync("/api/images/generate", new { prompt = "a cat", width = 256 }),
        };
        foreach (var (name, reply) in replies)
        {
            var cookie = Assert.Single(
                reply.Message.Headers.GetValues("Set-Cookie"),
                cookie => cookie.StartsWith(name, StringComparison.Ordinal));
            Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        }

        var gone = Assert.Single((await owner.PostAsync("/api/auth/logout", new { })).Message.Headers
            .GetValues("Set-Cookie"));
        Assert.Equal(secure, gone.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_form_is_taken_behind_a_proxy_that_forwards_nothing_of_https()
    {
        await using var host = Start("https://visuel.example");
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        visitor.Http.DefaultRequestHeaders.Add("Origin", "https://visuel.example");
        var answer = await PageForm.SubmitAsync(
            visitor, "/login", ("Typed.Email", owner.Email), ("Typed.Password", Actor.Password));
        Assert.Equal(302, answer.Status);
    }

    private static VisuelHost Start(string address, string? days = null) => VisuelHost.Start(
        new Dictionary<string, string>
        {
            ["PUBLIC_URL"] = address,
            ["HSTS_DAYS"] = days ?? "",
            ["IMAGE_ENGINE"] = "composer",
            ["DEFAULT_HF_TOKEN"] = "hf_of_tests_only",
        });
}
