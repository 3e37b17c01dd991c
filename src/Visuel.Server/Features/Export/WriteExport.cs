using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Visuel.Client;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Features.Calendar;
using Visuel.Server.Features.Library;
using Visuel.Server.Features.Quota;
using Visuel.Server.Ui;

namespace Visuel.Server.Features.Export;

/// <summary>Writes everything of an account's workspace as a zip, part by part:
/// never more than one image of it is in memory.</summary>
public sealed class WriteExport(
    IContents contents, ILibrary library, IQuotaLedger ledger, AccountParts parts, ReadImageFile files,
    PublicLinks links, IStringLocalizer<Texts> texts, TimeProvider clock)
{
    /// <summary>Writes it. An image whose file is missing, damaged or cannot be read is named in
    /// <c>missing.json</c>; the rest is there.</summary>
    public async Task RunAsync(Account account, Stream to, CancellationToken stop)
    {
        await using var zip = await ZipArchive.CreateAsync(
            to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, stop);
        await using (var readme = await OpenAsync(zip, "README.txt", CompressionLevel.Optimal, stop))
        {
            await readme.WriteAsync(
                Encoding.UTF8.GetBytes(texts["ExportReadme"].Value.Replace("\\n", "\n", StringComparison.Ordinal)),
                stop);
        }

        await foreach (var (name, value) in parts.ReadAsync(account, stop))
        {
            await WriteAsync(zip, name, value, stop);
        }

        await WriteListAsync(zip, "contents.json", Contents(account.Workspace, stop), ContentAnswers.ToAnswer, stop);
        await WriteListAsync(zip, "usage.json", Credits(account.Workspace, stop), CreditAnswers.ToAnswer, stop);
        await WriteListAsync(zip, "images.json", Images(account.Workspace, stop), image => image.ToAnswer(links), stop);
        var missing = new List<Guid>();
        await foreach (var image in Images(account.Workspace, stop))
        {
            if (await files.ReadAmongOthersAsync(image, stop) is { } png)
            {
                // PNG is compressed already.
                await using var entry = await OpenAsync(
                    zip, $"images/{image.Id}.png", CompressionLevel.NoCompression, stop);
                await entry.WriteAsync(png, stop);
                PooledBytes.Release(png);
            }
            else
            {
                missing.Add(image.Id.Value);
            }
        }

        if (missing.Count > 0)
        {
            await WriteAsync(zip, "missing.json", missing, stop);
        }
    }

    /// <summary>What the file is called, by the day it was made.</summary>
    public string NameNow() =>
        string.Create(CultureInfo.InvariantCulture, $"visuel-{clock.GetUtcNow():yyyy-MM-dd}.zip");

    private IAsyncEnumerable<ContentItem> Contents(WorkspaceId workspace, CancellationToken stop) =>
        WholeList.ReadAsync(cursor => contents.ListAsync(
            workspace, new ContentQuery(null, null, null, null, null, null, cursor, Page<int>.MaximumLimit), stop));

    private IAsyncEnumerable<Image> Images(WorkspaceId workspace, CancellationToken stop) => WholeList.ReadAsync(
        cursor => library.ListAsync(workspace, new ImageQuery(null, null, cursor, Page<int>.MaximumLimit), stop));

    // Of the ledger itself: a month may have no summary yet, and nothing is decided by one.
    private IAsyncEnumerable<CreditEntry> Credits(WorkspaceId workspace, CancellationToken stop) => WholeList.ReadAsync(
        cursor => ledger.ListAsync(workspace, null, cursor, Page<int>.MaximumLimit, stop));

    private static async Task<Stream> OpenAsync(
        ZipArchive zip, string name, CompressionLevel level, CancellationToken stop) =>
        await zip.CreateEntry(name, level).OpenAsync(stop);

    private static async Task WriteAsync<T>(ZipArchive zip, string name, T value, CancellationToken stop)
    {
        await using var entry = await OpenAsync(zip, name, CompressionLevel.Optimal, stop);
        await JsonSerializer.SerializeAsync(entry, value, VisuelJson.Options, stop);
    }

    private static async Task WriteListAsync<T, TAnswer>(
        ZipArchive zip, string name, IAsyncEnumerable<T> items, Func<T, TAnswer> toAnswer, CancellationToken stop)
    {
        await using var entry = await OpenAsync(zip, name, CompressionLevel.Optimal, stop);
        await JsonSerializer.SerializeAsync(entry, Answers(), VisuelJson.Options, stop);

        async IAsyncEnumerable<TAnswer> Answers()
        {
            await foreach (var item in items)
            {
                yield return toAnswer(item);
            }
        }
    }
}
