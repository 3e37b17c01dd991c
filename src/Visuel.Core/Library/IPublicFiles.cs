using System.Globalization;

namespace Visuel.Core.Library;

/// <summary>Keeps the files that everybody may load who knows their names.</summary>
public interface IPublicFiles
{
    /// <summary>Stores a file of a copy; when the task ends it is there. Storing it again replaces it.</summary>
    Task PutAsync(string copy, string file, ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken stop);

    /// <summary>Removes files of a copy; absent ones are no error.</summary>
    Task RemoveAsync(string copy, IReadOnlyList<string> files, CancellationToken stop);
}

/// <summary>The files a public copy is made of.</summary>
public static class PublicFormats
{
    /// <summary>The picture as it was kept, PNG.</summary>
    public const string Original = "original.png";

    /// <summary>The sizes of posts, stories and links in social networks and of headers, in pixels:
    /// cut to these, as WebP.</summary>
    public static IReadOnlyList<(int Width, int Height)> Sizes { get; } =
        [(1080, 1080), (1080, 1350), (1080, 1920), (1200, 630), (1600, 900)];

    /// <summary>Every file of a copy.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Original, .. Sizes.Select(size => NameOf(size.Width, size.Height)), .. BlobName.ThumbnailWidths.Select(
            width => NameOf(width))];

    /// <summary>The file of a size.</summary>
    public static string NameOf(int width, int height) =>
        string.Create(CultureInfo.InvariantCulture, $"{width}x{height}.webp");

    /// <summary>The file of a thumbnail.</summary>
    public static string NameOf(int width) => string.Create(CultureInfo.InvariantCulture, $"{width}.webp");
}
