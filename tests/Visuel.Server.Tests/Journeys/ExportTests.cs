using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Everything of a workspace, taken away.</summary>
public sealed class ExportTests
{
    private const string ShortFile = "/sys/kernel/mm/transparent_hugepage/enabled";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_zip_holds_everything_of_the_workspace_and_nothing_of_another_s()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        await owner.PostAsync("/api/images/generate", new { prompt = "the owner's", width = 256, height = 256 });
        var item = await ada.AddContentAsync("Soldes d'été");
        var pngs = new Dictionary<string, byte[]>();
        for (var number = 0; number < 12; number++)
        {
            var drawn = (await ada.PostAsync(
                "/api/images/generate", new { prompt = $"a bicycle, number {number}", contentId = item })).Json;
            pngs[$"images/{drawn.GetProperty("id").GetGuid()}.png"] =
                Png.OfDataUri(drawn.GetProperty("image").GetString()!).Bytes;
        }

        var lost = pngs.Keys.Order().First();
        File.Delete(
            Directory.EnumerateFiles(host.DataFolder, Path.GetFileName(lost), SearchOption.AllDirectories).Single());
        var reply = await ada.GetAsync("/api/export");
        Assert.Equal("application/zip", reply.Message.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            $"visuel-{DateTimeOffset.UtcNow:yyyy-MM-dd}.zip",
            reply.Message.Content.Headers.ContentDisposition!.FileName);
        using var zip = new ZipArchive(new MemoryStream(reply.Bytes));
        string[] documents =
        [
            "README.txt", "account.json", "contents.json", "images.json", "missing.json", "security.json",
            "sessions.json", "usage.json",
        ];
        Assert.Equal(
            pngs.Keys.Where(name => name != lost).Concat(documents).Order(StringComparer.Ordinal),
            zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(pngs.Where(png => png.Key != lost), png => Assert.Equal(png.Value, Read(zip, png.Key)));
        Assert.Equal(Path.GetFileNameWithoutExtension(lost), Json(zip, "missing.json")[0].GetString());
        Assert.Equal("Soldes d'été", Json(zip, "contents.json")[0].GetProperty("title").GetString());
        Assert.Equal((12, 12), (Json(zip, "images.json").GetArrayLength(), Json(zip, "usage.json").GetArrayLength()));
        Assert.Equal("ada@example.com", Json(zip, "account.json").GetProperty("email").GetString());
        Assert.DoesNotContain("hash", Json(zip, "account.json").GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            ["browser", "system", "network", "startedAt", "lastUsedAt", "expiresAt"],
            Assert.Single(Json(zip, "sessions.json").EnumerateArray()).EnumerateObject().Select(field => field.Name));
        Assert.Equal(
            ["plan_granted", "account_registered"],
            Json(zip, "security.json").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_file_that_is_damaged_is_named_as_missing_and_not_packed()
    {
        await using var host = VisuelHost.Start();
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var image = (await ada.PostAsync("/api/images/generate", new { prompt = "a cat", width = 256, height = 256 }))
            .Json.GetProperty("id").GetGuid();
        var path = Directory.EnumerateFiles(host.DataFolder, $"{image}.png", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(path, Stop);
        bytes[^20] ^= 0xFF;
        await File.WriteAllBytesAsync(path, bytes, Stop);

        using var zip = new ZipArchive(new MemoryStream((await ada.GetAsync("/api/export")).Bytes));

        Assert.Null(zip.GetEntry($"images/{image}.png"));
        Assert.Equal([image], Json(zip, "missing.json").EnumerateArray().Select(name => name.GetGuid()));
    }

    [Theory]
    [InlineData("a folder in its place")]
    [InlineData("a file that ends too soon")]
    public async Task A_file_that_cannot_be_read_is_named_as_missing_and_the_others_are_packed(string what)
    {
        await using var host = VisuelHost.Start();
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var images = new List<Guid>();
        foreach (var prompt in (string[])["a cat", "a dog", "a hen"])
        {
            images.Add((await ada.PostAsync("/api/images/generate", new { prompt, width = 256, height = 256 }))
                .Json.GetProperty("id").GetGuid());
        }

        var path = Directory.EnumerateFiles(host.DataFolder, $"{images[1]}.png", SearchOption.AllDirectories).Single();
        File.Delete(path);
        if (what == "a folder in its place")
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            // The system says that it has 4,096 bytes, and gives fewer, as a broken disk does.
            Assert.SkipUnless(File.Exists(ShortFile), $"SKIPPED: there is no {ShortFile}.");
            File.CreateSymbolicLink(path, ShortFile);
        }

        using var zip = new ZipArchive(new MemoryStream((await ada.GetAsync("/api/export")).Bytes));

        Assert.Equal([images[1]], Json(zip, "missing.json").EnumerateArray().Select(name => name.GetGuid()));
        Assert.NotNull(zip.GetEntry($"images/{images[0]}.png"));
        Assert.NotNull(zip.GetEntry($"images/{images[2]}.png"));
        Assert.Null(zip.GetEntry($"images/{images[1]}.png"));
        Assert.Contains($"The file of image {images[1]} cannot be read", host.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credit_held_since_last_month_is_in_it_though_its_month_has_no_summary()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-30T23:59:00Z", null));
        await using var host = VisuelHost.Start(clock: clock);
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var workspace = (await host.Services.GetRequiredService<IAccounts>()
            .FindAsync(new AccountId(ada.Id), Stop))!.Workspace;
        var until = clock.GetUtcNow().AddHours(1);
        var hold = new CreditHold(new(Guid.CreateVersion7()), workspace, clock.GetUtcNow(), until);
        await host.Services.GetRequiredService<IGenerations>()
            .StartAsync(Some.Start(hold), 50, Some.Claim("elsewhere", until), Stop);
        clock.Advance(TimeSpan.FromMinutes(2));

        using var zip = new ZipArchive(new MemoryStream((await ada.GetAsync("/api/export")).Bytes));

        var credit = Assert.Single(Json(zip, "usage.json").EnumerateArray());
        Assert.Equal((hold.Generation.Value, "held"), (
            credit.GetProperty("generation").GetGuid(), credit.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Five_a_day_and_only_for_whoever_is_signed_in()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var nobody = host.Visitor();
        Assert.Equal(401, (await nobody.GetAsync("/api/export")).Status);
        for (var number = 0; number < 5; number++)
        {
            Assert.Equal(200, (await owner.GetAsync("/api/export")).Status);
        }

        var refused = await owner.GetAsync("/api/export");
        Assert.Equal((429, "too_many_requests"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Message.Headers.RetryAfter);
    }

    private static byte[] Read(ZipArchive zip, string name)
    {
        using var entry = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static JsonElement Json(ZipArchive zip, string name) => JsonDocument.Parse(Read(zip, name)).RootElement;
}
