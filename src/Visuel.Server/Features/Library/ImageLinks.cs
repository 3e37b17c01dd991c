using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Server.Features.Library;

/// <summary>Addresses of images.</summary>
public static class ImageLinks
{
    /// <summary>Where a generation is.</summary>
    public static string Generation(GenerationId id) => $"/api/generations/{id}";

    /// <summary>Where the file of an image is.</summary>
    public static string File(ImageId id) => $"/api/images/{id}/file";

    /// <summary>Where its thumbnail is, 320, 640 or 1,024 pixels wide.</summary>
    public static string Thumbnail(ImageId id, int width) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/api/images/{id}/file?w={width}");
}
