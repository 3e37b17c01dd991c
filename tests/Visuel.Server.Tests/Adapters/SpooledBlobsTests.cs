using Visuel.Core;
using Visuel.Core.Library;
using Visuel.Server.Blobs;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

public sealed class SpooledBlobsTests : BlobsContract
{
    private readonly TemporaryFolder folder = new();
    private readonly BlobName name = new(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()));
    private S3Options options = null!;
    private SpooledBlobs? blobs;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_kept_in_the_folder_is_in_the_bucket_after_the_move_and_nowhere_else()
    {
        using (var away = new SpooledBlobs(
            new S3Blobs(options with { Endpoint = new Uri("http://127.0.0.1:9") }), new DiskBlobs(folder.Path, "0")))
        {
            IBlobs port = away;
            await port.PutAsync(name, new byte[] { 1, 2 }, Stop);
            Assert.Null(await port.OpenAsync(name with { Width = 320 }, Stop));
            await Assert.ThrowsAsync<StoreUnavailableException>(
                () => port.OpenAsync(name with { Image = new(Guid.CreateVersion7()) }, Stop));
            await port.PutAsync(name with { Width = 320 }, new byte[] { 3 }, Stop);
            await using var kept = await port.OpenAsync(name, Stop);
            Assert.Equal(2, kept!.Length);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => away.MoveAsync(name, Stop));
            await Assert.ThrowsAsync<StoreUnavailableException>(
                () => port.DeleteAsync(name.Workspace, name.Image, Stop));
            Assert.NotNull(await port.OpenAsync(name with { Width = 320 }, Stop));
        }

        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, name.Workspace.ToString(), "notes.txt"), "not an image", Stop);
        Assert.Equal(2, await MoveAllAsync());
        Assert.Equal(0, await MoveAllAsync());
        using var bucket = new S3Blobs(options);
        await using var image = await bucket.OpenAsync(name, Stop);
        await using var thumbnail = await bucket.OpenAsync(name with { Width = 320 }, Stop);
        Assert.Equal((2, 1), (image!.Length, thumbnail!.Length));
        Assert.Equal("notes.txt", Path.GetFileName(
            Assert.Single(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))));
    }

    [Fact]
    public async Task An_older_file_in_the_folder_does_not_hide_a_newer_one_in_the_bucket()
    {
        await ((IBlobs)new DiskBlobs(folder.Path, "1")).PutAsync(name, new byte[] { 1 }, Stop);
        await Blobs.PutAsync(name, new byte[] { 2, 3 }, Stop);
        await using var read = await Blobs.OpenAsync(name, Stop);
        Assert.Equal(2, read!.Length);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_so_and_stays_where_it_is()
    {
        await ((IBlobs)new DiskBlobs(folder.Path, "1")).PutAsync(name, new byte[] { 1 }, Stop);
        DiskBlobsTests.HoldFast(folder.Path, name);
        await Assert.ThrowsAsync<FileUnavailableException>(() => blobs!.MoveAsync(name, Stop));
    }

    private async Task<int> MoveAllAsync()
    {
        var waiting = blobs!.ListWaiting().SelectMany(blobs.ListWaiting).ToList();
        foreach (var one in waiting)
        {
            await blobs.MoveAsync(one, Stop);
        }

        return waiting.Count;
    }

    // It waits in the folder, where somebody put a folder in its place.
    protected override async Task<IBlobs> HoldFastAsync(BlobName kept)
    {
        await ((IBlobs)new DiskBlobs(folder.Path, "1")).PutAsync(kept, new byte[] { 1 }, Stop);
        DiskBlobsTests.HoldFast(folder.Path, kept);
        return Blobs;
    }

    protected override async Task<IBlobs> OpenAsync()
    {
        options = await TestBucket.MakeAsync();
        return blobs = new SpooledBlobs(new S3Blobs(options), new DiskBlobs(folder.Path, "0"));
    }

    public override ValueTask DisposeAsync()
    {
        blobs?.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
