using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Journeys;

/// <summary>API keys: made, used, listed, revoked.</summary>
public sealed class ApiKeyTests
{
    private const string Keys = "/api/keys";
    private const string Me = "/api/auth/me";
    private const string Generate = "/api/images/generate";
    private const string Unwritten = "Noting last uses of keys and sessions failed";

    [Fact]
    public async Task A_key_is_shown_once_and_draws_in_the_workspace_of_its_owner()
    {
        await using var host = VisuelHost.Start();
        var (_, ada) = await host.SignUpWithPlanAsync("creator");

        var made = await ada.PostAsync(Keys, new { name = "  My   script " });
        var key = made.Json.GetProperty("key").GetString()!;
        using var program = Holder(host, key);
        var drawn = await program.PostAsync(Generate, new { prompt = "a red bicycle" });
        var listed = await ada.GetAsync(Keys);

        Assert.Equal((201, "no-store"), (made.Status, made.Message.Headers.CacheControl?.ToString()));
        Assert.Equal(
            ["id", "name", "prefix", "key", "createdAt", "expiresAt"],
            made.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(200, drawn.Status);
        Assert.Equal((1, 50, 49, 0), await ada.QuotaAsync());
        Assert.Equal(200, (await ada.GetAsync(drawn.Json.GetProperty("url").GetString()!)).Status);
        var row = Assert.Single(listed.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(
            ("My script", key[..12]), (row.GetProperty("name").GetString(), row.GetProperty("prefix").GetString()));
        Assert.Equal(made.Json.GetProperty("id").GetGuid(), row.GetProperty("id").GetGuid());
        Assert.DoesNotContain(key[12..], listed.Text, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(host.DataFolder, "visuel.db*"))
        {
            Assert.DoesNotContain(key[12..], await ReadSharedAsync(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Once_revoked_it_is_refused_at_once_and_revoking_again_is_harmless()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var (id, key) = await MakeAsync(owner);
        using var program = Holder(host, key);
        Assert.Equal(200, (await program.GetAsync(Me)).Status);

        Assert.Equal(204, (await owner.DeleteAsync($"{Keys}/{id}")).Status);

        Assert.Equal("not_signed_in", (await program.GetAsync(Me)).Code);
        Assert.Equal(204, (await owner.DeleteAsync($"{Keys}/{id}")).Status);
        Assert.Equal("not_found", (await owner.DeleteAsync($"{Keys}/{Guid.CreateVersion7()}")).Code);
        Assert.Equal("not_found", (await owner.DeleteAsync($"{Keys}/x")).Code);
        Assert.Equal(0, (await owner.GetAsync(Keys)).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Once_revoked_it_is_refused_by_another_process_within_a_minute()
    {
        using var folder = new TemporaryFolder();
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var here = VisuelHost.Start(clock: clock, folder: folder);
        await using var there = VisuelHost.Start(clock: clock, folder: folder);
        using var owner = await here.SignUpAsync("owner");
        var (id, key) = await MakeAsync(owner);
        using var program = Holder(there, key);
        Assert.Equal(200, (await program.GetAsync(Me)).Status);

        await owner.DeleteAsync($"{Keys}/{id}");
        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal("not_signed_in", (await program.GetAsync(Me)).Code);
    }

    [Fact]
    public async Task It_expires_to_the_second_and_stays_in_the_list()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = VisuelHost.Start(clock: clock);
        using var owner = await host.SignUpAsync("owner");
        var (_, key) = await MakeAsync(owner, expiresAt: "2026-11-24T10:10:00.000Z");
        using var program = Holder(host, key);

        clock.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal(200, (await program.GetAsync(Me)).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("not_signed_in", (await program.GetAsync(Me)).Code);

        var row = Assert.Single((await owner.GetAsync(Keys)).Json.GetProperty("items").EnumerateArray());
        Assert.Equal("2026-11-24T10:10:00.000Z", row.GetProperty("expiresAt").GetString());
    }

    [Fact]
    public async Task When_it_was_used_is_told_to_the_minute()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = VisuelHost.Start(clock: clock);
        using var owner = await host.SignUpAsync("owner");
        var (_, key) = await MakeAsync(owner);
        using var program = Holder(host, key);
        Assert.Null(await LastUsedAsync(owner));

        clock.Advance(TimeSpan.FromSeconds(5));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => program.GetAsync(Me)));
        await UntilAsync(async () => await LastUsedAsync(owner) == "2026-11-24T10:00:05.000Z");
        clock.Advance(TimeSpan.FromSeconds(59));
        await program.GetAsync(Me);
        clock.Advance(TimeSpan.FromSeconds(1));
        await program.GetAsync(Me);

        await UntilAsync(async () => await LastUsedAsync(owner) == "2026-11-24T10:01:05.000Z");
    }

    [Fact]
    public async Task A_use_just_before_the_server_stops_is_written_down()
    {
        using var folder = new TemporaryFolder();
        await using (var host = VisuelHost.Start(folder: folder))
        {
            using var owner = await host.SignUpAsync("owner");
            using var program = Holder(host, (await MakeAsync(owner)).Key);
            Assert.Equal(200, (await program.GetAsync(Me)).Status);
        }

        await using var again = VisuelHost.Start(folder: folder);
        using var later = await again.SignInAsync("owner");
        Assert.NotNull((await later.GetAsync(Keys)).Json.GetProperty("items")[0].GetProperty("lastUsedAt").GetString());
    }

    [Fact]
    public async Task A_use_that_cannot_be_written_down_holds_nothing_up_and_the_next_one_is()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var host = VisuelHost.Start(clock: clock);
        using var owner = await host.SignUpAsync("owner");
        using var program = Holder(host, (await MakeAsync(owner)).Key);
        await using (var other = new SqliteConnection(
            $"Data Source={Path.Combine(host.DataFolder, "visuel.db")};Pooling=False"))
        {
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            Assert.Equal(200, (await program.GetAsync(Me)).Status);
            // The store gives up after five seconds; the answer did not wait for that.
            Assert.DoesNotContain(Unwritten, host.Logs.Text, StringComparison.Ordinal);
            await UntilAsync(() => Task.FromResult(host.Logs.Text.Contains(Unwritten, StringComparison.Ordinal)));
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await program.GetAsync(Me)).Status);

        await UntilAsync(async () => await LastUsedAsync(owner) == "2026-11-24T10:01:00.000Z");
    }

    [Fact]
    public async Task Many_calls_at_once_with_two_keys_of_one_workspace_share_its_quota()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        await owner.PatchAsync($"/api/admin/accounts/{ada.Id}", new { imagesPerMonth = 5 });
        Visitor[] programs = [Holder(host, (await MakeAsync(ada)).Key), Holder(host, (await MakeAsync(ada)).Key)];

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(number =>
            programs[number % 2].PostAsync(
                Generate, new { prompt = $"Bicycle number {number}", width = 256, height = 256 })));

        Assert.Equal(
            (5, 11), (replies.Count(reply => reply.Status == 200), replies.Count(reply => reply.Status == 402)));
        Assert.Equal((5, 5, 0, 0), await ada.QuotaAsync());
        Assert.All(programs, program => program.Dispose());
    }

