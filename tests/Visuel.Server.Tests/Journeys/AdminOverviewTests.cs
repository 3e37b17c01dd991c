using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What administrators look at, by the API and on the page.</summary>
public sealed class AdminOverviewTests
{
    [Fact]
    public async Task An_account_and_its_months_are_read_by_administrators_alone()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        await ada.PostAsync("/api/images/generate", new { prompt = "a cat", width = 256, height = 256 });
        var account = (await owner.GetAsync($"/api/admin/accounts/{ada.Id}")).Json;
        Assert.Equal(("creator", "granted", 1), (account.GetProperty("plan").GetString(),
            account.GetProperty("planFrom").GetString(), account.GetProperty("used").GetInt32()));
        var months = (await owner.GetAsync($"/api/admin/accounts/{ada.Id}/periods")).Json;
        Assert.Equal(
            (DateTimeOffset.UtcNow.ToString("yyyy-MM", null), 1),
            (months[0].GetProperty("period").GetString(), months[0].GetProperty("used").GetInt32()));
        Assert.Equal(404, (await owner.GetAsync($"/api/admin/accounts/{Guid.CreateVersion7()}")).Status);
        foreach (var path in new[]
        {
            $"/api/admin/accounts/{ada.Id}", $"/api/admin/accounts/{ada.Id}/periods", "/api/admin/generations",
        })
        {
            Assert.Equal(
                (403, "forbidden"), await ada.GetAsync(path) is var refused ? (refused.Status, refused.Code) : default);
        }

        Assert.Equal(403, (await ada.GetAsync("/admin")).Status);
    }

    [Fact]
    public async Task A_failed_generation_is_listed_with_its_reason_and_its_owner_and_without_its_words()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.ScriptAlways("POST", "/fal-ai/*", "err_402_depleted_2026");
        await using var host = VisuelHost.Start(hf.Settings);
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        await ada.PostAsync("/api/images/generate", new { prompt = "a confidential product" });
        var list = await owner.GetAsync("/api/admin/generations");
        var row = Assert.Single(list.Json.GetProperty("items").EnumerateArray());
        Assert.Equal((ada.Id, "credits_exhausted"), (
            row.GetProperty("accountId").GetGuid(), row.GetProperty("reason").GetString()));
        Assert.Equal(
            "engine_out_of_credit", row.GetProperty("generation").GetProperty("error").GetProperty("code").GetString());
        Assert.DoesNotContain("confidential", list.Text, StringComparison.Ordinal);
        var page = (await owner.GetAsync("/admin")).Text;
        Assert.Contains("credits_exhausted", page, StringComparison.Ordinal);
        Assert.Contains("ada@example.com", page, StringComparison.Ordinal);
        Assert.Equal(["limit"], (await owner.GetAsync("/api/admin/generations?limit=0")).Fields);
    }
}
