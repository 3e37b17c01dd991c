using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Features.Images;

/// <summary>Keeps a drawing: to PNG of the size asked, labelled, the file durable first, then record and credit together.</summary>
public sealed class KeepImage(ILibrary library, IBlobs blobs, TimeProvider clock) : IDisposable
{
    // A decoded picture is four bytes a pixel, twice while it is scaled: two at a time keeps memory bounded.
    private readonly SemaphoreSlim conversions = new(2);

    /// <summary>The image as it was kept, or null when the drawing is no picture.</summary>
    public async Task<ImageWithFile?> RunAsync(CreditHold hold, PreparedOrder prepared, Drawing drawing, QuotaLimit limit, CancellationToken stop)
    {
        var request = prepared.Request;
        var order = prepared.Order;
        if (await ToPngAsync(drawing.Bytes, order.Size, stop) is not { } picture)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var png = PngLabel.Write(picture, prepared.Engine.Name, order.Model.Id, now);
        var image = new Image(
            new ImageId(Guid.CreateVersion7(now)),
            hold.Workspace,
            hold.Generation,
            new ImageRecipe(
                request.ContentTitle, request.Prompt, order.Prompt, order.NegativePrompt, request.Style, order.Model.Id, prepared.Engine.Name,
                drawing.Provider, drawing.Seed),
            new ImageFile(order.Size.Width, order.Size.Height, png.Length, ReadImageFile.HashOf(png.Span)),
            prepared.CacheKey,
            AltText: null,
            Favourite: false,
            request.ContentId is { } content ? [content] : [],
            now);

        await blobs.PutAsync(new BlobName(image.Workspace, image.Id), png, stop);
        // Should this fail, the file stays without a record: a store that failed to answer may still have written it.
        await library.KeepAsync(image, request.ContentId, limit.Images, now, stop);
        return new ImageWithFile(image, png);
    }

    public void Dispose() => conversions.Dispose();

    private async Task<Memory<byte>?> ToPngAsync(Memory<byte> drawing, DrawSize size, CancellationToken stop)
    {
        if (Picture.IsPng(drawing.Span, size))
        {
            return drawing;
        }

        await conversions.WaitAsync(stop);
        try
        {
            return Picture.ToPng(drawing, size);
        }
        finally
        {
            conversions.Release();
        }
    }
}
