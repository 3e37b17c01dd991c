using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>A Hugging Face token of one's own.</summary>
public sealed class OwnTokenTests
{
    private const string Token = "/api/auth/hf-token";
    private const string Generate = "/api/images/generate";
    private const string Own = "hf_ownTokenOfAda";

    [Fact]
    public async Task It_is_checked_kept_encrypted_and_draws_in_place_of_the_installations()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Accepts(Own, "ada-l");
        await using var host = VisuelHost.Start(hf.Settings);
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");

        var saved = await ada.PutAsync(Token, new { token = $" \"{Own}\" " });
        var shown = await ada.GetAsync(Token);
        await ada.PostAsync(Generate, new { prompt = "a cat" });
        await owner.PostAsync(Generate, new { prompt = "a dog" });

        Assert.Equal((200, "ada-l"), (saved.Status, shown.Json.GetProperty("user").GetString()));
        Assert.DoesNotContain(Own, saved.Text + shown.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["Bearer " + Own, "Bearer " + FakeHuggingFace.Token],
            hf.Requests.Where(request => request.Matches("POST", "/fal-ai/*"))
                .Select(request => request.Header("authorization")));
        Assert.Equal(404, (await owner.GetAsync(Token)).Status);
        Assert.Equal((1, 50, 49, 0), await ada.QuotaAsync());
        foreach (var file in Directory.GetFiles(host.DataFolder, "visuel.db*"))
        {
            Assert.DoesNotContain(Own, await ReadSharedAsync(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Once_removed_the_installations_draws_again()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Accepts(Own, "ada-l");
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        await owner.PutAsync(Token, new { token = Own });

        Assert.Equal(204, (await owner.DeleteAsync(Token)).Status);
        Assert.Equal(204, (await owner.DeleteAsync(Token)).Status);

        Assert.Equal("not_found", (await owner.GetAsync(Token)).Code);
        await owner.PostAsync(Generate, new { prompt = "a cat" });
        Assert.Equal("Bearer " + FakeHuggingFace.Token, hf.Requests.Single(
            request => request.Matches("POST", "/fal-ai/*")).Header("authorization"));
    }

    [Fact]
    public async Task Where_the_installation_has_none_it_makes_Hugging_Face_the_default_for_its_owner_alone()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Accepts(Own, "ada-l");
        await using var host = VisuelHost.Start(
            new Dictionary<string, string>(hf.Settings, StringComparer.Ordinal) { ["HF_TOKEN"] = "" });
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        await ada.PutAsync(Token, new { token = Own });

        Assert.Equal("huggingface", (await ada.PostAsync(Generate, new { prompt = "a cat" })).Json.GetProperty("engine")
            .GetString());
        Assert.Equal("composer", (await owner.PostAsync(Generate, new { prompt = "a cat" })).Json.GetProperty("engine")
            .GetString());
    }

    [Theory]
    [InlineData("", "hf_")]
    [InlineData("sk-12345", "hf_")]
    [InlineData("hf_two words", "hf_")]
    [InlineData("hf_unknownToken", "https://huggingface.co/settings/tokens/new")]
    public async Task One_that_cannot_draw_is_refused_with_what_to_do(string token, string says)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");

        var reply = await owner.PutAsync(Token, new { token });

        Assert.Equal((400, "invalid_request"), (reply.Status, reply.Code));
        Assert.Contains(
            says, reply.Json.GetProperty("errors").GetProperty("token")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(404, (await owner.GetAsync(Token)).Status);
    }

    [Theory]
    [InlineData("whoami_finegrained_ok", 200)]
    [InlineData("whoami_finegrained_global_ok", 200)]
    [InlineData("whoami_classic_read", 200)]
    [InlineData("whoami_oauth", 200)]
    [InlineData("whoami_finegrained_missing_permission", 400)]
    [InlineData("whoami_429", 503)]
    [InlineData("err_502_html", 503)]
    [InlineData("net_reset_before_headers", 503)]
    public async Task What_Hugging_Face_says_of_it_decides(string fixture, int status)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Accepts(Own, "ada-l");
        hf.Script("GET", "/api/whoami-v2", fixture);
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");

        var reply = await owner.PutAsync(Token, new { token = Own });

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 503 ? "engine_busy" : null, status == 503 ? reply.Code : null);
        Assert.Equal(status == 200 ? 200 : 404, (await owner.GetAsync(Token)).Status);
    }

    [Fact]
    public async Task Hugging_Face_is_asked_no_more_than_ten_times_a_minute()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        for (var number = 0; number < 10; number++)
        {
            Assert.Equal(400, (await owner.PutAsync(Token, new { token = Own })).Status);
        }

        Assert.Equal("too_many_requests", (await owner.PutAsync(Token, new { token = Own })).Code);
        Assert.Equal(10, hf.Count("GET", "/api/whoami-v2"));
    }

    [Fact]
    public async Task Saving_one_anew_ends_the_wait_for_its_credit()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Accepts(Own, "ada-l");
        hf.Script("POST", "/fal-ai/*", "err_402_depleted_2026");
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        await owner.PutAsync(Token, new { token = Own });

        Assert.Equal("engine_out_of_credit", (await owner.PostAsync(Generate, new { prompt = "a cat" })).Code);
        Assert.Equal("engine_out_of_credit", (await owner.PostAsync(Generate, new { prompt = "a cat" })).Code);
        Assert.True((await owner.GetAsync(Token)).Json.GetProperty("outOfCreditSince").TryGetDateTimeOffset(out _));
        await owner.PutAsync(Token, new { token = Own });

        Assert.Equal(200, (await owner.PostAsync(Generate, new { prompt = "a cat" })).Status);
    }

    [Fact]
    public async Task Administrators_read_that_the_installations_credit_is_used_up_and_nobody_else()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.ScriptAlways("POST", "/fal-ai/*", "err_402_depleted_2026");
        await using var host = VisuelHost.Start(hf.Settings);
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        Assert.DoesNotContain("settings/billing", (await owner.GetAsync("/plans")).Text, StringComparison.Ordinal);

        await ada.PostAsync(Generate, new { prompt = "a cat" });

        Assert.Contains(
            "https://huggingface.co/settings/billing", (await owner.GetAsync("/plans")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("settings/billing", (await ada.GetAsync("/plans")).Text, StringComparison.Ordinal);
    }

    private static async Task<string> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
