using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Features.Drawing.Draw;
using Visuel.Server.Features.Library;
using Visuel.Server.Features.Quota;
using Visuel.Server.Stores;
using Visuel.Server.Ui;

namespace Visuel.Server.Features.Drawing.Keep;

/// <summary>What became of a picture that was to be kept.</summary>
public abstract record KeepImageOutcome
{
    private KeepImageOutcome()
    {
    }

    /// <summary>It is kept.</summary>
    public sealed record Kept(Image Image) : KeepImageOutcome;

    /// <summary>It was cancelled, or somebody else draws it now.</summary>
    public sealed record NotWanted : KeepImageOutcome;

    /// <summary>The bytes are no picture.</summary>
    public sealed record NoPicture : KeepImageOutcome;

    /// <summary>Its workspace was removed meanwhile.</summary>
    public sealed record WorkspaceGone : KeepImageOutcome;
}

/// <summary>Keeps a drawing: to PNG of the size asked, labelled, the file durable first, then record, credit and
/// generation together.</summary>
public sealed class KeepImage(
    IGenerations generations, ILibrary library, IBlobs blobs, ReadQuota quota, WorkspaceNews news,
    NodeSlot node, TimeProvider clock)
    : IDisposable
{
    // A decoded picture is four bytes a pixel, twice while it is scaled: two at a time keeps memory bounded.
    private readonly SemaphoreSlim conversions = new(2);

    /// <summary>Keeps it, and releases its bytes. There is no token to stop it:
    /// a picture that is there is kept.</summary>
    public async Task<KeepImageOutcome> RunAsync(
        GenerationWork work, RunningDrawing drawing, PreparedOrder prepared, DrawnPicture drawn)
    {
        if (await ToPngAsync(drawn.Bytes, prepared.Order.Size) is not { } picture)
        {
            return new KeepImageOutcome.NoPicture();
        }

        var now = clock.GetUtcNow();
        var png = PngLabel.Write(picture, prepared.Engine.Name, prepared.Order.Model.Id, now);
        try
        {
            return await KeepAsync(work, drawing, RecordOf(work, prepared, drawn, png, now), png, now);
        }
        finally
        {
            PooledBytes.Release(png);
        }
    }

    public void Dispose() => conversions.Dispose();

    private async Task<KeepImageOutcome> KeepAsync(
        GenerationWork work, RunningDrawing drawing, Image image, ReadOnlyMemory<byte> png, DateTimeOffset now)
    {
        // The generation's record names the image before its file gets that name. After a crash the record says which
        // file to delete. The bytes are written meanwhile.
        var saving = generations.BeginSavingAsync(work.Id, node.Name, image.Id, CancellationToken.None);
        await using var staged = await blobs.StageAsync(png, CancellationToken.None);
        if (!await saving)
        {
            return new KeepImageOutcome.NotWanted();
        }

        drawing.Image = image.Id;
        var limit = (await quota.LimitAsync(work.Workspace, CancellationToken.None)).Images;
        await staged.PlaceAsync(NameOf(image), CancellationToken.None);
        var outcome = await library.KeepAsync(image, limit, evenIfLate: false, now, CancellationToken.None);
        if (outcome is KeepOutcome.SettledAsLost)
        {
            // The lease ran out and another process settled the generation. It may delete the file of that id at any
            // time, so the image gets another id.
            await blobs.DeleteAsync(image.Workspace, image.Id, CancellationToken.None);
            image = image with { Id = new ImageId(Guid.CreateVersion7(clock.GetUtcNow())) };
            drawing.Image = image.Id;
            await blobs.PutAsync(NameOf(image), png, CancellationToken.None);
            outcome = await library.KeepAsync(image, limit, evenIfLate: true, now, CancellationToken.None);
        }

        if (outcome is KeepOutcome.Kept)
        {
            news.Tell(image.Workspace);
            return new KeepImageOutcome.Kept(image);
        }

        await blobs.DeleteAsync(image.Workspace, image.Id, CancellationToken.None);
        return new KeepImageOutcome.WorkspaceGone();
    }

    private static BlobName NameOf(Image image) => new(image.Workspace, image.Id);

    private static Image RecordOf(
        GenerationWork work, PreparedOrder prepared, DrawnPicture drawn, Memory<byte> png, DateTimeOffset now)
    {
        var (request, order) = (prepared.Request, prepared.Order);
        var recipe = new ImageRecipe(
            request.ContentTitle, request.Prompt, order.Prompt, order.NegativePrompt, request.Style, order.Model.Id,
            prepared.Engine.Name, drawn.Provider, drawn.Seed)
        {
            Illustration = drawn.Illustration,
        };
        return new Image(
            new ImageId(Guid.CreateVersion7(now)), work.Workspace, work.Id, recipe,
            new ImageFile(order.Size.Width, order.Size.Height, png.Length, ReadImageFile.HashOf(png.Span)),
            prepared.CacheKey, AltText: null, Favourite: false, request.ContentId is { } content ? [content] : [], now)
        {
            IsOnOwnToken = drawn.IsOnOwnToken,
        };
    }

    private async Task<Memory<byte>?> ToPngAsync(Memory<byte> drawing, DrawSize size)
    {
        if (Picture.IsPng(drawing.Span, size))
        {
            return drawing;
        }

        await conversions.WaitAsync();
        try
        {
            return Picture.ToPng(drawing, size);
        }
        finally
        {
            conversions.Release();
            PooledBytes.Release(drawing);
        }
    }
}
