using Visuel.Server.Tests.Reliability;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Links that set another password, and the trail of what administrators changed.</summary>
public sealed class ResetLinkTests
{
    private const string Next = "another long password";

    [Fact]
    public async Task A_link_sets_another_password_once_and_ends_every_session()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        var made = await owner.PostAsync($"/api/admin/accounts/{ada.Id}/password-reset", new { });
        Assert.Equal(201, made.Status);
        var token = TokenOf(made.Json.GetProperty("url").GetString()!);
        using var nobody = host.Visitor();
        Assert.Equal(["new"], (await nobody.PostAsync("/api/auth/reset", new { token, @new = "short" })).Fields);
        Assert.Equal(
            ["token"], (await nobody.PostAsync("/api/auth/reset", new { token = $"{token}x", @new = Next })).Fields);
        Assert.Equal(204, (await nobody.PostAsync("/api/auth/reset", new { token, @new = Next })).Status);
        Assert.Equal(["token"], (await nobody.PostAsync("/api/auth/reset", new { token, @new = Next })).Fields);
        Assert.Equal(401, (await ada.GetAsync("/api/auth/me")).Status);
        Assert.Equal(401, (await nobody.PostAsync(
            "/api/auth/login", new { email = ada.Email, password = Actor.Password })).Status);
        Assert.Equal(
            200, (await nobody.PostAsync("/api/auth/login", new { email = ada.Email, password = Next })).Status);
        Assert.Equal(404, (await owner.PostAsync(
            $"/api/admin/accounts/{Guid.CreateVersion7()}/password-reset", new { })).Status);
        Assert.DoesNotContain(token, host.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_administrators_change_is_written_down_and_only_they_read_it()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        await owner.PatchAsync(
            $"/api/admin/accounts/{ada.Id}",
            new { plan = "creator", imagesPerMonth = 100, reason = "pilot", role = "admin" });
        await owner.PatchAsync(
            $"/api/admin/accounts/{ada.Id}", new { clearOverride = true, plan = (string?)null, role = "user" });
        await owner.PostAsync($"/api/admin/accounts/{ada.Id}/password-reset", new { });
        var entries = (await owner.GetAsync($"/api/admin/audit?accountId={ada.Id}")).Json.GetProperty("items")
            .EnumerateArray().Where(entry => entry.GetProperty("action").GetString() != "account_registered").ToList();
        Assert.Equal(
            ["override_cleared 100 → –",
                "override_set – → 100: pilot", "plan_granted – → creator", "plan_withdrawn creator → –",
                "reset_link_made ", "role_changed admin → user", "role_changed user → admin"],
            entries.Select(
                entry => $"{entry.GetProperty("action").GetString()} {entry.GetProperty("detail").GetString()}")
                .Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.Equal(owner.Id, entry.GetProperty("by").GetGuid()));
        Assert.Equal("reset_link_made", entries[0].GetProperty("action").GetString());
        foreach (var refused in new[]
        {
            await ada.GetAsync("/api/admin/audit"),
            await ada.PostAsync($"/api/admin/accounts/{owner.Id}/password-reset", new { }),
        })
        {
            Assert.Equal((403, "forbidden"), (refused.Status, refused.Code));
        }

        var page = System.Net.WebUtility.HtmlDecode((await owner.GetAsync($"/admin/accounts/{ada.Id}")).Text);
        Assert.Contains("Forfait accordé", page, StringComparison.Ordinal);
        Assert.Contains("– → 100: pilot", page, StringComparison.Ordinal);
        Assert.Equal(404, (await owner.GetAsync($"/admin/accounts/{Guid.CreateVersion7()}")).Status);
    }

    [Fact]
    public async Task The_command_line_makes_a_link_while_the_server_runs_and_says_what_is_wrong()
    {
        using var place = new Installation();
        await using var server = await place.StartAsync();
        using var owner = await place.SignUpAsync(server, "owner");
        place.Settings["PUBLIC_URL"] = "https://visuel.example";
        var (code, output, _) = await RunAsync(place, "reset-password", " Owner@Example.com\u200b");
        Assert.Equal(0, code);
        Assert.StartsWith("https://visuel.example/reset-password#", output, StringComparison.Ordinal);
        Assert.Equal(204, (await owner.PostAsync(
            "/api/auth/reset", new { token = TokenOf(output.Trim()), @new = Next })).Status);

        var (missing, nothing, said) = await RunAsync(place, "reset-password", "nobody@example.com");
        Assert.Equal((1, ""), (missing, nothing));
        Assert.Contains("No account has the address", said, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(place, "dance")).Code);
        place.Settings["DEFAULT_PLAN"] = "gold";
        var (wrong, _, faults) = await RunAsync(place, "reset-password", "owner@example.com");
        Assert.Equal(2, wrong);
        Assert.Contains("DEFAULT_PLAN must be one of", faults, StringComparison.Ordinal);
    }

    private static string TokenOf(string link) => link.Split('#', '&')[1];

    private static Task<CommandLine> RunAsync(Installation place, params string[] words) =>
        CommandLine.RunAsync(place.Folder, place.Settings, words);
}
