using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Visuel.Core.Accounts;
using Visuel.Server.Features.Visitors;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>People without an account, where the installation is open to them.</summary>
public sealed class VisitorTests
{
    private const string Generate = "/api/images/generate";
    private const string Visitors = "hf_tokenForVisitors";

    [Fact]
    public async Task Draw_three_images_a_day_with_the_token_for_visitors()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf);
        using var visitor = host.Visitor();
        Assert.Equal("visitor", (await visitor.GetAsync(Generate)).Json.GetProperty("plan").GetString());
        Assert.Null(visitor.CookieOf("visitor"));
        for (var number = 1; number <= 3; number++)
        {
            var reply = await visitor.PostAsync(Generate, new { prompt = $"a bicycle, number {number}" });
            Assert.Equal((200, "huggingface", 3 - number), (reply.Status, reply.Json.GetProperty("engine").GetString(),
                reply.Json.GetProperty("usage").GetProperty("remaining").GetInt32()));
            Assert.Equal(200, (await visitor.GetAsync(reply.Json.GetProperty("url").GetString()!)).Status);
        }

        var refused = await visitor.PostAsync(Generate, new { prompt = "a fourth bicycle" });

        Assert.Equal((402, "quota_exhausted", "/register"), (
            refused.Status, refused.Code, refused.Json.GetProperty("upgradeUrl").GetString()));
        Assert.Equal("2026-11-11T00:00:00.000Z", refused.Json.GetProperty("resetsAt").GetString());
        Assert.Equal(0, refused.Json.GetProperty("usage").GetProperty("remaining").GetInt32());
        Assert.All(hf.Requests.Where(request => request.Matches("POST", "/fal-ai/*")), request => Assert.Equal(
            "Bearer " + Visitors, request.Header("authorization")));
        Assert.Equal(3, (await visitor.GetAsync("/api/images")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_new_cookie_is_no_new_allowance_and_a_restart_forgets_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var hf = await FakeHuggingFace.StartAsync();
        await using (var host = Start(hf, folder: folder))
        {
            await DrawAsync(host, "first");
            await DrawAsync(host, "second");
        }

        await using var again = Start(hf, folder: folder);
        Assert.Equal(200, (await DrawAsync(again, "third")).Status);
        Assert.Equal(402, (await DrawAsync(again, "fourth")).Status);
    }

    [Fact]
    public async Task Tomorrow_they_may_draw_again_and_today_s_images_are_gone()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-10T20:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf, clock, ("VISITOR_IMAGES_PER_DAY", "1"), ("IMAGE_ENGINE", "composer"));
        using var visitor = host.Visitor();
        var url = (await visitor.PostAsync(Generate, new { prompt = "a bicycle" })).Json.GetProperty("url")
            .GetString()!;
        Assert.Equal(402, (await visitor.PostAsync(Generate, new { prompt = "a tricycle" })).Status);

        clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(200, (await visitor.PostAsync(Generate, new { prompt = "a tricycle" })).Status);
        Assert.Equal(200, (await visitor.GetAsync(url)).Status);
        clock.Advance(TimeSpan.FromHours(20));
        host.Services.GetRequiredService<VisitorSweeper>().Wake();

        // The record goes first, the files after it.
        var images = Path.Combine(host.DataFolder, "images");
        await Eventually.HappensAsync(async () => (await visitor.GetAsync(url)).Status == 404
            && !Directory.EnumerateFiles(images, "*.png", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public async Task All_together_stay_within_the_total()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(
            hf, null, ("VISITORS_IMAGES_PER_DAY_TOTAL", "2"), ("VISITOR_IMAGES_PER_DAY", "50"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => DrawAsync(host, $"bicycle {number}")));

        Assert.Equal(2, replies.Count(reply => reply.Status == 200));
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal("quota_exhausted", reply.Code));
        using var visitor = host.Visitor();
        Assert.Equal(
            0, (await visitor.GetAsync(Generate)).Json.GetProperty("usage").GetProperty("remaining").GetInt32());
    }

    [Fact]
    public async Task What_fails_costs_them_nothing()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Script("POST", "/fal-ai/*", "err_400_not_allowed_post");
        await using var host = Start(hf, null, ("VISITOR_IMAGES_PER_DAY", "1"));
        using var visitor = host.Visitor();

        Assert.Equal(503, (await visitor.PostAsync(Generate, new { prompt = "a bicycle" })).Status);
        Assert.Equal(200, (await visitor.PostAsync(Generate, new { prompt = "a bicycle" })).Status);
    }

    [Fact]
    public async Task Never_see_what_belongs_to_others()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf);
        using var owner = await host.SignUpAsync("owner");
        var owned = (await owner.PostAsync(Generate, new { prompt = "a bicycle" })).Json.GetProperty("url")
            .GetString()!;
        var (one, other) = (host.Visitor(), host.Visitor());
        var drawn = (await one.PostAsync(Generate, new { prompt = "a bicycle" })).Json;

        Assert.False(drawn.GetProperty("cached").GetBoolean());
        Assert.Equal((404, 404, 404), (
            (await one.GetAsync(owned)).Status, (await other.GetAsync(drawn.GetProperty("url").GetString()!)).Status,
            (await owner.GetAsync(drawn.GetProperty("url").GetString()!)).Status));
        Assert.Equal(0, (await other.GetAsync("/api/images")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await owner.GetAsync("/api/admin/accounts")).Json.GetProperty("items").EnumerateArray()
            .Count(row => row.GetProperty("plan").GetString() == "visitor"));
    }

    [Theory]
    [InlineData("GET", "/api/contents")]
    [InlineData("GET", "/api/auth/me")]
    [InlineData("PUT", "/api/auth/hf-token")]
    [InlineData("GET", "/api/admin/accounts")]
    [InlineData("DELETE", "/api/images/0192f0c1-0000-7000-8000-000000000000")]
    public async Task May_do_nothing_else(string method, string path)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf);
        using var visitor = host.Visitor();
        await visitor.PostAsync(Generate, new { prompt = "a bicycle" });

        Assert.Equal(
            "not_signed_in", (await visitor.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).Code);
    }

    [Theory]
    [InlineData("Authorization", "Bearer vsl_wrong")]
    [InlineData("Cookie", "token={0}")]
    public async Task Who_means_to_be_somebody_is_no_visitor(string header, string value)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf);
        using var visitor = host.Visitor();
        var request = new HttpRequestMessage(HttpMethod.Get, Generate);
        request.Headers.Add(header, string.Format(null, value, Secret.Of(SecretKind.Session, new byte[32]).Text));

        Assert.Equal("not_signed_in", (await visitor.SendAsync(request)).Code);
    }

    [Fact]
    public async Task Are_nobody_where_no_token_pays_for_them()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();

        Assert.Equal("not_signed_in", (await visitor.PostAsync(Generate, new { prompt = "a bicycle" })).Code);
        Assert.Equal("not_signed_in", (await visitor.GetAsync(Generate)).Code);
    }

    [Fact]
    public async Task Are_slowed_down_after_ten_a_minute()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf);
        using var visitor = host.Visitor();
        for (var number = 0; number < 10; number++)
        {
            await visitor.PostAsync(Generate, new { });
        }

        Assert.Equal("too_many_requests", (await visitor.PostAsync(Generate, new { prompt = "a bicycle" })).Code);
    }

    [Fact]
    public async Task Of_their_address_only_a_hash_of_the_day_is_kept()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = Start(hf);
        await DrawAsync(host, "a bicycle");

        foreach (var file in Directory.GetFiles(host.DataFolder, "visuel.db*"))
        {
            await using var stream = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(
                "127.0.0.1", await reader.ReadToEndAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        }
    }

    private static async Task<Reply> DrawAsync(VisuelHost host, string what)
    {
        using var visitor = host.Visitor();
        return await visitor.PostAsync(Generate, new { prompt = $"a drawing: {what}" });
    }

    private static VisuelHost Start(FakeHuggingFace hf, TimeProvider? clock =
        null, params (string Name, string Value)[] more) => Start(hf, null, clock, more);

    private static VisuelHost Start(FakeHuggingFace hf, TemporaryFolder? folder, TimeProvider? clock =
        null, params (string Name, string Value)[] more)
    {
        hf.Accepts(Visitors, "operator");
        var settings =
            new Dictionary<string, string>(hf.Settings, StringComparer.Ordinal) { ["DEFAULT_HF_TOKEN"] = Visitors };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return VisuelHost.Start(
            settings, clock ?? new HurriedTime(20, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null)), folder);
    }
}
