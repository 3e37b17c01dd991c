using System.Net.WebSockets;
using MongoDB.Driver;
using Visuel.Server.Blobs;
using Visuel.Server.Tests.Adapters;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Reliability;

/// <summary>Two nodes behind a real proxy, with the files of deploy/.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private readonly MongoUrl database = TestDatabase.New();
    private S3Options bucket = null!;

    public async ValueTask InitializeAsync() => bucket = await TestBucket.MakeAsync();

    public async ValueTask DisposeAsync() => await TestDatabase.DropAsync(database);

    [Theory]
    [InlineData("nginx", 500)]
    [InlineData("haproxy", 100)]
    public async Task However_many_ask_at_once_fifty_credits_pay_for_exactly_fifty_images_and_both_nodes_are_asked(
        string program, int requests)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromMilliseconds(100) });
        using var place = NodesTests.NewInstallation(hf, database, bucket);
        place.Settings["TRUSTED_PROXIES"] = "127.0.0.0/8";
        await using var one = await place.StartNodeAsync("one");
        await using var two = await place.StartNodeAsync("two");
        await using var toOne = new Cable(one.Address);
        await using var toTwo = new Cable(two.Address);
        await using var proxy = await Proxy.StartAsync(
            program, new Uri($"http://127.0.0.1:{toOne.Port}"), new Uri($"http://127.0.0.1:{toTwo.Port}"));
        (await place.SignUpAsync(one, "owner")).Dispose();
        (await place.SignUpAsync(one, "ada", "creator")).Dispose();
        using var ada = place.Returns(proxy.Address, "ada");

        var replies = await Task.WhenAll(Enumerable.Range(0, requests).Select(number =>
            ada.PostAsync(
                "/api/images/generate", new { prompt = $"a bicycle, number {number}", width = 256, height = 256 })));

        Assert.Equal(50, replies.Count(reply => reply.Status == 200));
        Assert.Equal(requests - 50, replies.Count(reply => reply is { Status: 402, Code: "quota_exhausted" }));
        Assert.Equal((50, 50, 0, 0), await ada.QuotaAsync());
        Assert.True(toOne.Used > 10 && toTwo.Used > 10, $"Connections: {toOne.Used} and {toTwo.Used}.");

        var answered = replies.Where(reply => reply.Status == 200)
            .Select(reply => reply.Json.GetProperty("id").GetString()!).Order();
        Assert.Equal(answered, (await NodesTests.KeptAsync(ada)).Order());
        Assert.Equal(answered, await TestBucket.ListAsync(bucket));

        // Pages go over a WebSocket.
        Assert.Equal(200, (await ada.GetAsync("/")).Status);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", ada.Http.DefaultRequestHeaders.GetValues("Cookie").Single());
        socket.Options.SetRequestHeader("Origin", proxy.Address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(
            new Uri($"ws://{proxy.Address.Authority}/_blazor"), TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Open, socket.State);

        // The address callers are known by is the proxy's word, not theirs: of 22 wrong passwords from here one node or
        // the other has more than ten, whatever they say of themselves.
        using var stranger = new Visitor(proxy.Address);
        var wrong = new List<int>();
        for (var attempt = 0; attempt < 22; attempt++)
        {
            var reply = await stranger.PostAsync(
                "/api/auth/login", new { email = "owner@example.com", password = "wrong password" },
                ("X-Forwarded-For", $"203.0.113.{attempt}"), ("X-Forwarded-Host", "elsewhere.example"));
            wrong.Add(reply.Status);
        }

        Assert.Contains(429, wrong);
    }
}
