using System.IO.Compression;
using System.Text.Json;
using Visuel.Server.Blobs;
using Visuel.Server.Tests.Adapters;
using Visuel.Server.Tests.Fakes;
using Visuel.Server.Tests.Reliability;

namespace Visuel.Server.Tests.Start;

/// <summary>Images that are in the folder, in the bucket or in neither: a backup has them, or says that it has
/// not.</summary>
public sealed class BackupPlacesTests : IAsyncLifetime
{
    private readonly Installation place = new();
    private readonly Installation elsewhere = new();
    private S3Options bucket = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Zip => Path.Combine(place.Folder, "visuel.zip");

    private string Images => Path.Combine(place.Folder, "data", "images");

    private IEnumerable<string> Files => Directory.EnumerateFiles(Images, "*.png", SearchOption.AllDirectories);

    public async ValueTask InitializeAsync() => bucket = await TestBucket.MakeAsync();

    [Fact]
    public async Task Images_that_did_not_move_to_the_bucket_yet_are_in_the_backup()
    {
        await DrawAsync(2);
        Set(bucket);
        var said = await RunAsync(place, "backup", "visuel.zip");
        Assert.Equal((0, ""), (said.Code, said.Errors));
        Assert.Equal(2, await ImagesInAsync());

        // Half of them moved.
        using var spool = new SpooledBlobs(new S3Blobs(bucket), new DiskBlobs(Images, "9"));
        await spool.MoveAsync(spool.ListWaiting(spool.ListWaiting().Single())[0], Stop);
        Assert.Single(Files);
        File.Delete(Zip);
        var again = await RunAsync(place, "backup", "visuel.zip");
        Assert.Equal((0, ""), (again.Code, again.Errors));
        Assert.Equal(2, await ImagesInAsync());
    }

    [Fact]
    public async Task An_image_that_is_nowhere_is_named_and_the_rest_is_written()
    {
        await DrawAsync(2);
        Set(bucket);
        var lost = Files.First();
        File.Delete(lost);
        await AssertNamesAsync(lost, "backup", "visuel.zip");
        Assert.Equal(1, await ImagesInAsync());

        // Whoever restores it is told too, and has the rest.
        elsewhere.Settings["VISUEL_DATA"] = "data";
        var restored = await RunAsync(elsewhere, "restore", Zip);
        Assert.Equal(1, restored.Code);
        Assert.Contains(Path.GetFileNameWithoutExtension(lost), restored.Errors, StringComparison.Ordinal);
        Assert.Contains("But for the missing images: all there", restored.Output, StringComparison.Ordinal);
        await using var server = await elsewhere.StartAsync();
        using var owner = place.Returns(server, "owner");
        Assert.Equal(2, (await owner.GetAsync("/api/images")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_bucket_that_is_away_hides_nothing_that_is_in_the_folder_and_what_is_only_there_is_named()
    {
        await DrawAsync(3);
        await using var cable = new Cable(bucket.Endpoint);
        Set(bucket);
        place.Settings["S3_ENDPOINT"] = $"http://127.0.0.1:{cable.Port}";
        await cable.CutAsync();
        var whole = await RunAsync(place, "backup", "all.zip");
        Assert.Equal((0, ""), (whole.Code, whole.Errors));

        var moved = Files.First();
        using (var spool = new SpooledBlobs(new S3Blobs(bucket), new DiskBlobs(Images, "9")))
        {
            var waiting = spool.ListWaiting(spool.ListWaiting().Single());
            var image = Path.GetFileNameWithoutExtension(moved);
            await spool.MoveAsync(waiting.Single(name => name.Image.ToString() == image), Stop);
        }

        var said = await AssertNamesAsync(moved, "backup", "visuel.zip");
        Assert.Contains($"Not answering: the bucket {bucket.Bucket}", said, StringComparison.Ordinal);
        Assert.Equal(2, await ImagesInAsync());
    }

    [Fact]
    public async Task A_damaged_file_is_named()
    {
        await DrawAsync(1);
        var damaged = Files.Single();
        await File.WriteAllBytesAsync(damaged, [1, 2, 3], Stop);
        await AssertNamesAsync(damaged, "backup", "visuel.zip");
        Assert.Equal(0, await ImagesInAsync());
    }

    public ValueTask DisposeAsync()
    {
        place.Dispose();
        elsewhere.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task DrawAsync(int count)
    {
        await using var server = await place.StartAsync();
        using var owner = await place.SignUpAsync(server, "owner");
        await Pictures.DrawAsync(owner, count);
    }

    private void Set(S3Options options)
    {
        foreach (var (name, value) in TestBucket.Settings(options))
        {
            place.Settings[name] = value;
        }
    }

    private static Task<CommandLine> RunAsync(Installation at, params string[] words) =>
        CommandLine.RunAsync(at.Folder, at.Settings, words);

    private async Task<string> AssertNamesAsync(string file, params string[] words)
    {
        var said = await RunAsync(place, words);
        Assert.Equal(1, said.Code);
        var workspace = Path.GetFileName(Path.GetDirectoryName(file));
        var image = Path.GetFileNameWithoutExtension(file);
        Assert.Contains($"Missing: image {image} of workspace {workspace}", said.Errors, StringComparison.Ordinal);
        Assert.Contains("Images missing: 1.", said.Errors, StringComparison.Ordinal);
        Assert.Contains("The backup was written without them.", said.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Errors, StringComparison.Ordinal);
        return said.Errors;
    }

    private async Task<int> ImagesInAsync()
    {
        await using var zip = await ZipFile.OpenReadAsync(Zip, Stop);
        await using var contents = await zip.GetEntry("visuel-backup.json")!.OpenAsync(Stop);
        var images = zip.Entries.Count(entry => entry.FullName.StartsWith("images/", StringComparison.Ordinal));
        var said = (await JsonDocument.ParseAsync(contents, default, Stop)).RootElement;
        Assert.Equal(images, said.GetProperty("images").GetInt32());
        return images;
    }
}
