using System.Net;
using System.Text.Json;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What administrators learn of who got in and who did not.</summary>
public sealed class SecurityLogTests
{
    private const string Next = "another long password";
    private const string Login = "/api/auth/login";

    [Fact]
    public async Task Whatever_changes_who_may_get_in_is_told_to_administrators()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        using var elsewhere = await host.SignInAsync("ada");
        var session = (await ada.GetAsync("/api/auth/sessions")).Json.GetProperty("items").EnumerateArray()
            .First(row => !row.GetProperty("current").GetBoolean()).GetProperty("id").GetGuid();
        Assert.Equal(204, (await ada.DeleteAsync($"/api/auth/sessions/{session}")).Status);
        var key = (await ada.PostAsync("/api/keys", new { name = "A script" })).Json.GetProperty("id").GetGuid();
        Assert.Equal(204, (await ada.DeleteAsync($"/api/keys/{key}")).Status);
        Assert.Equal(204, (await ada.PostAsync(
            "/api/auth/password", new { current = Actor.Password, @new = Next })).Status);
        await owner.PatchAsync($"/api/admin/accounts/{ada.Id}", new { plan = "creator" });
        var link = await owner.PostAsync($"/api/admin/accounts/{ada.Id}/password-reset", new { });
        var token = link.Json.GetProperty("url").GetString()!.Split('#')[1];
        Assert.Equal(204, (await elsewhere.PostAsync("/api/auth/reset", new { token, @new = Next })).Status);
        Assert.Equal(401, (await elsewhere.PostAsync(Login, new { ada.Email, password = "wrong password" })).Status);
        Assert.Equal(200, (await elsewhere.PostAsync(Login, new { ada.Email, password = Next })).Status);
        Assert.Equal(204, (await elsewhere.PostAsync("/api/auth/logout", new { })).Status);

