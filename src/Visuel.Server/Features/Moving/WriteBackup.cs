using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Visuel.Core.Library;
using Visuel.Server.Stores.Records;

namespace Visuel.Server.Features.Moving;

/// <summary>Writes an installation into one file: a zip of its records, a line each, and of its images.
/// A server may go on meanwhile.</summary>
internal static class WriteBackup
{
    /// <summary>Writes it. An image whose file is missing or damaged is named in it; the rest is there.</summary>
    public static async Task<ImagesCopied> RunAsync(
        IRecords from, ImagePlaces images, Stream to, DateTimeOffset now, Action<string> tell, CancellationToken stop)
    {
        await using var zip = await ZipArchive.CreateAsync(
            to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, stop);
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in RecordKinds.All)
        {
            var digest = new RecordDigest(kind);
            await using var lines = new StreamWriter(
                await zip.CreateEntry(BackupArchive.NameOf(kind), CompressionLevel.Optimal).OpenAsync(stop),
                BackupArchive.Plain);
            await foreach (var record in from.ReadAsync(kind, stop))
            {
                digest.Add(record);
                await lines.WriteLineAsync(record.ToJsonString());
            }

            digests.Add(kind.Name, digest.ToString());
            if (digest.Count > 0)
            {
                tell($"{digest.Count,10:N0}  {kind.Name}");
            }
        }

        var (count, missing) = (0L, new List<BlobName>());
        await foreach (var image in CopyImages.ListAsync(from, stop))
        {
            if (await images.ReadAsync(image, stop) is { } bytes)
            {
                // PNG is compressed already.
                await using var entry = await zip.CreateEntry(
                    BackupArchive.NameOf(image.Name), CompressionLevel.NoCompression).OpenAsync(stop);
                await entry.WriteAsync(bytes, stop);
                count++;
            }
            else
            {
                missing.Add(image.Name);
            }
        }

        await using var contents = await zip.CreateEntry(BackupContents.Name, CompressionLevel.Optimal).OpenAsync(stop);
        var named = missing.Select(name => $"{name.Workspace}/{name.Image}").ToList();
        var said = new BackupContents(BackupContents.Version, now, digests, count, named);
        await JsonSerializer.SerializeAsync(contents, said, BackupContents.Json, stop);
        return new ImagesCopied(count, 0, missing);
    }
}
