using Visuel.Core.Library;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every keeper of public files must keep; how a file is read is the adapter's matter.</summary>
public abstract class PublicFilesContract : IAsyncLifetime
{
    private readonly string copy = Guid.NewGuid().ToString("N");

    protected IPublicFiles Files { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract Task<IPublicFiles> OpenAsync();

    /// <summary>The bytes of a file, or null.</summary>
    protected abstract Task<byte[]?> ReadAsync(string copy, string file);

    public async ValueTask InitializeAsync() => Files = await OpenAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_file_is_there_as_it_was_put_last()
    {
        await Files.PutAsync(copy, PublicFormats.Original, new byte[] { 1 }, "image/png", Stop);
        await Files.PutAsync(copy, PublicFormats.Original, new byte[] { 2, 3 }, "image/png", Stop);
        Assert.Equal([2, 3], await ReadAsync(copy, PublicFormats.Original));
        Assert.Null(await ReadAsync(copy, "320.webp"));
    }

    [Fact]
    public async Task What_was_removed_is_gone_and_the_rest_stays()
    {
        await Files.PutAsync(copy, PublicFormats.Original, new byte[] { 1 }, "image/png", Stop);
        await Files.PutAsync(copy, "320.webp", new byte[] { 2 }, "image/webp", Stop);
        await Files.RemoveAsync(copy, ["320.webp", "absent.webp"], Stop);
        Assert.Null(await ReadAsync(copy, "320.webp"));
        Assert.Equal([1], await ReadAsync(copy, PublicFormats.Original));
    }
}
