using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Visuel.Server.Tests.Journeys;

public sealed class AccountTests
{
    [Fact]
    public async Task The_first_account_owns_the_installation_and_the_next_one_does_not()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var user = await host.SignUpAsync("ada");
        var (first, second) = ((await owner.GetAsync("/api/auth/me")).Json, (await user.GetAsync("/api/auth/me")).Json);
        Assert.Equal(
            ("admin", "enterprise"), (first.GetProperty("role").GetString(), first.GetProperty("plan").GetString()));
        Assert.Equal(
            ("user", "free"), (second.GetProperty("role").GetString(), second.GetProperty("plan").GetString()));
        Assert.Equal(
            ["id", "email", "name", "role", "plan", "workspaceId", "locale", "timeZone"],
            first.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_also_for_a_copied_cookie()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var copied = owner.Token!;
        Assert.Equal(204, (await owner.PostAsync("/api/auth/logout", new { })).Status);
        Assert.Null(owner.Token);
        Assert.Equal("not_signed_in", (await WithTokenAsync(host, copied)).Code);
    }

    [Fact]
    public async Task Changing_the_password_ends_other_sessions_and_not_this_one()
    {
        await using var host = VisuelHost.Start();
        using var here = await host.SignUpAsync("owner");
        using var elsewhere = host.Visitor();
        await elsewhere.PostAsync("/api/auth/login", new { email = "OWNER@example.com ", password = Actor.Password });
        Assert.Equal(200, (await elsewhere.GetAsync("/api/auth/me")).Status);
        Assert.Equal("invalid_credentials", (await here.PostAsync(
            "/api/auth/password", new { current = "something else", @new = "a new password" })).Code);
        Assert.Equal(
            ["new"],
            (await here.PostAsync("/api/auth/password", new { current = Actor.Password, @new = "short" })).Fields);
        Assert.Equal(204, (await here.PostAsync(
            "/api/auth/password", new { current = Actor.Password, @new = "a new password" })).Status);
        Assert.Equal(200, (await here.GetAsync("/api/auth/me")).Status);
        Assert.Equal("not_signed_in", (await elsewhere.GetAsync("/api/auth/me")).Code);
        Assert.Equal("invalid_credentials", (await elsewhere.PostAsync(
            "/api/auth/login", new { email = here.Email, password = Actor.Password })).Code);
        Assert.Equal(200, (await elsewhere.PostAsync(
            "/api/auth/login", new { email = here.Email, password = "a new password" })).Status);
    }

    [Fact]
    public async Task The_cookie_is_for_http_only_lax_and_lives_thirty_days()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        var reply = await visitor.RegisterAsync("owner");
        var cookie = TokenCookieOf(reply);
        Assert.StartsWith("token=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("max-age=25(91999|92000)", cookie);
    }

    [Fact]
    public async Task Behind_https_the_cookie_is_secure()
    {
        await using var host = VisuelHost.Start(
            new Dictionary<string, string> { ["PUBLIC_URL"] = "https://visuel.example" });
        using var visitor = host.Visitor();
        var reply = await visitor.RegisterAsync("owner");
        Assert.Contains("; secure", TokenCookieOf(reply), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_session_is_renewed_once_a_day_and_one_not_used_for_thirty_days_is_dead()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = VisuelHost.Start(clock: clock);
        using var owner = await host.SignUpAsync("owner");
        var token = owner.Token!;
        clock.Advance(TimeSpan.FromHours(23));
        Assert.False((await WithTokenAsync(host, token)).Message.Headers.Contains("Set-Cookie"));
        clock.Advance(TimeSpan.FromDays(20));
        var renewed = Assert.Single((await WithTokenAsync(host, token)).Message.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"token={token}; ", renewed, StringComparison.Ordinal);
        Assert.Contains("; max-age=2592000; ", renewed, StringComparison.Ordinal);
        Assert.False((await WithTokenAsync(host, token)).Message.Headers.Contains("Set-Cookie"));
        clock.Advance(TimeSpan.FromDays(25));
        Assert.Equal(200, (await WithTokenAsync(host, token)).Status);
        clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal("not_signed_in", (await WithTokenAsync(host, token)).Code);
    }

    [Fact]
    public async Task Wrong_passwords_lock_the_account_with_the_same_answer_and_a_time_to_wait()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = VisuelHost.Start(clock: clock);
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        Reply? last = null;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            last = await visitor.PostAsync("/api/auth/login", new { email = owner.Email, password = "wrong password" });
            Assert.Equal("invalid_credentials", last.Code);
        }

