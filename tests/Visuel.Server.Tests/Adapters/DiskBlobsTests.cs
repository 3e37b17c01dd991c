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
        await Blobs.PutAsync(new BlobName(new(Guid.CreateVersion7()), new(Guid.CreateVersion7())), new byte[10], CancellationToken.None);
        await (await Blobs.StageAsync(new byte[10], CancellationToken.None)).DisposeAsync();
        Assert.Single(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    protected override Task<IBlobs> OpenAsync() => Task.FromResult<IBlobs>(new DiskBlobs(folder.Path, "0"));

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
