using MongoDB.Driver;
using Visuel.Server.Blobs;
using Visuel.Server.Tests.Adapters;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Reliability;

/// <summary>Nodes that have nothing in common but a MongoDB and a bucket.</summary>
public sealed class NodesTests : IAsyncLifetime
{
    private const string Generate = "/api/images/generate";

    private readonly MongoUrl database = TestDatabase.New();
    private S3Options bucket = null!;

    private bool hasDeadNode;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bucket = await TestBucket.MakeAsync();

    public async ValueTask DisposeAsync()
    {
        // What a dead node left unfinished would hold up the removal too.
        if (!hasDeadNode)
        {
            await TestDatabase.DropAsync(database);
        }
    }

    // Half a minute on a server that ends a dead node's transaction within seconds (transactionLifetimeLimitSeconds),
    // minutes on one left as it is.
    [Fact]
    public async Task A_node_that_dies_under_load_loses_no_answered_image_and_no_credit_and_nobody_is_signed_out()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is null,
            "Run by ./test all: it waits for leases and for the server.");
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromMilliseconds(200) });
        using var place = NewInstallation(hf);
        place.Settings["HOLD_LEASE_SECONDS"] = "20";
        await using var one = await place.StartNodeAsync("one");
        await using var two = await place.StartNodeAsync("two");
        (await place.SignUpAsync(one, "owner")).Dispose();
        (await place.SignUpAsync(one, "ada", "creator")).Dispose();
        using var here = place.Returns(one, "ada");
        using var there = place.Returns(two, "ada");
        var requests = Enumerable.Range(0, 40).Select(number => AskAsync(number % 2 == 0 ? here : there, number))
            .ToList();
        await Eventually.HappensAsync(async () => (await KeptAsync(there)).Count > 4);
        hasDeadNode = true;
        await one.KillAsync();
        var answered = (await Task.WhenAll(requests)).OfType<string>().ToList();

        Assert.Equal(200, (await there.GetAsync("/api/images?limit=1")).Status);
        // What the dead node held is settled once nobody renewed it, and its unfinished transaction has been ended by
        // the server (60 s in MongoDB, unless told).
        await Eventually.HappensAsync(
            async () => await there.QuotaAsync() is var quota && quota.Held == 0, seconds: 120);
        var kept = await KeptAsync(there);
        Assert.Empty(answered.Except(kept));
        Assert.Equal(kept.Count, (await there.QuotaAsync()).Used);
        Assert.Empty(kept.Except(await TestBucket.ListAsync(bucket)));
    }

    [Fact]
    public async Task While_the_bucket_is_away_nothing_is_charged_and_afterwards_it_goes_on()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var cable = new Cable(bucket.Endpoint);
        using var place = NewInstallation(hf);
        place.Settings["S3_ENDPOINT"] = $"http://127.0.0.1:{cable.Port}";
        await using var node = await place.StartNodeAsync("one");
        using var owner = await place.SignUpAsync(node, "owner");
        var kept = await owner.PostAsync(Generate, new { prompt = "a cat", width = 256, height = 256 });
        Assert.Equal(200, kept.Status);

        await cable.CutAsync();
        var refused = await owner.PostAsync(Generate, new { prompt = "a dog", width = 256, height = 256 });
        Assert.Equal((503, "store_unavailable"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Message.Headers.RetryAfter);
        var file = await owner.GetAsync($"/api/images/{kept.Json.GetProperty("id").GetString()}/file");
        Assert.Equal((503, "store_unavailable"), (file.Status, file.Code));
        var deleted = await owner.DeleteAsync($"/api/images/{kept.Json.GetProperty("id").GetString()}");
        Assert.Equal((503, "store_unavailable"), (deleted.Status, deleted.Code));
        Assert.Equal((1, 0), await owner.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);

        cable.Mend();
        Assert.Equal(200, (await owner.GetAsync($"/api/images/{kept.Json.GetProperty("id").GetString()}/file")).Status);
        Assert.Equal(
            200, (await owner.PostAsync(Generate, new { prompt = "a dog", width = 256, height = 256 })).Status);
        Assert.Equal((2, 0), await owner.QuotaAsync() is var after ? (after.Used, after.Held) : default);
        Assert.Equal(await KeptAsync(owner) is var images ? images.Order() : [], await TestBucket.ListAsync(bucket));
    }

    [Fact]
    public async Task On_one_machine_images_are_kept_in_its_folder_while_the_bucket_is_away_and_move_afterwards()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var cable = new Cable(bucket.Endpoint);
        using var place = NewInstallation(hf);
        place.Settings.Remove("MONGODB_URI");
        place.Settings["S3_ENDPOINT"] = $"http://127.0.0.1:{cable.Port}";
        await using var server = await place.StartAsync();
        using var owner = await place.SignUpAsync(server, "owner");
        var before = await Start.Pictures.DrawAsync(owner, 1);

        await cable.CutAsync();
        var meanwhile = await Start.Pictures.DrawAsync(owner, 2);
        await meanwhile.AssertSameAsync(owner);
        Assert.Equal((3, 0), await owner.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);
        Assert.Equal(2, Directory.EnumerateFiles(
            Path.Combine(place.Folder, "data", "images"), "*.png", SearchOption.AllDirectories).Count());

        cable.Mend();
        await Eventually.HappensAsync(async () => (await TestBucket.ListAsync(bucket)).Count == 3, seconds: 25);
        await Eventually.HappensAsync(() => !Directory.EnumerateFiles(
            Path.Combine(place.Folder, "data", "images"), "*.png", SearchOption.AllDirectories).Any());
        await before.AssertSameAsync(owner);
        await meanwhile.AssertSameAsync(owner);
    }

    [Fact]
    public async Task While_the_database_is_away_it_is_said_plainly_and_once_it_is_back_all_goes_on_without_a_restart()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var cable = new Cable(new Uri($"http://{database.Server.Host}:{database.Server.Port}"));
        using var place = NewInstallation(hf);
        place.Settings["MONGODB_URI"] =
            new MongoUrlBuilder(database.ToString()) { Server = new MongoServerAddress("127.0.0.1", cable.Port) }
                .ToString();
        await using var node = await place.StartNodeAsync("one");
        using var owner = await place.SignUpAsync(node, "owner");
        Assert.Equal(
            200, (await owner.PostAsync(Generate, new { prompt = "a cat", width = 256, height = 256 })).Status);

        await cable.CutAsync();
        var refused = await owner.PostAsync(Generate, new { prompt = "a dog", width = 256, height = 256 });
        Assert.Equal((503, "store_unavailable"), (refused.Status, refused.Code));
        Assert.Equal(503, (await owner.GetAsync("/health/ready")).Status);
        Assert.Equal(200, (await owner.GetAsync("/health/live")).Status);

        cable.Mend();
        await Eventually.HappensAsync(
            async () => (await owner.PostAsync(Generate, new { prompt = "a dog", width = 256, height = 256 })).Status
                == 200, seconds: 5);
        Assert.Equal(200, (await owner.GetAsync("/health/ready")).Status);
        Assert.Equal((2, 0), await owner.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);
    }

    private static async Task<string?> AskAsync(Actor actor, int number)
    {
        try
        {
            var reply = await actor.PostAsync(
                Generate, new { prompt = $"a bicycle, number {number}", width = 256, height = 256 });
            return reply.Status == 200 ? reply.Json.GetProperty("id").GetString() : null;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            // Its node was killed, or what the dead node left unfinished stands in its way for
            // longer than a client waits.
            return null;
        }
    }

    /// <summary>The ids of somebody's images.</summary>
    internal static async Task<IReadOnlyList<string>> KeptAsync(Actor actor)
    {
        var (kept, cursor) = (new List<string>(), "");
        do
        {
            var page = (await actor.GetAsync($"/api/images?limit=100{cursor}")).Json;
            kept.AddRange(
                page.GetProperty("items").EnumerateArray().Select(image => image.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
        }
        while (cursor is not null);
        return kept;
    }

    /// <summary>An installation whose nodes share these.</summary>
    internal static Installation NewInstallation(FakeHuggingFace hf, MongoUrl database, S3Options bucket)
    {
        var place = RestartedDrawingTests.NewInstallation(hf);
        foreach (var (name, value) in TestBucket.Settings(bucket).Append(("MONGODB_URI", database.ToString())))
        {
            place.Settings[name] = value;
        }

        return place;
    }

    private Installation NewInstallation(FakeHuggingFace hf) => NewInstallation(hf, database, bucket);
}
