using System.Text.Json.Nodes;
using MongoDB.Driver;
using Visuel.Core.Accounts;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Blobs;
using Visuel.Server.Features.Library;
using Visuel.Server.Stores.MongoDb;
using Visuel.Server.Stores.Records;
using Visuel.Server.Stores.Sqlite;
using Visuel.Server.Tests.Adapters;
using Visuel.Server.Tests.Fakes;
using Visuel.Server.Tests.Reliability;

namespace Visuel.Server.Tests.Start;

/// <summary>A whole installation moved to MongoDB and a bucket, and back, by the command people type.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    private readonly MongoUrl database = TestDatabase.New();
    private readonly Installation place = new();
    private S3Options bucket = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bucket = await TestBucket.MakeAsync();

    public async ValueTask DisposeAsync()
    {
        place.Dispose();
        await TestDatabase.DropAsync(database);
    }

    [Fact]
    public async Task There_and_back_people_stay_signed_in_and_every_picture_is_the_same()
    {
        Pictures here;
        await using (var server = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(server, "owner");
            here = await Pictures.DrawAsync(owner, 3);
            SetStores();
            await AssertRefusedAsync("running", "--to", "mongodb");
        }

        Assert.Equal((0, ""), await MoveAsync("--to", "mongodb") is var there ? (there.Code, there.Errors) : default);
        await AssertRefusedAsync("--replace", "--to", "mongodb");
        Pictures drawnThere;
        await using (var node = await place.StartNodeAsync("node"))
        {
            using var owner = place.Returns(node, "owner");
            await here.AssertSameAsync(owner);
            Assert.Equal((3, 0), await owner.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);
            drawnThere = await Pictures.DrawAsync(owner, 1);
        }

        await AssertRefusedAsync("--replace", "--to", "sqlite");
        Assert.Equal(
            (0, ""), await MoveAsync("--to", "sqlite", "--replace") is var back ? (back.Code, back.Errors) : default);
        foreach (var (name, _) in TestBucket.Settings(bucket).Append(("MONGODB_URI", "")))
        {
            place.Settings.Remove(name);
        }

        await using (var server = await place.StartAsync())
        {
            using var owner = place.Returns(server, "owner");
            await here.AssertSameAsync(owner);
            await drawnThere.AssertSameAsync(owner);
            Assert.Equal((4, 0), await owner.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);
        }

        Assert.Empty(place.Audit());
    }

    [Fact]
    public async Task A_move_that_broke_off_is_served_by_nobody_and_goes_on_where_it_was()
    {
        await using var cable = new Cable(bucket.Endpoint);
        await using (var server = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(server, "owner");
            await Pictures.DrawAsync(owner, 3);
        }

        SetStores();
        place.Settings["S3_ENDPOINT"] = $"http://127.0.0.1:{cable.Port}";
        await cable.CutAsync();
        await AssertRefusedAsync("cannot be used", "--to", "mongodb");
        await Assert.ThrowsAnyAsync<Exception>(() => place.StartNodeAsync("node"));

        // One picture arrived before it broke off.
        var file = Directory.EnumerateFiles(
            Path.Combine(place.Folder, "data", "images"), "*.png", SearchOption.AllDirectories).First();
        using (var blobs = new S3Blobs(bucket))
        {
            var name = new BlobName(
                new WorkspaceId(Guid.Parse(Path.GetFileName(Path.GetDirectoryName(file)!))),
                new ImageId(Guid.Parse(Path.GetFileNameWithoutExtension(file))));
            await ((IBlobs)blobs).PutAsync(name, await File.ReadAllBytesAsync(file, Stop), Stop);
        }

        cable.Mend();
        var said = await MoveAsync("--to", "mongodb");
        Assert.Equal((0, ""), (said.Code, said.Errors));
        Assert.Contains("2  images copied, 1 were there", said.Output, StringComparison.Ordinal);
        await (await place.StartNodeAsync("node")).DisposeAsync();
    }

    [Fact]
    public async Task Ten_thousand_images_of_a_thousand_accounts_are_the_same_there_and_back()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is null, "Run by ./test all: it takes minutes.");
        await FillAsync(accounts: 1000, imagesOfEach: 10);
        SetStores();
        var before = await DigestAsync(new SqliteRecords(Path.Combine(place.Folder, "data")));
        TestContext.Current.TestOutputHelper!.WriteLine((await SucceedAsync("--to", "mongodb")).Output);
        Assert.Equal(before, await DigestAsync(new MongoRecords(database.ToString())));
        Directory.Move(Path.Combine(place.Folder, "data"), Path.Combine(place.Folder, "before"));
        TestContext.Current.TestOutputHelper!.WriteLine((await SucceedAsync("--to", "sqlite")).Output);
        Assert.Equal(before, await DigestAsync(new SqliteRecords(Path.Combine(place.Folder, "data"))));
        foreach (var file in Directory.EnumerateFiles(
            Path.Combine(place.Folder, "before", "images"), "*.png", SearchOption.AllDirectories))
        {
            var moved = Path.Combine(
                place.Folder, "data", Path.GetRelativePath(Path.Combine(place.Folder, "before"), file));
            Assert.Equal(await File.ReadAllBytesAsync(file, Stop), await File.ReadAllBytesAsync(moved, Stop));
        }
    }

    private static async Task<IReadOnlyList<string>> DigestAsync(IRecords records)
    {
        await using (records)
        {
            var digests = new List<string>();
            foreach (var kind in RecordKinds.All)
            {
                digests.Add($"{kind.Name} {await RecordDigest.ReadAsync(records, kind, Stop)}");
            }

            return digests;
        }
    }

    private void SetStores()
    {
        foreach (var (name, value) in TestBucket.Settings(bucket).Append(("MONGODB_URI", database.ToString())))
        {
            place.Settings[name] = value;
        }
    }

    private Task<CommandLine> MoveAsync(params string[] words) =>
        CommandLine.RunAsync(place.Folder, place.Settings, ["move", .. words]);

    private async Task<CommandLine> SucceedAsync(params string[] words)
    {
        var said = await MoveAsync(words);
        Assert.Equal((0, ""), (said.Code, said.Errors));
        return said;
    }

    private async Task AssertRefusedAsync(string because, params string[] words)
    {
        var said = await MoveAsync(words);
        Assert.Equal(1, said.Code);
        Assert.Contains(because, said.Errors, StringComparison.Ordinal);
    }

    /// <summary>An installation of many accounts with images of 20 kB,
    /// each with its credit and its generation.</summary>
    private async Task FillAsync(int accounts, int imagesOfEach)
    {
        var data = Path.Combine(place.Folder, "data");
        Directory.CreateDirectory(data);
        await using var records = new SqliteRecords(data);
        IBlobs blobs = new DiskBlobs(Path.Combine(data, "images"), "0");
        var kinds = RecordKinds.All.ToDictionary(kind => kind.Name);
        for (var number = 0; number < accounts; number++)
        {
            string workspace = Id(), account = Id();
            await records.AddAsync(RecordKinds.Workspaces, [New(("id", workspace), ("createdAt", 1))], Stop);
            await records.AddAsync(RecordKinds.Accounts,
                [New(("id", account), ("email", $"a{number}@example.com"),
                    ("normalizedEmail", $"A{number}@EXAMPLE.COM"), ("role", "user"), ("workspace", workspace),
                    ("timeZone", "Europe/Paris"), ("passwordHash", "hash"), ("securityStamp", "stamp"),
                    ("createdAt", 1))], Stop);
            var images = new List<(string Id, string Generation, string Hash)>();
            for (var drawn = 0; drawn < imagesOfEach; drawn++)
            {
                var (id, bytes) = (Guid.CreateVersion7(), new byte[20_000]);
                Random.Shared.NextBytes(bytes);
                await blobs.PutAsync(
                    new BlobName(new WorkspaceId(Guid.Parse(workspace)), new ImageId(id)), bytes, Stop);
                images.Add((id.ToString(), Id(), ReadImageFile.HashOf(bytes)));
            }

            await records.AddAsync(RecordKinds.Images,
                [.. images.Select(image => New(("id", image.Id), ("workspace", workspace),
                    ("generation", image.Generation), ("prompt", $"a cat {image.Id}"), ("model", "model"),
                    ("engine", "composer"), ("seed", long.MaxValue), ("width", 1024), ("height", 1024),
                    ("bytes", 20_000), ("hash", image.Hash), ("cacheKey", image.Id), ("favourite", false),
                    ("createdAt", 2)))], Stop);
            await records.AddAsync(kinds["credits"],
                [.. images.Select(image => New(
                    ("generation", image.Generation), ("workspace", workspace), ("period", "2026-11"), (
                        "state", "committed"), ("node", "0"), ("leaseUntil", 3), ("reason", CreditReason.ImageKept),
                    ("heldAt", 1), ("settledAt", 2), ("allowances", new JsonArray())))], Stop);
            await records.AddAsync(kinds["generations"],
                [.. images.Select(image => New(
                    ("id", image.Generation), ("workspace", workspace), ("state", "succeeded"), ("version", 4),
                    ("image", image.Id), ("createdAt", 1), ("startedAt", 1), ("finishedAt", 2)))], Stop);
            await records.AddAsync(
                kinds["periods"],
                [New(("workspace", workspace), ("period", "2026-11"), ("used", imagesOfEach), ("held", 0))], Stop);
        }

        static string Id() => Guid.CreateVersion7().ToString();
        static JsonObject New(params (string Name, JsonNode? Value)[] fields) =>
            new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
    }
}
