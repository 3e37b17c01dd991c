using Microsoft.Extensions.Time.Testing;
using Visuel.Server.Tests.Pages;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What somebody meets who guesses passwords, and whom that leaves alone.</summary>
public sealed class WrongPasswordTests
{
    private const string Login = "/api/auth/login";
    private const string Next = "another long password";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_password_tried_on_many_accounts_is_refused_past_the_limit_of_the_address(bool isPage)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = Start(clock, failures: 7);
        using var owner = await host.SignUpAsync("owner");
        using var stranger = host.Visitor();
        for (var number = 0; number < 7; number++)
        {
            await AssertWrongAsync(stranger, $"person{number}@example.com", isPage);
        }

        using var friend = host.Visitor();
        var refused = await TryAsync(friend, owner.Email, Actor.Password, isPage);
        Assert.Null(friend.Token);
        if (isPage)
        {
            Assert.Contains("Trop de demandes", refused.Text, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal((429, "too_many_requests"), (refused.Status, refused.Code));
            Assert.InRange(refused.Message.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        clock.Advance(TimeSpan.FromSeconds(61));
        await TryAsync(friend, owner.Email, Actor.Password, isPage);
        Assert.NotNull(friend.Token);
    }

    [Fact]
    public async Task Of_a_hundred_and_fifty_wrong_passwords_sent_at_once_thirty_are_looked_at()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var stranger = host.Visitor();
        var replies = await Task.WhenAll(Enumerable.Range(0, 150).Select(number => stranger.PostAsync(
            Login, new { email = $"person{number}@example.com", password = "wrong password" })));

        Assert.InRange(replies.Count(reply => reply.Code == "invalid_credentials"), 1, 30);
        Assert.All(
            replies.Where(reply => reply.Status != 401), reply =>
            {
                Assert.Contains(reply.Code, (string[])["too_many_requests", "server_busy"]);
                Assert.NotNull(reply.Message.Headers.RetryAfter);
            });
    }

    [Fact]
    public async Task Right_passwords_do_not_count()
    {
        await using var host = Start(failures: 2);
        using var owner = await host.SignUpAsync("owner");
        for (var time = 0; time < 8; time++)
        {
            using var again = await host.SignInAsync("owner");
        }
    }

    [Theory]
    [InlineData("change", false)]
    [InlineData("change", true)]
    [InlineData("erase", false)]
    [InlineData("erase", true)]
    public async Task Somebody_at_a_signed_in_browser_has_five_guesses_at_the_current_password(string what, bool isPage)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = Start(clock);
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.False(await ProveAsync(ada, what, $"a wrong guess {guess}", isPage));
        }

