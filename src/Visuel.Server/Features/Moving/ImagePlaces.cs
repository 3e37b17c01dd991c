using Visuel.Core;
using Visuel.Core.Library;

namespace Visuel.Server.Features.Moving;

/// <summary>Somewhere files of images may be.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Open">Opens a file; null where it is not there.</param>
internal sealed record ImagePlace(string Name, Func<BlobName, CancellationToken, Task<Stream?>> Open);

/// <summary>Reads the file of an image from wherever it is whole.</summary>
internal sealed class ImagePlaces(params IReadOnlyList<ImagePlace> places)
{
    // A place that did not answer so often in a row is left alone: each time may have taken minutes.
    private const int MostOutages = 3;

    private readonly int[] outages = new int[places.Count];

    /// <summary>All of these places.</summary>
    public static ImagePlaces Of(IEnumerable<(string Name, IBlobs Blobs)> all) =>
        new([.. all.Select(place => new ImagePlace(place.Name, place.Blobs.OpenAsync))]);

    /// <summary>The places that do not answer.</summary>
    public IReadOnlyList<string> Away =>
        [.. places.Where((_, number) => outages[number] > 0).Select(place => place.Name)];

    /// <summary>The bytes of a file, or null where none is whole: each is compared with the hash in its
    /// record.</summary>
    public async Task<byte[]?> ReadAsync(KnownImage image, CancellationToken stop)
    {
        for (var number = 0; number < places.Count; number++)
        {
            if (outages[number] >= MostOutages)
            {
                continue;
            }

            try
            {
                var bytes = await CopyImages.ReadAsync(places[number].Open, image, stop);
                outages[number] = 0;
                if (bytes is not null)
                {
                    return bytes;
                }
            }
            catch (FileUnavailableException)
            {
                // This one file; perhaps it is whole elsewhere.
            }
            catch (StoreUnavailableException)
            {
                outages[number]++;
            }
        }

        return null;
    }
}
