using Visuel.Server.Tests.Pages;

namespace Visuel.Server.Tests.Journeys;

/// <summary>A browser that signed in before has a count of its own, so that nobody keeps its owner out.</summary>
public sealed class DeviceCookieTests
{
    private const string Login = "/api/auth/login";
    private const string Next = "another long password";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_a_stranger_locks_the_address_its_owner_signs_in_where_they_signed_in_before(bool isPage)
    {
        await using var host = Start();
        using var owner = await host.SignUpAsync("owner");
        await owner.PostAsync("/api/auth/logout", new { });
        await LockAsync(host, owner.Email);

        await TryAsync(owner, owner.Email, Actor.Password, isPage);
        Assert.NotNull(owner.Token);
        using var elsewhere = host.Visitor();
        await TryAsync(elsewhere, owner.Email, Actor.Password, isPage);
        Assert.Null(elsewhere.Token);
    }

    [Fact]
    public async Task Failures_of_an_office_do_not_keep_out_a_browser_that_signed_in_before()
    {
        await using var host = Start(failures: 5);
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        await LockAsync(host, "somebody@example.com");

        Assert.Equal(200, (await owner.PostAsync(Login, new { owner.Email, password = Actor.Password })).Status);
        // It is ada's browser, not eve's.
        Assert.Equal(429, (await ada.PostAsync(
            Login, new { email = "eve@example.com", password = "wrong password" })).Status);
    }

    [Fact]
    public async Task It_has_five_guesses_itself()
    {
        await using var host = Start();
        using var owner = await host.SignUpAsync("owner");
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal(401, (await owner.PostAsync(Login, new { owner.Email, password = "wrong password" })).Status);
        }

        Assert.Equal(401, (await owner.PostAsync(Login, new { owner.Email, password = Actor.Password })).Status);
        using var elsewhere = await host.SignInAsync("owner");
    }

    [Fact]
    public async Task The_browser_of_one_account_has_no_say_for_another()
    {
        await using var host = Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        await LockAsync(host, owner.Email);
        Assert.Equal(401, (await ada.PostAsync(Login, new { owner.Email, password = Actor.Password })).Status);
    }

    [Fact]
    public async Task Another_password_ends_it_everywhere_but_where_it_was_changed()
    {
        await using var host = Start();
        using var owner = await host.SignUpAsync("owner");
        using var elsewhere = await host.SignInAsync("owner");
        Assert.Equal(204, (await owner.PostAsync(
            "/api/auth/password", new { current = Actor.Password, @new = Next })).Status);
        await LockAsync(host, owner.Email);

        Assert.Equal(401, (await elsewhere.PostAsync(Login, new { owner.Email, password = Next })).Status);
        Assert.Equal(200, (await owner.PostAsync(Login, new { owner.Email, password = Next })).Status);
    }

    [Fact]
    public async Task However_often_a_stranger_tries_at_the_same_address_who_was_there_before_gets_in()
    {
        await using var host = Start();
        using var owner = await host.SignUpAsync("owner");
        using var stranger = host.Visitor();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            await stranger.PostAsync(Login, new { owner.Email, password = "wrong password" });
        }

        Assert.Equal(429, (await stranger.PostAsync(Login, new { owner.Email, password = Actor.Password })).Status);
        Assert.Equal(200, (await owner.PostAsync(Login, new { owner.Email, password = Actor.Password })).Status);
    }

    [Fact]
    public async Task It_signs_nobody_in_tells_nothing_and_cannot_be_made_up()
    {
        await using var host = Start();
        using var visitor = host.Visitor();
        var cookie = Assert.Single(
            (await visitor.RegisterAsync("owner")).Message.Headers.GetValues("Set-Cookie"),
            cookie => cookie.StartsWith("device=", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; max-age=15552000", cookie, StringComparison.OrdinalIgnoreCase);
        var value = cookie.Split(';')[0]["device=".Length..];
        Assert.Matches("^[A-Za-z0-9_-]{100,400}$", value);

        await LockAsync(host, "owner@example.com");
        foreach (var (sent, status) in new[]
        {
            ($"device={value}", 200), ($"device=x; device={value}; device=", 200), ($"device={value[..^1]}x", 401),
            ("device=AAAA", 401), ("device=", 401),
        })
        {
            using var browser = host.Visitor();
            browser.Http.DefaultRequestHeaders.Add("Cookie", sent);
            Assert.Equal(401, (await browser.GetAsync("/api/auth/me")).Status);
            Assert.Equal(
                (status, sent),
                ((await browser.PostAsync(
                    Login, new { email = "owner@example.com", password = Actor.Password })).Status, sent));
        }
    }

    private static VisuelHost Start(int failures = 1000) => VisuelHost.Start(
        new Dictionary<string, string> { ["FAILED_SIGN_INS_PER_ADDRESS"] = $"{failures}" });

    private static Task<Reply> TryAsync(Visitor visitor, string email, string password, bool isPage) => isPage
        ? PageForm.SubmitAsync(visitor, "/login", ("Typed.Email", email), ("Typed.Password", password))
        : visitor.PostAsync(Login, new { email, password });

    private static async Task LockAsync(VisuelHost host, string email)
    {
        using var stranger = host.Visitor();
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal(401, (await stranger.PostAsync(Login, new { email, password = "wrong password" })).Status);
        }
    }
}
