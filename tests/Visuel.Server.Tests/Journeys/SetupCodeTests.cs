using System.Text.RegularExpressions;
using Visuel.Server.Tests.Pages;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Who becomes the owner of a fresh installation.</summary>
public sealed partial class SetupCodeTests
{
    private const string Register = "/api/auth/register";

    [Theory]
    [InlineData("Host", "visuel.exemple.fr")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("CF-Connecting-IP", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Accept", "*/*")]
    public async Task Nobody_becomes_the_owner_without_the_setup_code_not_even_from_the_machine_itself(
        string header, string value)
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        visitor.Http.DefaultRequestHeaders.Add(header, value);
        var body = new { email = "eve@example.com", password = Actor.Password };
        foreach (var wrong in new[] { null, "", "  ", "WRONGCODE2", Actor.SetupCode[1..], Actor.SetupCode + "x" })
        {
            var refused = await visitor.PostAsync(
                Register, new { body.email, body.password, setupCode = wrong });
            Assert.Equal((403, "setup_code_needed"), (refused.Status, refused.Code));
        }

        var first = await visitor.PostAsync(
            Register, new { body.email, body.password, setupCode = $" {Actor.SetupCode.ToLowerInvariant()} " });
        Assert.Equal((201, "admin"), (first.Status, first.Json.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task After_the_owner_others_register_without_a_code()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        Assert.Equal(201, (await visitor.PostAsync(
            Register, new { email = "ada@example.com", password = Actor.Password })).Status);
        Assert.DoesNotContain("SetupCode", (await visitor.GetAsync("/register")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_printed_at_start_brings_the_code_so_that_nobody_types_it()
    {
        using var home = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(
            RunningServer.Program, home.Path, new Dictionary<string, string> { ["SETUP_CODE"] = "" });
        await Eventually.HappensAsync(() => Task.FromResult(server.Lines.Any(Link.IsMatch)));
        var link = Link.Match(server.Lines.First(Link.IsMatch)).Value;
        Assert.StartsWith(server.Address.ToString(), link, StringComparison.Ordinal);
        // Each sign is one of 32.
        Assert.Equal(26, link.Split('=')[1].Length);
        using var visitor = new Visitor(server.Address);
        var answer = await PageForm.SubmitAsync(
            visitor, link, ("Typed.Email", "owner@example.com"), ("Typed.Password", Actor.Password));
        Assert.Equal(302, answer.Status);
        Assert.Equal("admin", (await visitor.GetAsync("/api/auth/me")).Json.GetProperty("role").GetString());
    }

    [Fact]
    public async Task Where_somebody_has_an_account_no_link_and_no_code_is_printed()
    {
        using var place = new Reliability.Installation();
        await using (var first = await place.StartAsync())
        {
            (await place.SignUpAsync(first, "owner")).Dispose();
        }

        await using var second = await place.StartAsync();
        await Eventually.HappensAsync(() => Task.FromResult(
            second.Lines.Any(line => line.TrimStart().StartsWith("Data", StringComparison.Ordinal))));
        Assert.Equal(0, (await second.StopAsync()).Code);
        Assert.DoesNotContain(second.Lines, line => line.Contains("setupCode", StringComparison.Ordinal)
            || line.Contains(Actor.SetupCode, StringComparison.Ordinal));
    }

    [GeneratedRegex("http\\S+/register\\?setupCode=\\S+", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Link { get; }
}
