using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Where an account is signed in: listed, used, ended.</summary>
public sealed class SessionTests
{
    private const string Sessions = "/api/auth/sessions";
    private const string Me = "/api/auth/me";
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0";

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.0/24")]
    [InlineData("203.0.113.7, 10.0.0.5", "203.0.113.0/24")]
    [InlineData("192.0.2.1, 203.0.113.7, 10.0.0.5, 10.9.9.9", "203.0.113.0/24")]
    [InlineData("192.0.2.1, 198.51.100.3", "198.51.100.0/24")]
    public async Task An_address_is_read_through_all_proxies_that_are_named_and_no_other(string sent, string network)
    {
        await using var host = VisuelHost.Start(
            new Dictionary<string, string> { ["TRUSTED_PROXIES"] = "127.0.0.1, 10.0.0.0/8" });
        using var owner = await host.SignUpAsync("owner");
        using var elsewhere = host.Visitor();
        elsewhere.Http.DefaultRequestHeaders.Add("X-Forwarded-For", sent);
        await elsewhere.PostAsync("/api/auth/login", new { owner.Email, password = Actor.Password });
        var rows = (await owner.GetAsync(Sessions)).Json.GetProperty("items").EnumerateArray();
        Assert.Equal(network, rows.First().GetProperty("network").GetString());
    }

    [Fact]
    public async Task Each_says_where_it_began_and_which_one_asks()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = VisuelHost.Start(
            new Dictionary<string, string> { ["TRUSTED_PROXIES"] = "127.0.0.1" }, clock);
        using var owner = await host.SignUpAsync("owner");
        using var elsewhere = host.Visitor();
        elsewhere.Http.DefaultRequestHeaders.UserAgent.ParseAdd(Firefox);
        elsewhere.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        clock.Advance(TimeSpan.FromMinutes(1));
        await elsewhere.PostAsync("/api/auth/login", new { email = owner.Email, password = Actor.Password });

        var reply = await owner.GetAsync(Sessions);
        var rows = reply.Json.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(
            ["id", "current", "browser", "system", "network", "startedAt", "lastUsedAt", "expiresAt"],
            rows[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal([false, true], rows.Select(row => row.GetProperty("current").GetBoolean()));
        Assert.Equal(["Firefox", "Windows", "203.0.113.0/24"], new[] { "browser", "system", "network" }.Select(Text));
        Assert.Equal("127.0.0.0/24", rows[1].GetProperty("network").GetString());
        Assert.Equal("2026-11-24T10:01:00.000Z", rows[0].GetProperty("startedAt").GetString());
        Assert.Equal("2026-12-24T10:01:00.000Z", rows[0].GetProperty("expiresAt").GetString());
        Assert.DoesNotContain("vsl_session_", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.7", reply.Text, StringComparison.Ordinal);
        Assert.Equal(["limit"], (await owner.GetAsync($"{Sessions}?limit=0")).Fields);
        Assert.NotNull((await owner.GetAsync($"{Sessions}?limit=1")).Json.GetProperty("next").GetString());

        string? Text(string field) => rows[0].GetProperty(field).GetString();
    }

    [Fact]
    public async Task One_is_ended_at_once_and_only_by_its_account()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        using var elsewhere = await host.SignInAsync("owner");
        var id = await CurrentAsync(elsewhere);

        Assert.Equal("not_found", (await ada.DeleteAsync($"{Sessions}/{id}")).Code);
        Assert.Equal(200, (await elsewhere.GetAsync(Me)).Status);
        Assert.Equal(204, (await owner.DeleteAsync($"{Sessions}/{id}")).Status);

        Assert.Equal("not_signed_in", (await elsewhere.GetAsync(Me)).Code);
        Assert.Equal("not_found", (await owner.DeleteAsync($"{Sessions}/{id}")).Code);
        Assert.Equal("not_found", (await owner.DeleteAsync($"{Sessions}/x")).Code);
        Assert.Equal(200, (await owner.GetAsync(Me)).Status);
    }

    [Fact]
    public async Task Ending_the_one_that_asks_is_signing_out()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(204, (await owner.DeleteAsync($"{Sessions}/{await CurrentAsync(owner)}")).Status);
        Assert.Null(owner.Token);
        Assert.Equal("not_signed_in", (await owner.GetAsync(Me)).Code);
    }