        Assert.InRange(last!.Message.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 4, 5);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(200, (await SignInElsewhereAsync(host, owner.Email)).Status);
    }

    [Fact]
    public async Task Ten_sign_ins_a_minute_and_account_are_enough()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            Assert.Equal("invalid_credentials", (await visitor.PostAsync(
                "/api/auth/login", new { email = "nobody@example.com", password = "x" })).Code);
        }

        var refused = await visitor.PostAsync("/api/auth/login", new { email = "NOBODY@example.com", password = "x" });
        Assert.Equal("too_many_requests", refused.Code);
        Assert.NotNull(refused.Message.Headers.RetryAfter);
        Assert.Equal("invalid_credentials", (await visitor.PostAsync(
            "/api/auth/login", new { email = "other@example.com", password = "x" })).Code);
    }

    [Fact]
    public async Task Thirty_registrations_an_hour_and_address_are_enough()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        for (var attempt = 0; attempt < 30; attempt++)
        {
            Assert.Equal("invalid_request", (await visitor.PostAsync(
                "/api/auth/register", new { email = "none", password = "short" })).Code);
        }

        Assert.Equal("too_many_requests", (await visitor.PostAsync(
            "/api/auth/register", new { email = "none", password = "short" })).Code);
    }

    [Fact]
    public async Task Registration_can_be_closed_but_not_to_the_first()
    {
        await using var host = VisuelHost.Start(new Dictionary<string, string> { ["REGISTRATION"] = "closed" });
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        var reply = await visitor.RegisterAsync("ada");
        Assert.Equal((403, "registration_closed"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("owner@example.com", "correct horse battery", "email_taken", null)]
    [InlineData(" OWNER@EXAMPLE.COM", "correct horse battery", "email_taken", null)]
    [InlineData("no address", "correct horse battery", "invalid_request", "email")]
    [InlineData("a@b@c", "correct horse battery", "invalid_request", "email")]
    [InlineData("a@example.com", "too short", "invalid_request", "password")]
    [InlineData("", "", "invalid_request", "email")]
    public async Task A_registration_that_cannot_be_is_told_why(
        string email, string password, string code, string? field)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        var reply = await visitor.PostAsync("/api/auth/register", new { email, password });
        Assert.Equal(code, reply.Code);
        Assert.True(field is null || reply.Fields.Contains(field));
    }

    [Fact]
    public async Task The_profile_can_be_changed_and_its_language_is_answered_in()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(
            ["locale", "timeZone"],
            (await owner.PatchAsync("/api/auth/me", new { locale = "xx", timeZone = "Mars/Phobos" })).Fields);
        var changed = await owner.PatchAsync(
            "/api/auth/me", new { name = "Ada", locale = "en", timeZone = "Europe/London" });
        Assert.Equal(("Ada", "en", "Europe/London"), (Text("name"), Text("locale"), Text("timeZone")));
        // The account's language wins over the browser's, which is French here.
        Assert.Equal("Not found.", (await owner.GetAsync($"/api/images/{Guid.CreateVersion7()}")).Json
            .GetProperty("error").GetString());

        string? Text(string name) => changed.Json.GetProperty(name).GetString();
    }

    private static string TokenCookieOf(Reply reply) => Assert.Single(
        reply.Message.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("token=", StringComparison.Ordinal));

    private static async Task<Reply> WithTokenAsync(VisuelHost host, string token)
    {
        using var visitor = host.Visitor();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
        request.Headers.Add("Cookie", $"token={token}");
        return await visitor.SendAsync(request);
    }

    private static async Task<Reply> SignInElsewhereAsync(VisuelHost host, string email)
    {
        using var visitor = host.Visitor();
        return await visitor.PostAsync("/api/auth/login", new { email, password = Actor.Password });
    }
}
