using Visuel.Core;
using Visuel.Core.Library;
using Visuel.Server.Features.Library;

namespace Visuel.Server.Features.Publishing;

/// <summary>Makes a public copy, or removes one. Callable again where it broke off.</summary>
public sealed class PublishCopy(
    IPublicCopies copies, ILibrary library, ReadImageFile files, IPublicFiles to, ContentDelivery cdn)
{
    /// <summary>Does what is to be done for it.</summary>
    /// <exception cref="StoreUnavailableException">The store or the bucket is away.</exception>
    /// <exception cref="HttpRequestException">The CDN is away, or does not serve the copy yet.</exception>
    public Task RunAsync(PublicCopy copy, CancellationToken stop) =>
        copy.State is PublicCopyState.Removing ? RemoveAsync(copy, stop) : MakeAsync(copy, stop);

    private async Task MakeAsync(PublicCopy copy, CancellationToken stop)
    {
        if (await library.FindAsync(copy.Workspace, copy.Image, stop) is not { } image
            || await files.RunAsync(image, stop) is not { } png)
        {
            // Deleted meanwhile, or its file is lost, which the log says:
            // either way there is nothing to make a copy of.
            await RemoveAsync(copy, stop);
            return;
        }

        try
        {
            await to.PutAsync(copy.Name, PublicFormats.Original, png, "image/png", stop);
            foreach (var (file, make) in Variants(image))
            {
                var variant = await Task.Run(() => make(png.Span), stop)
                    ?? throw new FileUnavailableException("The file of an image is no picture.");
                await to.PutAsync(copy.Name, file, variant, "image/webp", stop);
            }
        }
        finally
        {
            PooledBytes.Release(png);
        }

        if (!await cdn.ServesAsync(copy.Name, PublicFormats.Original, stop))
        {
            throw new HttpRequestException(
                "The CDN does not serve the copy: is its origin the bucket's folder public/?");
        }

        if (!await copies.ServeAsync(copy.Image, stop))
        {
            // It was to be removed meanwhile, and may have been before the last file was there.
            await RemoveAsync(copy, stop);
        }
    }

    private async Task RemoveAsync(PublicCopy copy, CancellationToken stop)
    {
        await to.RemoveAsync(copy.Name, PublicFormats.All, stop);
        foreach (var file in PublicFormats.All)
        {
            await cdn.ForgetAsync(copy.Name, file, stop);
        }

        await copies.ForgetAsync(copy.Image, stop);
    }

    private static IEnumerable<(string File, PictureMaker Make)> Variants(Image image) =>
    [
        .. PublicFormats.Sizes.Select(size => (PublicFormats.NameOf(size.Width, size.Height), (PictureMaker)(png =>
            Picture.Variant(png, size.Width, size.Height)))),
        .. BlobName.ThumbnailWidths.Select(width => (PublicFormats.NameOf(width), (PictureMaker)(png =>
            Picture.Thumbnail(png, Math.Min(width, image.File.Width))))),
    ];

    private delegate ReadOnlyMemory<byte>? PictureMaker(ReadOnlySpan<byte> png);
}
