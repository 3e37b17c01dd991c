using Visuel.Core.Library;

namespace Visuel.Server.Features.Library;

/// <summary>Addresses of images for those who were given them: the CDN's once a copy is served there,
/// and ours until then.</summary>
/// <param name="cdn">The address of the CDN before the public copies, or null.</param>
public sealed class PublicLinks(string? cdn)
{
    /// <summary>Where the file of an image is.</summary>
    public string File(Image image) => Of(image, PublicFormats.Original) ?? ImageLinks.File(image.Id);

    /// <summary>The sizes of its public copy by their names, such as <c>1080x1080</c>;
    /// null while there is none.</summary>
    public IReadOnlyDictionary<string, string>? Variants(Image image) => image.PublicName is null || cdn is null
        ? null
        : PublicFormats.All.Where(file => file is not PublicFormats.Original)
            .ToDictionary(
                file => Path.GetFileNameWithoutExtension(file), file => Of(image, file)!, StringComparer.Ordinal);

    private string? Of(Image image, string file) =>
        image.PublicName is { } name && cdn is not null ? $"{cdn}/{name}/{file}" : null;
}