    [Fact]
    public async Task Of_thirty_keys_asked_for_at_once_twenty_five_are_made()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(number => owner.PostAsync(Keys, new { name = $"Number {number}" })));

        Assert.Equal(25, replies.Count(reply => reply.Status == 201));
        var refused = replies.Where(reply => reply.Status != 201).ToList();
        Assert.All(refused, reply => Assert.Equal(
            (400, "invalid_request", "name"), (reply.Status, reply.Code, Assert.Single(reply.Fields))));
        Assert.Equal("Vous avez déjà 25 clés. Révoquez-en une qui ne sert plus.", refused[0].Json.GetProperty(
            "errors").GetProperty("name")[0].GetString());
        var first = (await owner.GetAsync($"{Keys}?limit=20")).Json;
        var rest = (await owner.GetAsync($"{Keys}?limit=20&cursor={first.GetProperty("next").GetString()}")).Json;
        Assert.Equal((20, 5, null), (first.GetProperty("items").GetArrayLength(),
            rest.GetProperty("items").GetArrayLength(), rest.GetProperty("next").GetString()));
        Assert.Equal(204, (await owner.DeleteAsync(
            $"{Keys}/{first.GetProperty("items")[0].GetProperty("id").GetGuid()}")).Status);
        Assert.Equal(201, (await owner.PostAsync(Keys, new { name = "One more" })).Status);
    }

    [Fact]
    public async Task Nobody_sees_or_revokes_the_keys_of_another_account()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        var (id, key) = await MakeAsync(ada);

        Assert.Equal(0, (await owner.GetAsync(Keys)).Json.GetProperty("items").GetArrayLength());
        Assert.Equal("not_found", (await owner.DeleteAsync($"{Keys}/{id}")).Code);

        using var program = Holder(host, key);
        Assert.Equal(ada.Id, (await program.GetAsync(Me)).Json.GetProperty("id").GetGuid());
        var content = await owner.AddContentAsync("Not Ada's");
        Assert.Equal("not_found", (await program.GetAsync($"/api/contents/{content}")).Code);
    }

    [Theory]
    [InlineData("""{"name":" "}""", "name")]
    [InlineData("{}", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"a","expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"a","expiresAt":"tomorrow"}""", "expiresAt")]
    [InlineData("""{"name":"a","scopes":[]}""", "scopes")]
    public async Task A_key_that_cannot_be_made_is_told_why(string body, string field)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");

        Assert.Equal([field], (await owner.PostTextAsync(Keys, body)).Fields);
        Assert.Equal(["name"], (await owner.PostAsync(Keys, new { name = new string('a', 101) })).Fields);
        Assert.Equal(["limit"], (await owner.GetAsync($"{Keys}?limit=0")).Fields);
        Assert.Equal(0, (await owner.GetAsync(Keys)).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_page_shows_a_new_key_once_and_only_to_its_owner()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var (_, key) = await MakeAsync(owner);

        var page = await owner.GetAsync("/account");

        Assert.Contains(key[..12], page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, page.Text, StringComparison.Ordinal);
        Assert.True(page.Message.Headers.CacheControl?.NoStore);
    }

    /// <summary>A program that sends a key and nothing else.</summary>
    internal static Visitor Holder(VisuelHost host, string key)
    {
        var program = host.Visitor();
        program.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return program;
    }

    /// <summary>Makes a key.</summary>
    internal static async Task<(Guid Id, string Key)> MakeAsync(Actor actor, string? expiresAt = null)
    {
        var made = await actor.PostAsync(Keys, new { name = "My script", expiresAt });
        Assert.Equal(201, made.Status);
        var key = made.Json.GetProperty("key").GetString()!;
        Assert.NotNull(Secret.Read(SecretKind.ApiKey, key));
        return (made.Json.GetProperty("id").GetGuid(), key);
    }

    private static async Task<string?> LastUsedAsync(Actor actor) =>
        (await actor.GetAsync(Keys)).Json.GetProperty("items")[0].GetProperty("lastUsedAt").GetString();

    // A use is written beside the request, so soon after it.
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var attempt = 0; attempt < 200 && !await isSo(); attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.True(await isSo());
    }

    private static async Task<string> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
