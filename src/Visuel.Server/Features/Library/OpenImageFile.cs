using Visuel.Core.Library;

namespace Visuel.Server.Features.Library;

/// <summary>Opens the file of an image, or its thumbnail, which is made the first time somebody wants it.</summary>
public sealed class OpenImageFile(IBlobs blobs, ReadImageFile files) : IDisposable
{
    // A decoded picture is four bytes a pixel: two at a time keeps memory bounded.
    private readonly SemaphoreSlim making = new(2);

    /// <summary>The stream, or null when the file is gone.</summary>
    public async Task<Stream?> RunAsync(Image image, int? width, CancellationToken stop)
    {
        var name = new BlobName(image.Workspace, image.Id, width);
        if (await blobs.OpenAsync(name, stop) is { } there)
        {
            return there;
        }

        if (width is not { } pixels || await files.RunAsync(image, stop) is not { } png)
        {
            return null;
        }

        await making.WaitAsync(stop);
        try
        {
            if (Picture.Thumbnail(png.Span, Math.Min(pixels, image.File.Width)) is not { } thumbnail)
            {
                return null;
            }

            await blobs.PutAsync(name, thumbnail, CancellationToken.None);
            return await blobs.OpenAsync(name, stop);
        }
        finally
        {
            making.Release();
            PooledBytes.Release(png);
        }
    }

    public void Dispose() => making.Dispose();
}