    [Fact]
    public async Task Ending_the_others_leaves_the_one_that_asks_and_other_accounts()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        Actor[] elsewhere = [await host.SignInAsync("owner"), await host.SignInAsync("owner")];

        Assert.Equal(204, (await owner.DeleteAsync(Sessions)).Status);
        Assert.Equal(204, (await owner.DeleteAsync(Sessions)).Status);

        var left = (await owner.GetAsync(Sessions)).Json.GetProperty("items").EnumerateArray();
        Assert.True(Assert.Single(left).GetProperty("current").GetBoolean());
        Assert.Equal(200, (await ada.GetAsync(Me)).Status);
        foreach (var ended in elsewhere)
        {
            Assert.Equal("not_signed_in", (await ended.GetAsync(Me)).Code);
            ended.Dispose();
        }
    }

    [Fact]
    public async Task One_ended_on_another_node_counts_for_half_a_minute_at_most()
    {
        using var folder = new TemporaryFolder();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var here = VisuelHost.Start(clock: clock, folder: folder);
        await using var there = VisuelHost.Start(clock: clock, folder: folder);
        using var owner = await here.SignUpAsync("owner");
        using var elsewhere = await there.SignInAsync("owner");
        Assert.Equal(200, (await elsewhere.GetAsync(Me)).Status);

        await owner.DeleteAsync(Sessions);
        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal("not_signed_in", (await elsewhere.GetAsync(Me)).Code);
    }

    [Fact]
    public async Task No_key_and_no_stranger_sees_or_ends_any()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var path = $"{Sessions}/{await CurrentAsync(owner)}";
        using var program = ApiKeyTests.Holder(host, (await ApiKeyTests.MakeAsync(owner)).Key);
        using var stranger = host.Visitor();
        Func<Visitor, Task<Reply>>[] calls =
            [who => who.GetAsync(Sessions), who => who.DeleteAsync(Sessions), who => who.DeleteAsync(path)];
        foreach (var ask in calls)
        {
            Assert.Equal("forbidden", (await ask(program)).Code);
            Assert.Equal("not_signed_in", (await ask(stranger)).Code);
        }

        var fromElsewhere = new HttpRequestMessage(HttpMethod.Delete, Sessions);
        fromElsewhere.Headers.Add("Origin", "https://evil.example");
        Assert.Equal("cross_site_request", (await owner.SendAsync(fromElsewhere)).Code);
        Assert.Equal(200, (await owner.GetAsync(Me)).Status);
    }

    [Fact]
    public async Task When_it_was_used_is_told_to_the_minute_and_written_once_for_many_calls()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = VisuelHost.Start(clock: clock);
        using var owner = await host.SignUpAsync("owner");

        clock.Advance(TimeSpan.FromSeconds(59));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => owner.GetAsync(Me)));
        Assert.Equal("2026-11-24T10:00:00.000Z", await LastUsedAsync(owner));
        clock.Advance(TimeSpan.FromSeconds(6));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => owner.GetAsync(Me)));

        // A use is written beside the request, so soon after it.
        await Eventually.HappensAsync(async () => await LastUsedAsync(owner) == "2026-11-24T10:01:05.000Z");
    }

    [Fact]
    public async Task Used_every_week_it_lasts_a_hundred_and_eighty_days_and_no_longer()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = VisuelHost.Start(clock: clock);
        using var owner = await host.SignUpAsync("owner");
        var cookie = $"token={owner.Token}; token=x";
        for (var day = 7; day < 180; day += 7)
        {
            clock.Advance(TimeSpan.FromDays(7));
            var reply = await SendAsync(host, cookie);
            Assert.Equal(200, reply.Status);
            // The browser keeps the cookie as long as the session lasts: thirty days, and at the end what is left of
            // the hundred and eighty.
            if (reply.Message.Headers.TryGetValues("Set-Cookie", out var renewed))
            {
                Assert.StartsWith($"token={owner.Token}; ", Assert.Single(renewed), StringComparison.Ordinal);
                Assert.Contains(
                    $"max-age={Math.Min(30, 180 - day) * 86_400};", renewed.Single(), StringComparison.Ordinal);
            }
            else
            {
                Assert.InRange(day, 151, 180);
            }
        }

        clock.Advance(TimeSpan.FromDays(5) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await SendAsync(host, cookie)).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("not_signed_in", (await SendAsync(host, cookie)).Code);
    }

    [Fact]
    public async Task The_page_lists_them_and_ends_one_or_all_others()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var elsewhere = host.Visitor();
        elsewhere.Http.DefaultRequestHeaders.UserAgent.ParseAdd(Firefox);
        await elsewhere.PostAsync("/api/auth/login", new { email = owner.Email, password = Actor.Password });

        var page = await owner.GetAsync("/account");

        Assert.Contains("Firefox sur Windows", System.Net.WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
        Assert.Contains("Cet appareil", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("vsl_session_", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_who_signed_in_with_an_older_version_sign_in_once_more_and_the_old_key_goes()
    {
        using var folder = new TemporaryFolder();
        await using (var before = VisuelHost.Start(folder: folder))
        {
            using var owner = await before.SignUpAsync("owner");
        }

        await MakeOlderAsync(Path.Combine(folder.Path, "visuel.db"));

        await using var after = VisuelHost.Start(folder: folder);
        Assert.Equal("not_signed_in", (await SendAsync(after, "token=eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmVk")).Code);
        using var again = await after.SignInAsync("owner");
        Assert.Equal(1, (await again.GetAsync(Sessions)).Json.GetProperty("items").GetArrayLength());
        await using var file = new SqliteConnection(
            $"Data Source={Path.Combine(folder.Path, "visuel.db")};Pooling=False");
        file.Open();
        using var read = file.CreateCommand();
        read.CommandText = "SELECT count(*) FROM secrets WHERE name = 'token-key'";
        Assert.Equal(0L, read.ExecuteScalar());
    }

    /// <summary>The tables as the version before this left them.</summary>
    private static async Task MakeOlderAsync(string path)
    {
        var assembly = typeof(Program).Assembly;
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var place = scripts.FindIndex(name => name.EndsWith("-sessions.sql", StringComparison.Ordinal));
        Assert.Equal("0021-folded-anew.sql", string.Join('.', scripts[^1].Split('.')[^2..]));
        await using var file = new SqliteConnection($"Data Source={path};Pooling=False");
        file.Open();
        await using var command = file.CreateCommand();
        command.CommandText =
            $"""
            DROP TABLE sessions;
            CREATE TABLE sessions (
                id TEXT PRIMARY KEY,
                account TEXT NOT NULL REFERENCES accounts (id),
                started_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX sessions_of_account ON sessions (account);
            INSERT INTO sessions SELECT id, id, 1, 9999999999999 FROM accounts;
            INSERT INTO secrets (name, value) VALUES ('token-key', x'00');
            ALTER TABLE accounts ADD COLUMN failed_sign_ins INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE accounts ADD COLUMN locked_until INTEGER;
            ALTER TABLE customers DROP COLUMN next_plan_at;
            ALTER TABLE customers DROP COLUMN collection_paused;
            ALTER TABLE customers DROP COLUMN collection_resumes_at;
            PRAGMA user_version = {place};
            """;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<Guid> CurrentAsync(Actor actor) =>
        (await actor.GetAsync(Sessions)).Json.GetProperty("items").EnumerateArray()
        .Single(row => row.GetProperty("current").GetBoolean()).GetProperty("id").GetGuid();

    private static async Task<string?> LastUsedAsync(Actor actor) =>
        (await actor.GetAsync(Sessions)).Json.GetProperty("items")[0].GetProperty("lastUsedAt").GetString();

    private static async Task<Reply> SendAsync(VisuelHost host, string cookies)
    {
        using var visitor = host.Visitor();
        var request = new HttpRequestMessage(HttpMethod.Get, Me);
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        return await visitor.SendAsync(request);
    }
}
