using Visuel.Server.Tests.Pages;

namespace Visuel.Server.Tests.Journeys;

/// <summary>An e-mail address has at most 254 characters, at every door.</summary>
public sealed class EmailLengthTests
{
    private static readonly string TooLong = new string('a', 243) + "@example.com";
    private static readonly string Huge = new string('a', 60_000) + "@example.com";

    [Theory]
    [InlineData("/api/auth/login")]
    [InlineData("/api/auth/register")]
    public async Task A_longer_address_is_refused_by_name(string path)
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        foreach (var email in new[] { TooLong, Huge })
        {
            var reply = await visitor.PostAsync(path, new { email, password = Actor.Password });
            Assert.Equal((400, "invalid_request"), (reply.Status, reply.Code));
            Assert.Equal(["email"], reply.Fields);
            Assert.Contains("254", reply.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_longest_address_registers_and_signs_in()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        var email = TooLong[1..];
        var body = new { email, password = Actor.Password, setupCode = Actor.SetupCode };
        Assert.Equal(201, (await visitor.PostAsync("/api/auth/register", body)).Status);
        Assert.Equal(200, (await visitor.PostAsync(
            "/api/auth/login", new { email = $"  {email} ", body.password })).Status);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/register?setupCode=" + Actor.SetupCode)]
    public async Task The_pages_say_so_at_the_field(string page)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        var answer = await PageForm.SubmitAsync(
            visitor, page, ("Typed.Email", Huge), ("Typed.Password", Actor.Password));
        Assert.Equal(200, answer.Status);
        Assert.Contains(
            "254 caractères au plus", System.Net.WebUtility.HtmlDecode(answer.Text), StringComparison.Ordinal);
    }
}
