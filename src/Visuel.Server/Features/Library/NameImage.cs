using Visuel.Core.Calendar;
using Visuel.Core.Library;
using Visuel.Server.Answers;

namespace Visuel.Server.Features.Library;

/// <summary>Names the file of an image for who saves it.</summary>
public sealed class NameImage(IContents contents)
{
    /// <summary>The name with its ending: by the content item that the image is on, else by what it was drawn
    /// from.</summary>
    /// <param name="image">The image.</param>
    /// <param name="thumbnail">The width of a thumbnail in pixels, or null for the image itself.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<string> RunAsync(Image image, int? thumbnail, CancellationToken stop)
    {
        var drawnFrom = image.Recipe.Title ?? image.Recipe.Brief ?? image.Recipe.Prompt;
        if (thumbnail is { } width)
        {
            var height = (int)Math.Round((double)image.File.Height * width / image.File.Width);
            return $"{DownloadName.Of(drawnFrom, null, width, height)}.webp";
        }

        var item = image.Contents is [var first, ..]
            ? (await contents.FindAsync(image.Workspace, first, stop))?.Fields
            : null;
        var channel = item?.Channel is { } place ? WireName.Of(place) : null;
        return $"{DownloadName.Of(item?.Title ?? drawnFrom, channel, image.File.Width, image.File.Height)}.png";
    }
}