        Assert.False(await ProveAsync(ada, what, Actor.Password, isPage));
        Assert.Equal(200, (await ada.GetAsync("/api/auth/me")).Status);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True(await ProveAsync(ada, what, Actor.Password, isPage));
    }

    [Fact]
    public async Task A_wrong_current_password_is_told_how_long_to_wait_as_a_sign_in_is()
    {
        await using var host = Start();
        using var owner = await host.SignUpAsync("owner");
        Reply? last = null;
        for (var guess = 0; guess < 5; guess++)
        {
            last = await owner.PostAsync("/api/auth/password", new { current = $"guess {guess}", @new = Next });
            Assert.Equal((401, "invalid_credentials"), (last.Status, last.Code));
        }

        Assert.InRange(last!.Message.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 4, 5);
        var right = await owner.PostAsync("/api/auth/password", new { current = Actor.Password, @new = Next });
        Assert.Equal((401, "invalid_credentials"), (right.Status, right.Code));
        Assert.NotNull(right.Message.Headers.RetryAfter);
    }

    [Fact]
    public async Task Wrong_current_passwords_dead_links_and_wrong_setup_codes_count_for_the_address_too()
    {
        await using var host = Start(failures: 6);
        using var stranger = host.Visitor();
        for (var number = 0; number < 2; number++)
        {
            Assert.Equal("setup_code_needed", (await stranger.PostAsync(
                "/api/auth/register",
                new { email = "a@example.com", password = Actor.Password, setupCode = $"WRONG-{number}" })).Code);
        }

        // Without a code nobody has guessed.
        Assert.Equal("setup_code_needed", (await stranger.PostAsync(
            "/api/auth/register", new { email = "a@example.com", password = Actor.Password })).Code);
        using var owner = await host.SignUpAsync("owner");
        for (var number = 0; number < 2; number++)
        {
            Assert.Equal(400, (await stranger.PostAsync(
                "/api/auth/reset", new { token = $"dead {number}", @new = Next })).Status);
            Assert.Equal(401, (await owner.PostAsync(
                "/api/auth/password", new { current = $"guess {number}", @new = Next })).Status);
        }

        Assert.Equal(429, (await stranger.PostAsync(Login, new { owner.Email, password = "wrong password" })).Status);
        Assert.Equal(429, (await stranger.PostAsync("/api/auth/reset", new { token = "dead", @new = Next })).Status);
        Assert.Equal(429, (await stranger.RegisterAsync("ada")).Status);
        Assert.Contains(
            "Trop de demandes", (await PageForm.SubmitAsync(
                stranger, "/register", ("Typed.Email", "b@example.com"), ("Typed.Password", Actor.Password))).Text,
            StringComparison.Ordinal);
        Assert.Contains(
            "Trop de demandes", (await PageForm.SubmitAsync(
                stranger, "/reset-password", ("Typed.Token", "dead"), ("Typed.New", Next))).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_address_without_an_account_is_locked_as_one_with(bool isPage)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        using var folder = new TemporaryFolder();
        string[] known = ["owner@example.com", " OWNER@example.com\u200b"];
        string[] unknown = ["eve@example.com", "EVE@example.com "];
        await using (var host = Start(clock, folder: folder))
        {
            using var owner = await host.SignUpAsync("owner");
            using var stranger = host.Visitor();
            for (var guess = 0; guess < 7; guess++)
            {
                var (ofKnown, ofUnknown) = (
                    await TryAsync(stranger, known[guess % 2], "wrong password", isPage),
                    await TryAsync(stranger, unknown[guess % 2], "wrong password", isPage));
                AssertAlike(ofKnown, ofUnknown);
                Assert.Equal(!isPage && guess >= 4, ofKnown.Message.Headers.RetryAfter is not null);
            }
        }

        // Another process, or another node, tells them apart no more than this one.
        await using var after = Start(clock, folder: folder);
        using var again = after.Visitor();
        AssertAlike(
            await TryAsync(again, known[0], "wrong password", isPage),
            await TryAsync(again, unknown[0], "wrong password", isPage));

        void AssertAlike(Reply one, Reply other)
        {
            Assert.Equal(one.Status, other.Status);
            Assert.Equal(one.Message.Headers.RetryAfter, other.Message.Headers.RetryAfter);
            if (!isPage)
            {
                Assert.Equal((one.Code, Text(one)), (other.Code, Text(other)));
            }
        }

        static string? Text(Reply reply) => reply.Json.GetProperty("error").GetString();
    }

    [Fact]
    public async Task A_link_of_an_administrator_ends_the_lock()
    {
        await using var host = Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        using var elsewhere = host.Visitor();
        for (var guess = 0; guess < 5; guess++)
        {
            await AssertWrongAsync(elsewhere, ada.Email, isPage: false);
        }

        var made = await owner.PostAsync($"/api/admin/accounts/{ada.Id}/password-reset", new { });
        var token = made.Json.GetProperty("url").GetString()!.Split('#')[1];
        Assert.Equal(204, (await elsewhere.PostAsync("/api/auth/reset", new { token, @new = Next })).Status);
        Assert.Equal(200, (await elsewhere.PostAsync(Login, new { ada.Email, password = Next })).Status);
    }

    private static VisuelHost Start(
        TimeProvider? clock = null, int failures = 1000, TemporaryFolder? folder = null) => VisuelHost.Start(
            new Dictionary<string, string> { ["FAILED_SIGN_INS_PER_ADDRESS"] = $"{failures}" }, clock, folder);

    private static Task<Reply> TryAsync(Visitor visitor, string email, string password, bool isPage) => isPage
        ? PageForm.SubmitAsync(visitor, "/login", ("Typed.Email", email), ("Typed.Password", password))
        : visitor.PostAsync(Login, new { email, password });

    private static async Task AssertWrongAsync(Visitor visitor, string email, bool isPage)
    {
        var reply = await TryAsync(visitor, email, "wrong password", isPage);
        if (isPage)
        {
            Assert.Contains("mot de passe incorrect", reply.Text, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal((401, "invalid_credentials"), (reply.Status, reply.Code));
        }
    }

    // Whether the password was taken.
    private static async Task<bool> ProveAsync(Actor who, string what, string password, bool isPage)
    {
        if (!isPage)
        {
            return (what == "erase"
                ? await who.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/auth/me")
                {
                    Content = System.Net.Http.Json.JsonContent.Create(new { password }),
                })
                : await who.PostAsync("/api/auth/password", new { current = password, @new = Next })).Status == 204;
        }

        var reply = what == "erase"
            ? await PageForm.SubmitAsync(who, "/account", ("_handler", "erase"), ("Typed.Password", password))
            : await PageForm.SubmitAsync(
                who, "/account", ("_handler", "password"), ("Password.Current", password), ("Password.New", Next));
        return reply.Status == 302 || reply.Text.Contains("Mot de passe chang", StringComparison.Ordinal);
    }
}