        string[] expected =
        [
            "account_registered", "key_made", "key_revoked", "other_sessions_ended", "password_changed",
            "password_reset", "plan_granted", "reset_link_made", "session_ended", "sign_in_failed", "signed_in",
            "signed_in", "signed_out",
        ];
        var entries = await EntriesAsync(owner, $"?accountId={ada.Id}", expected.Length);
        Assert.Equal(expected, entries.Select(entry => Text(entry, "action")!).Order(StringComparer.Ordinal));
        Assert.All(entries, entry =>
        {
            Assert.Equal(ada.Id, entry.GetProperty("accountId").GetGuid());
            Assert.Matches("^[0-9a-f]{16}$", Text(entry, "network"));
            Assert.False(string.IsNullOrEmpty(Text(entry, "reference")));
        });
        Assert.Single(entries.Select(entry => Text(entry, "network")).Distinct());
        var told = JsonSerializer.Serialize(entries);
        Assert.DoesNotContain("@example.com", told, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", told, StringComparison.Ordinal);
        Assert.Contains($"key_revoked: account {ada.Id}, detail {key}", host.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_shows_as_failures_one_lock_and_one_limit_however_long_it_goes_on()
    {
        await using var host = VisuelHost.Start(
            new Dictionary<string, string> { ["FAILED_SIGN_INS_PER_ADDRESS"] = "8" });
        using var owner = await host.SignUpAsync("owner");
        using var stranger = host.Visitor();
        for (var guess = 0; guess < 9; guess++)
        {
            await stranger.PostAsync(Login, new { owner.Email, password = $"wrong guess {guess}" });
        }

        for (var number = 0; number < 30; number++)
        {
            Assert.Equal(429, (await stranger.PostAsync(
                Login, new { email = $"person{number}@example.com", password = "wrong password" })).Status);
        }

        var entries = await EntriesAsync(owner, "", 8);
        Assert.Equal(
            ["account_registered", .. Enumerable.Repeat("sign_in_failed", 5), "sign_in_locked", "sign_in_refused"],
            entries.Select(entry => Text(entry, "action")!).Order(StringComparer.Ordinal));
        Assert.Equal("address", Text(entries[0], "detail"));
        Assert.Equal(JsonValueKind.Null, entries[0].GetProperty("accountId").ValueKind);
        Assert.Equal(
            5, (await EntriesAsync(owner, $"?accountId={owner.Id}&action=sign_in_failed", 5)).Count);
        var first = (await owner.GetAsync("/api/admin/audit?limit=3")).Json;
        var rest = (await owner.GetAsync(
            $"/api/admin/audit?limit=50&cursor={first.GetProperty("next").GetString()}")).Json;
        Assert.Equal(5, rest.GetProperty("items").GetArrayLength());
        Assert.Equal(["action"], (await owner.GetAsync("/api/admin/audit?action=nonsense")).Fields);
    }

    [Fact]
    public async Task The_page_lists_it_in_the_readers_language_by_account_and_kind()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        using var stranger = host.Visitor();
        await stranger.PostAsync(Login, new { ada.Email, password = "wrong password" });
        await stranger.PostAsync(Login, new { email = "nobody@example.com", password = "wrong password" });
        await EntriesAsync(owner, "", 4);

        Assert.Equal(4, await RowsAsync("/admin/security"));
        Assert.Equal(2, await RowsAsync($"/admin/security?account={ada.Id}"));
        Assert.Equal(2, await RowsAsync("/admin/security?account=ADA@example.com%20"));
        Assert.Equal(1, await RowsAsync($"/admin/security?account={ada.Id}&kind=sign_in_failed"));
        Assert.Equal(4, await RowsAsync("/admin/security?kind=nonsense&cursor=nonsense"));
        Assert.Equal(0, await RowsAsync("/admin/security?account=somebody%20else"));
        var all = WebUtility.HtmlDecode((await owner.GetAsync("/admin/security")).Text);
        Assert.Contains("Échec de connexion", all, StringComparison.Ordinal);
        Assert.Contains($"admin/security?account={ada.Id}", all, StringComparison.Ordinal);
        Assert.Contains(
            $"admin/security?account={ada.Id}", (await owner.GetAsync($"/admin/accounts/{ada.Id}")).Text,
            StringComparison.Ordinal);
        await owner.PatchAsync("/api/auth/me", new { locale = "en" });
        Assert.Contains(
            "Failed sign-in", (await owner.GetAsync("/admin/security")).Text, StringComparison.Ordinal);

        async Task<int> RowsAsync(string path)
        {
            var page = await owner.GetAsync(path);
            Assert.Equal(200, page.Status);
            return page.Text.Split("data-test=\"audit\"").Length - 1;
        }
    }

    [Fact]
    public async Task Nobody_else_reads_it()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        using var nobody = host.Visitor();
        Assert.Equal("forbidden", (await ada.GetAsync("/api/admin/audit")).Code);
        Assert.Equal("not_signed_in", (await nobody.GetAsync("/api/admin/audit")).Code);
        Assert.Equal(403, (await ada.GetAsync("/admin/security")).Status);
        Assert.Equal(302, (await nobody.GetAsync("/admin/security")).Status);
    }

    [Fact]
    public async Task Of_an_erased_account_the_log_keeps_what_happened_and_not_to_whom()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        await EntriesAsync(owner, $"?accountId={ada.Id}", 1);
        var erase = new HttpRequestMessage(HttpMethod.Delete, "/api/auth/me")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { password = Actor.Password }),
        };
        Assert.Equal(204, (await ada.SendAsync(erase)).Status);
        var entries = await EntriesAsync(owner, "", 3);
        Assert.Equal(
            [("account_erased", false), ("account_registered", false), ("account_registered", true)],
            entries.Select(entry => (
                Text(entry, "action")!, entry.GetProperty("accountId").ValueKind is not JsonValueKind.Null)));
        Assert.Empty(await EntriesAsync(owner, $"?accountId={ada.Id}", 0));
    }

    private static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();

    // Entries are written beside the request, so soon after it.
    private static async Task<IReadOnlyList<JsonElement>> EntriesAsync(Actor admin, string query, int number)
    {
        List<JsonElement> entries = [];
        await Eventually.HappensAsync(async () =>
        {
            entries = [.. (await admin.GetAsync($"/api/admin/audit{query}")).Json.GetProperty("items")
                .EnumerateArray()];
            return entries.Count >= number;
        });
        return entries;
    }
}
