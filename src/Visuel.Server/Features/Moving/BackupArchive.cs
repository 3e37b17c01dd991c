using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Visuel.Core.Library;
using Visuel.Server.Stores.Records;

namespace Visuel.Server.Features.Moving;

/// <summary>The file of a backup, opened to be read.</summary>
internal sealed class BackupArchive : IRecordSource, IAsyncDisposable
{
    /// <summary>UTF-8 without a mark at its start.</summary>
    public static readonly UTF8Encoding Plain = new(encoderShouldEmitUTF8Identifier: false);

    // A record has a few kB, an image a few MB.
    private const long LongestLine = 16 * 1024 * 1024;
    private const long LongestImage = 256 * 1024 * 1024;

    // Only one entry of a zip can be read at a time, and images are read while their records are.
    private readonly ZipArchive records;
    private readonly ZipArchive images;
    private readonly SemaphoreSlim turn = new(1, 1);

    private BackupArchive(ZipArchive records, ZipArchive images, BackupContents contents)
    {
        this.records = records;
        this.images = images;
        Contents = contents;
    }

    /// <summary>What it says of itself.</summary>
    public BackupContents Contents { get; }

    /// <summary>Opens it.</summary>
    /// <exception cref="CopyException">It is no backup, not a whole one, or a newer program's.</exception>
    public static async Task<BackupArchive> OpenAsync(string path, CancellationToken stop)
    {
        ZipArchive? opened = null;
        try
        {
            opened = await ZipFile.OpenAsync(path, ZipArchiveMode.Read, Encoding.UTF8, stop);
            var entry = opened.GetEntry(BackupContents.Name) ?? throw new InvalidDataException();
            await using var text = await BackupEntry.OpenAsync(entry, LongestLine, LongestLine, stop);
            var contents = await JsonSerializer.DeserializeAsync<BackupContents>(text, BackupContents.Json, stop)
                ?? throw new InvalidDataException();
            return contents.Format <= BackupContents.Version
                ? new BackupArchive(
                    opened, await ZipFile.OpenAsync(path, ZipArchiveMode.Read, Encoding.UTF8, stop), contents)
                : throw new CopyException("The backup was made by a newer Visuel: restore it with that one.");
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or CopyException)
        {
            opened?.Dispose();
            throw error as CopyException
                ?? new CopyException("The file is not a backup of Visuel, or not a whole one.");
        }
    }

    public static string NameOf(RecordKind kind) => $"records/{kind.Name}.jsonl";

    public static string NameOf(BlobName image) => $"images/{image.Workspace}/{image.Image}.png";

    public async IAsyncEnumerable<JsonObject> ReadAsync(
        RecordKind kind, [EnumeratorCancellation] CancellationToken stop)
    {
        // A kind that came after this backup was made is not in it.
        if (records.GetEntry(NameOf(kind)) is not { } entry)
        {
            yield break;
        }

        using var lines = new StreamReader(
            await BackupEntry.OpenAsync(entry, long.MaxValue, LongestLine, stop), Plain);
        while (await lines.ReadLineAsync(stop) is { } line)
        {
            yield return Parse(line) ?? throw new CopyException($"{entry.FullName} is damaged, or not a whole one.");
        }
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The file of an image, or null.</summary>
    public async Task<Stream?> OpenImageAsync(BlobName image, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            // Also looking for it reads the file, the first time: the list of entries at its end.
            if (images.GetEntry(NameOf(image)) is not { } entry)
            {
                return null;
            }

            await using var packed = await BackupEntry.OpenAsync(entry, LongestImage, LongestImage, stop);
            var bytes = new MemoryStream((int)entry.Length);
            await packed.CopyToAsync(bytes, stop);
            bytes.Position = 0;
            return bytes;
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await records.DisposeAsync();
        await images.DisposeAsync();
        turn.Dispose();
    }
}

/// <summary>What a backup says of itself; its last entry, so that half a backup has none.</summary>
/// <param name="Format">The number of its form.</param>
/// <param name="MadeAt">When it was begun.</param>
/// <param name="Records">The digest of every kind of record.</param>
/// <param name="Images">How many images it has.</param>
/// <param name="Missing">Images whose file was missing or damaged.</param>
internal sealed record BackupContents(
    int Format, DateTimeOffset MadeAt, IReadOnlyDictionary<string, string> Records, long Images,
    IReadOnlyList<string> Missing)
{
    public const string Name = "visuel-backup.json";

    public const int Version = 1;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}
