using System.Net.Http.Headers;
using System.Text.Json;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>A generation as it goes on, by Server-Sent Events.</summary>
public sealed class GenerationEventsTests
{
    private static readonly (string, string) Async = ("Prefer", "respond-async");

    [Fact]
    public async Task Every_change_is_told_until_the_last_and_then_nothing_more()
    {
        var clock = new HurriedTime(20, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync(clock);
        hf.Draws(new FakePicture { Delay = TimeSpan.FromSeconds(40) });
        await using var host = VisuelHost.Start(hf.Settings, clock);
        using var owner = await host.SignUpAsync("owner");
        var accepted = await owner.PostAsync("/api/images/generate", new { prompt = "a cat" }, Async);
        var text = await ReadToEndAsync(owner, $"{accepted.Message.Headers.Location}/events");
        var events = text.Split("\n\n").Where(part => part.StartsWith("id: ", StringComparison.Ordinal)).ToList();
        Assert.All(events, one => Assert.Equal("event: state", one.Split('\n')[1]));
        var records = events.Select(one => JsonDocument.Parse(one.Split('\n')[2]["data: ".Length..]).RootElement)
            .ToList();
        Assert.Equal("succeeded", records[^1].GetProperty("state").GetString());
        Assert.Equal("drawing", records[0].GetProperty("state").GetString());
        var versions = events.Select(one => int.Parse(one.Split('\n')[0]["id: ".Length..], null)).ToList();
        Assert.Equal(versions.Distinct().Order(), versions);
        Assert.Contains(": ping", text, StringComparison.Ordinal);

        var again = new HttpRequestMessage(HttpMethod.Get, $"{accepted.Message.Headers.Location}/events");
        again.Headers.Add("Last-Event-ID", $"{versions[^1]}");
        Assert.Equal(204, (await owner.SendAsync(again)).Status);
        Assert.Contains(
            "succeeded", await ReadToEndAsync(owner, $"{accepted.Message.Headers.Location}/events"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_its_own_workspace_may_listen()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        using var nobody = host.Visitor();
        var accepted = await owner.PostAsync("/api/images/generate", new { prompt = "a cat" }, Async);
        Assert.Equal(404, (await ada.GetAsync($"{accepted.Message.Headers.Location}/events")).Status);
        Assert.Equal(404, (await ada.GetAsync(accepted.Message.Headers.Location!.ToString())).Status);
        Assert.Equal(401, (await nobody.GetAsync($"{accepted.Message.Headers.Location}/events")).Status);
        await owner.FollowAsync(accepted);
    }

    [Fact]
    public async Task Whoever_signs_out_listens_no_longer()
    {
        var clock = new HurriedTime(50, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync(clock);
        hf.Draws(new FakePicture { Delay = TimeSpan.FromHours(1) });
        await using var host = VisuelHost.Start(hf.Settings, clock);
        using var owner = await host.SignUpAsync("owner");
        var accepted = await owner.PostAsync("/api/images/generate", new { prompt = "a cat" }, Async);
        using var listening = await ListenAsync(owner, $"{accepted.Message.Headers.Location}/events");
        await owner.PostAsync("/api/auth/logout", new { });
        var heard = await ReadToEndAsync(listening);
        Assert.DoesNotContain("succeeded", heard, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_listens_with_its_key_until_the_key_is_revoked()
    {
        var clock = new HurriedTime(50, DateTimeOffset.Parse("2026-11-10T10:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync(clock);
        hf.Draws(new FakePicture { Delay = TimeSpan.FromHours(1) });
        await using var host = VisuelHost.Start(hf.Settings, clock);
        using var owner = await host.SignUpAsync("owner");
        var key = (await owner.PostAsync("/api/keys", new { name = "a program" })).Json;
        using var program = host.Visitor();
        program.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", key.GetProperty("key").GetString());
        var accepted = await program.PostAsync("/api/images/generate", new { prompt = "a cat" }, Async);
        Assert.Equal(202, accepted.Status);
        using var listening = await ListenAsync(program, $"{accepted.Message.Headers.Location}/events");
        Assert.Equal(204, (await owner.DeleteAsync($"/api/keys/{key.GetProperty("id")}")).Status);
        Assert.DoesNotContain("succeeded", await ReadToEndAsync(listening), StringComparison.Ordinal);
        Assert.Equal(202, (await owner.DeleteAsync(accepted.Message.Headers.Location!.ToString())).Status);
    }

    private static async Task<string> ReadToEndAsync(Visitor actor, string path)
    {
        using var answer = await ListenAsync(actor, path);
        return await ReadToEndAsync(answer);
    }

    private static Task<string> ReadToEndAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    // Returns once the server has begun to answer.
    private static async Task<HttpResponseMessage> ListenAsync(Visitor actor, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var answer = await actor.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(
            ("text/event-stream", 200), (answer.Content.Headers.ContentType!.MediaType, (int)answer.StatusCode));
        return answer;
    }
}
