using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Library;
using Visuel.Server.Features.Library;
using Visuel.Server.Ui;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>An image with its file.</summary>
public sealed record ImageWithFile(Image Image, ReadOnlyMemory<byte> Png);

/// <summary>Answers a wish from the prompt cache of its workspace.</summary>
public sealed class ReadCachedImage(ILibrary library, ReadImageFile files, WorkspaceNews news, TimeProvider clock)
{
    /// <summary>The newest image kept under this key, put on the content item if one was named;
    /// null when there is none or its file is gone.</summary>
    public async Task<ImageWithFile?> RunAsync(
        WorkspaceId workspace, string cacheKey, ContentItemId? content, CancellationToken stop)
    {
        if (await library.FindCachedAsync(workspace, cacheKey, stop) is not { } image
            || await files.RunAsync(image, stop) is not { } png)
        {
            return null;
        }

        if (content is { } item && !image.Contents.Contains(item))
        {
            await library.LinkAsync(workspace, image.Id, item, clock.GetUtcNow(), stop);
            news.Tell(workspace);
            image = image with { Contents = [.. image.Contents, item] };
        }

        return new ImageWithFile(image, png);
    }
}
