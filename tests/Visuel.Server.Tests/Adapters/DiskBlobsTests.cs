using Visuel.Core.Library;
using Visuel.Server.Blobs;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

public sealed class DiskBlobsTests : BlobsContract
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Leaves_nothing_half_written_behind()
    {
        await Blobs.PutAsync(
            new BlobName(new(Guid.CreateVersion7()), new(Guid.CreateVersion7())), new byte[10], CancellationToken.None);
        await (await Blobs.StageAsync(new byte[10], CancellationToken.None)).DisposeAsync();
        Assert.Single(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_folder_that_was_removed_is_made_again()
    {
        Directory.Delete(folder.Path, recursive: true);
        var name = new BlobName(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()));
        await Blobs.PutAsync(name, new byte[10], CancellationToken.None);
        Assert.Single(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    /// <summary>Puts a folder in the place of a file: the system lets nobody remove or read it as one, not even
    /// root.</summary>
    internal static void HoldFast(string folder, BlobName kept)
    {
        var place = Path.Combine(folder, kept.Workspace.ToString(), $"{kept.Image}.png");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.Delete(place);
        Directory.CreateDirectory(Path.Combine(place, "a folder in its place"));
    }

    protected override Task<IBlobs> HoldFastAsync(BlobName kept)
    {
        HoldFast(folder.Path, kept);
        return Task.FromResult(Blobs);
    }

    protected override Task<IBlobs> OpenAsync() => Task.FromResult<IBlobs>(new DiskBlobs(folder.Path, "0"));

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
