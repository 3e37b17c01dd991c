namespace Visuel.Server.Tests.Journeys;

public sealed class AdminTests
{
    [Fact]
    public async Task Administrators_see_accounts_and_others_do_not()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        Assert.Equal((403, "forbidden"), await ada.GetAsync("/api/admin/accounts") is var refused
            ? (refused.Status, refused.Code)
            : default);
        Assert.Equal(
            "forbidden", (await ada.PatchAsync($"/api/admin/accounts/{ada.Id}", new { plan = "enterprise" })).Code);
        var row = Assert.Single(
            (await owner.GetAsync("/api/admin/accounts?q=ada@")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(("creator", "granted", 50, "plan", 0), (Text("plan"), Text("planFrom"),
            row.GetProperty("quota").GetInt32(), Text("limitFrom"), row.GetProperty("used").GetInt32()));

        string? Text(string name) => row.GetProperty(name).GetString();
    }

    [Fact]
    public async Task A_limit_is_overridden_lifted_and_cleared()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        var path = $"/api/admin/accounts/{ada.Id}";
        Assert.Equal(
            ("override", "trial"), await owner.PatchAsync(path, new { imagesPerMonth = 2, reason = "trial" }) is var few
                ? (few.Json.GetProperty("limitFrom").GetString(), few.Json.GetProperty("overrideReason").GetString())
                : default);
        Assert.Equal((0, 2, 2, 0), await ada.QuotaAsync());
        Assert.Equal(
            "override", (await ada.GetAsync("/api/images/generate")).Json.GetProperty("limitFrom").GetString());
        await owner.PatchAsync(path, new { unlimited = true });
        Assert.Equal((0, null, null, 0), await ada.QuotaAsync());
        await owner.PatchAsync(path, new { clearOverride = true });
        Assert.Equal((0, 50, 50, 0), await ada.QuotaAsync());
        await owner.PatchAsync(path, new { plan = (string?)null });
        Assert.Equal((0, 0, 0, 0), await ada.QuotaAsync());
    }

    [Fact]
    public async Task A_lowered_limit_takes_no_image_back()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        foreach (var prompt in new[] { "one", "two", "three" })
        {
            await ada.PostAsync("/api/images/generate", new { prompt, width = 256, height = 256 });
        }

        await owner.PatchAsync($"/api/admin/accounts/{ada.Id}", new { imagesPerMonth = 1 });
        Assert.Equal((3, 1, 0, 0), await ada.QuotaAsync());
        Assert.Equal("quota_exhausted", (await ada.PostAsync("/api/images/generate", new { prompt = "four" })).Code);
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        Assert.Equal(
            ["role"], (await owner.PatchAsync($"/api/admin/accounts/{owner.Id}", new { role = "user" })).Fields);
        Assert.Equal(200, (await owner.PatchAsync($"/api/admin/accounts/{ada.Id}", new { role = "admin" })).Status);
        Assert.Equal(200, (await ada.GetAsync("/api/admin/accounts")).Status);
        Assert.Equal(200, (await owner.PatchAsync($"/api/admin/accounts/{owner.Id}", new { role = "user" })).Status);
        Assert.Equal("forbidden", (await owner.GetAsync("/api/admin/accounts")).Code);
    }

    [Theory]
    [InlineData("""{"plan":"gold"}""", "plan")]
    [InlineData("""{"plan":7}""", "plan")]
    [InlineData("""{"imagesPerMonth":-1}""", "imagesPerMonth")]
    [InlineData("""{"imagesPerMonth":5,"unlimited":true}""", "imagesPerMonth")]
    [InlineData("""{"role":"king"}""", "role")]
    [InlineData("""{"quota":5}""", "quota")]
    public async Task A_change_that_cannot_be_is_named(string body, string field)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/admin/accounts/{owner.Id}")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        Assert.Equal([field], (await owner.SendAsync(request)).Fields);
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_not_found()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal("not_found", (await owner.PatchAsync(
            $"/api/admin/accounts/{Guid.CreateVersion7()}", new { plan = "pro" })).Code);
    }
}
