using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Library;
using Visuel.Server.Features.Library;
using Visuel.Server.Stores.Records;

namespace Visuel.Server.Features.Moving;

/// <summary>Copies the files of images, each checked by the hash in its record before and after. What is there already
/// is left, so that a copy which broke off goes on. Thumbnails are not copied:
/// they are made again when they are asked for.</summary>
internal static class CopyImages
{
    private const int AtOnce = 4;

    /// <summary>Copies them.</summary>
    /// <param name="records">The records of the images.</param>
    /// <param name="from">Where the files are.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="tell">Told now and then how far it is.</param>
    /// <param name="stop">Ends it between two images.</param>
    public static async Task<ImagesCopied> RunAsync(
        IRecordSource records, ImagePlaces from, IBlobs to, Action<string> tell, CancellationToken stop)
    {
        var (copied, present, missing) = (0L, 0L, new ConcurrentBag<BlobName>());
        await Parallel.ForEachAsync(
            ListAsync(records, stop),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (image, cancelled) =>
            {
                if (await ReadAsync(to.OpenAsync, image, cancelled) is not null)
                {
                    Interlocked.Increment(ref present);
                }
                else if (await from.ReadAsync(image, cancelled) is not { } bytes)
                {
                    missing.Add(image.Name);
                }
                else
                {
                    await to.PutAsync(image.Name, bytes, cancelled);
                    if (await ReadAsync(to.OpenAsync, image, cancelled) is null)
                    {
                        throw new CopyException($"The image {image.Name.Image} does not read as it was written.");
                    }

                    var done = Interlocked.Increment(ref copied);
                    if (done % 1000 == 0)
                    {
                        tell($"{done,10:N0}  images copied");
                    }
                }
            });
        return new ImagesCopied(copied, present, [.. missing.OrderBy(name => name.Image.Value)]);
    }

    /// <summary>The images that there are records of, with the hashes of their files.</summary>
    public static async IAsyncEnumerable<KnownImage> ListAsync(
        IRecordSource records, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var record in records.ReadAsync(RecordKinds.Images, stop))
        {
            yield return new KnownImage(
                new BlobName(new WorkspaceId(Id(record, "workspace")), new ImageId(Id(record, "id"))),
                record["hash"]!.GetValue<string>());
        }
    }

    /// <summary>The bytes of a file, or null where there is none or it is not what its record says.</summary>
    public static async Task<byte[]?> ReadAsync(
        Func<BlobName, CancellationToken, Task<Stream?>> open, KnownImage image, CancellationToken stop)
    {
        await using var file = await open(image.Name, stop);
        if (file is null)
        {
            return null;
        }

        var bytes = new byte[file.Length];
        try
        {
            await file.ReadExactlyAsync(bytes, stop);
        }
        catch (IOException broken)
        {
            throw new StoreUnavailableException("The file of an image could not be read to its end.", broken);
        }

        return ReadImageFile.HashOf(bytes) == image.Hash ? bytes : null;
    }

    private static Guid Id(JsonObject record, string field) => Guid.Parse(record[field]!.GetValue<string>());
}

/// <summary>An image of which there is a record.</summary>
internal readonly record struct KnownImage(BlobName Name, string Hash);

/// <summary>What became of the files.</summary>
/// <param name="Copied">How many were copied.</param>
/// <param name="Present">How many were there.</param>
/// <param name="Missing">Those whose file is missing or damaged at the source.</param>
internal sealed record ImagesCopied(long Copied, long Present, IReadOnlyList<BlobName> Missing);
