using Visuel.Core.Library;
using Visuel.Server.Features.Drawing.Ask;

namespace Visuel.Server.Features.Publishing;

/// <summary>Addresses of images for those who were given them: the CDN's once a copy is served there, and ours until then.</summary>
public sealed class PublicLinks(PublishingOptions options)
{
    /// <summary>Where the file of an image is.</summary>
    public string File(Image image) => Of(image, PublicFormats.Original) ?? ImageLinks.File(image.Id);

    /// <summary>The sizes of its public copy by their names, such as <c>1080x1080</c>; null while there is none.</summary>
    public IReadOnlyDictionary<string, string>? Variants(Image image) => image.PublicName is null || options.Cdn is null
        ? null
        : PublicFormats.All.Where(file => file is not PublicFormats.Original)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => Of(image, file)!, StringComparer.Ordinal);

    private string? Of(Image image, string file) => image.PublicName is { } name && options.Cdn is { } cdn ? $"{cdn}/{name}/{file}" : null;
}
