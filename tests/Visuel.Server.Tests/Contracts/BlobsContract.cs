using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every keeper of files must keep.</summary>
public abstract class BlobsContract : IAsyncLifetime
{
    private readonly BlobName name = new(new WorkspaceId(Guid.CreateVersion7()), new ImageId(Guid.CreateVersion7()));

    protected IBlobs Blobs { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract Task<IBlobs> OpenAsync();

    /// <summary>Makes an image that was put one that cannot be removed. Whom to ask for it.</summary>
    protected abstract Task<IBlobs> HoldFastAsync(BlobName kept);

    public async ValueTask InitializeAsync() => Blobs = await OpenAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task Gives_back_what_was_put()
    {
        var bytes = Enumerable.Range(0, 300_000).Select(number => (byte)number).ToArray();
        await Blobs.PutAsync(name, bytes, Stop);
        Assert.Equal(bytes, await ReadAsync(name));
    }

    [Fact]
    public async Task Twice_in_a_row_the_second_counts()
    {
        await Blobs.PutAsync(name, new byte[] { 1 }, Stop);
        await Blobs.PutAsync(name, new byte[] { 2, 3 }, Stop);
        Assert.Equal([2, 3], await ReadAsync(name));
    }

    [Fact]
    public async Task Of_many_at_once_one_is_there_whole()
    {
        await Task.WhenAll(Enumerable.Range(1, 16).Select(number => Task.Run(() =>
            Blobs.PutAsync(name, Enumerable.Repeat((byte)number, 50_000).ToArray(), Stop))));
        var read = await ReadAsync(name);
        Assert.Equal(50_000, read!.Length);
        Assert.Single(read.Distinct());
    }

    [Fact]
    public async Task What_is_staged_is_there_once_it_has_its_name()
    {
        await Blobs.PutAsync(name, new byte[] { 1 }, Stop);
        await using var staged = await Blobs.StageAsync(new byte[] { 2, 3 }, Stop);
        Assert.Equal([1], await ReadAsync(name));
        await staged.PlaceAsync(name, Stop);
        Assert.Equal([2, 3], await ReadAsync(name));
    }

    [Fact]
    public async Task What_is_staged_and_never_placed_was_never_there()
    {
        await (await Blobs.StageAsync(new byte[] { 2, 3 }, Stop)).DisposeAsync();
        Assert.Null(await ReadAsync(name));
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        Assert.Null(await Blobs.OpenAsync(name, Stop));
        await Blobs.PutAsync(name, new byte[] { 1 }, Stop);
        Assert.Null(await Blobs.OpenAsync(name with { Width = 320 }, Stop));
        Assert.Null(await Blobs.OpenAsync(name with { Workspace = new WorkspaceId(Guid.CreateVersion7()) }, Stop));
    }

    [Fact]
    public async Task Deleting_takes_the_thumbnails_too_and_is_harmless_when_repeated()
    {
        await Blobs.DeleteAsync(name.Workspace, name.Image, Stop);
        await Blobs.PutAsync(name, new byte[] { 1 }, Stop);
        foreach (var width in BlobName.ThumbnailWidths)
        {
            await Blobs.PutAsync(name with { Width = width }, new byte[] { 1 }, Stop);
        }

        await Blobs.DeleteAsync(name.Workspace, name.Image, Stop);
        await Blobs.DeleteAsync(name.Workspace, name.Image, Stop);
        Assert.Null(await Blobs.OpenAsync(name, Stop));
        Assert.All(BlobName.ThumbnailWidths, width => Assert.Null(
            Blobs.OpenAsync(name with { Width = width }, Stop).GetAwaiter().GetResult()));
    }

    [Fact]
    public async Task What_cannot_be_removed_is_said_to_be_unavailable()
    {
        await Blobs.PutAsync(name, new byte[] { 1 }, Stop);
        var held = await HoldFastAsync(name);
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(
            () => held.DeleteAsync(name.Workspace, name.Image, Stop));
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => held.OpenAsync(name, Stop));
    }

    private async Task<byte[]?> ReadAsync(BlobName blob)
    {
        await using var stream = await Blobs.OpenAsync(blob, Stop);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, Stop);
        return bytes;
    }
}
