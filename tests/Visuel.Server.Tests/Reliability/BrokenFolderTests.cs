using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Stores;
using Visuel.Server.Tests.Adapters;
using Visuel.Server.Tests.Contracts;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Reliability;

/// <summary>Files that cannot be removed: one person's trouble, and nobody else's.</summary>
public sealed class BrokenFolderTests
{
    private const string Generate = "/api/images/generate";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_of_another_user_of_the_machine_keeps_one_erasure_waiting_and_nobody_else()
    {
        using var place = new Installation();
        IReadOnlyList<string> asNobody = WithoutRights();
        string folder;
        await using (var server = await place.StartAsync(asNobody))
        {
            using var owner = await place.SignUpAsync(server, "owner");
            using var ada = await place.SignUpAsync(server, "ada", "creator");
            var drawn = await ada.PostAsync(Generate, new { contentTitle = "Atelier de poterie" });
            Assert.Equal(200, drawn.Status);
            folder = FolderOf(place, drawn.Json.GetProperty("id").GetGuid());
            await RunAsync("chown", "-R", "65534", folder);

            var refused = await ada.DeleteAsync($"/api/images/{drawn.Json.GetProperty("id").GetGuid()}");
            Assert.Equal((503, "store_unavailable"), (refused.Status, refused.Code));
            Assert.Equal(204, (await EraseAsync(ada)).Status);
            await WaitForAsync(owner, "erase-accounts", "file_unavailable");
            Assert.Equal(200, (await owner.PostAsync(Generate, new { prompt = "a bicycle" })).Status);
            var page = WebUtility.HtmlDecode((await owner.GetAsync("/admin")).Text);
            Assert.Contains(Path.GetFileName(folder), page, StringComparison.Ordinal);
            Assert.Contains("appartient à l'utilisateur sous lequel Visuel tourne", page, StringComparison.Ordinal);
            Assert.Equal(0, (await server.StopAsync()).Code);
        }

        await using var again = await place.StartAsync(asNobody);
        using var same = place.Returns(again, "owner");
        await WaitForAsync(same, "erase-accounts", "file_unavailable");
        Assert.Equal(200, (await same.PostAsync(Generate, new { prompt = "a tricycle" })).Status);
        await RunAsync("chown", "-R", "0", folder);
        await WaitForNothingAsync(same);
        Assert.Empty(Directory.EnumerateFiles(folder));
    }

    [Fact]
    public async Task A_database_that_was_removed_under_the_server_takes_nothing_more_in()
    {
        using var folder = new TemporaryFolder();
        await using var host = VisuelHost.Start(folder: folder);
        using var owner = await host.SignUpAsync("owner");
        var file = Path.Combine(folder.Path, "visuel.db");
        File.Move(file, $"{file}.moved");

        var refused = await owner.PostAsync("/api/contents", new { type = "article", title = "Soldes d'été" });
        Assert.Equal((503, "store_unavailable"), (refused.Status, refused.Code));
        await Eventually.HappensAsync(async () => (await owner.GetAsync("/health/ready")).Status == 503);

        File.Move($"{file}.moved", file);
        await Eventually.HappensAsync(async () => (await owner.GetAsync("/health/ready")).Status == 200);
        Assert.Equal(
            201, (await owner.PostAsync("/api/contents", new { type = "article", title = "Soldes d'été" })).Status);
    }

    [Fact]
    public async Task The_file_of_a_generation_that_broke_off_cannot_be_removed_and_the_server_starts_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var clock = new HurriedTime(20, DateTimeOffset.UtcNow);
        BlobName kept;
        await using (var before = VisuelHost.Start(folder: folder))
        {
            var (_, ada) = await before.SignUpWithPlanAsync("creator");
            var me = (await ada.GetAsync("/api/auth/me")).Json;
            var workspace = new WorkspaceId(me.GetProperty("workspaceId").GetGuid());
            kept = new BlobName(workspace, new ImageId(Guid.CreateVersion7()));
            await BeginSavingAsync(before, kept);
        }

        var images = Path.Combine(folder.Path, "images");
        DiskBlobsTests.HoldFast(images, kept);
        await using var after = VisuelHost.Start(clock: clock, folder: folder);
        using var again = await after.SignInAsync("ada");
        using var owner = await after.SignInAsync("owner");
        await WaitForAsync(owner, "settle-holds", "file_unavailable");
        Assert.Equal(1, (await again.QuotaAsync()).Held);
        Assert.Equal(200, (await owner.PostAsync(Generate, new { prompt = "a bicycle" })).Status);

        var place = Path.Combine(images, kept.Workspace.ToString(), $"{kept.Image}.png");
        Directory.Delete(place, recursive: true);
        await File.WriteAllBytesAsync(place, [1], Stop);
        await Eventually.HappensAsync(async () => await again.QuotaAsync() is (0, 50, 50, 0), seconds: 30);
        Assert.False(File.Exists(place));
        await WaitForNothingAsync(owner);
    }

    [Fact]
    public async Task Visitors_behind_one_that_cannot_be_removed_are_removed()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        var clock = new HurriedTime(1, DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>(hf.Settings, StringComparer.Ordinal)
        {
            ["DEFAULT_HF_TOKEN"] = FakeHuggingFace.Token,
        };
        await using (var before = VisuelHost.Start(settings, clock, folder))
        {
            for (var number = 0; number < 3; number++)
            {
                using var visitor = before.Visitor();
                Assert.Equal(200, (await visitor.PostAsync(Generate, new { prompt = $"bicycle {number}" })).Status);
            }
        }

        var images = Path.Combine(folder.Path, "images");
        var file = new FileInfo(Directory.EnumerateFiles(images, "*.png", SearchOption.AllDirectories).Order().First());
        var image = Guid.Parse(Path.GetFileNameWithoutExtension(file.Name));
        DiskBlobsTests.HoldFast(images, new BlobName(new(Guid.Parse(file.Directory!.Name)), new(image)));
        clock = new HurriedTime(1, DateTimeOffset.Parse("2026-11-26T10:00:00Z", null));
        await using var after = VisuelHost.Start(settings, clock, folder);
        await Eventually.HappensAsync(
            () => !Directory.EnumerateFiles(images, "*.png", SearchOption.AllDirectories).Any(), seconds: 20);
        using var anybody = after.Visitor();
        await WaitForAsync(anybody, "remove-visitors", "file_unavailable");
    }

    [Fact]
    public async Task A_folder_of_images_that_was_removed_under_the_server_is_made_again()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(200, (await owner.PostAsync(Generate, new { prompt = "a bicycle" })).Status);
        Directory.Delete(Path.Combine(host.DataFolder, "images"), recursive: true);
        var drawn = await owner.PostAsync(Generate, new { prompt = "a tricycle" });
        Assert.Equal(200, drawn.Status);
        Assert.Equal(200, (await owner.GetAsync(drawn.Json.GetProperty("url").GetString()!)).Status);
    }

    [Theory]
    [InlineData("a file")]
    [InlineData("a link to nowhere")]
    public async Task A_folder_of_images_that_nothing_can_be_written_to_is_told_by_readiness_until_it_is_mended(
        string what)
    {
        using var folder = new TemporaryFolder();
        var images = Path.Combine(folder.Path, "images");
        var arrivals = Path.Combine(images, "arrivals");
        await using var host = VisuelHost.Start(clock: new HurriedTime(20, DateTimeOffset.UtcNow), folder: folder);
        using var owner = await host.SignUpAsync("owner");
        Assert.False((await owner.GetAsync("/health/ready")).Json.TryGetProperty("failing", out _));
        Directory.Delete(images, recursive: true);
        if (what == "a file")
        {
            await File.WriteAllBytesAsync(images, [1], Stop);
        }
        else
        {
            Directory.CreateDirectory(images);
            File.CreateSymbolicLink(arrivals, Path.Combine(folder.Path, "nothing", "here"));
        }

        Assert.Equal("store_unavailable", (await owner.PostAsync(Generate, new { prompt = "a bicycle" })).Code);
        await WaitForAsync(owner, "write-to-folder", "store_unavailable", setAside: 0);
        var page = WebUtility.HtmlDecode((await owner.GetAsync("/admin")).Text);
        Assert.Contains("VISUEL_DATA/images", page, StringComparison.Ordinal);
        Assert.Contains(images, host.Logs.Text, StringComparison.Ordinal);

        File.Delete(what == "a file" ? images : arrivals);
        await WaitForNothingAsync(owner);
        Assert.Equal(200, (await owner.PostAsync(Generate, new { prompt = "a tricycle" })).Status);
        Assert.Empty(Directory.EnumerateFiles(arrivals, "*", SearchOption.AllDirectories));
    }

    private static async Task BeginSavingAsync(VisuelHost host, BlobName image)
    {
        var generations = host.Services.GetRequiredService<IGenerations>();
        var (node, now) = (host.Services.GetRequiredService<NodeSlot>().Name, DateTimeOffset.UtcNow);
        var hold = new CreditHold(new(Guid.CreateVersion7()), image.Workspace, now, now.AddHours(1));
        await generations.StartAsync(Some.Start(hold), 50, new DrawingClaim(node, now, now.AddHours(1), 64), Stop);
        Assert.True(await generations.BeginSavingAsync(hold.Generation, node, image.Image, Stop));
    }

    private static Task WaitForAsync(
        Visitor visitor, string round, string reason, int setAside = 1) => Eventually.HappensAsync(
        async () =>
        {
            var ready = await visitor.GetAsync("/health/ready");
            Assert.Equal(200, ready.Status);
            return ready.Json.TryGetProperty("failing", out var failing) && failing.EnumerateArray().Any(
                one => one.GetProperty("round").GetString() == round
                    && one.GetProperty("reason").GetString() == reason
                    && one.GetProperty("setAside").GetInt32() == setAside);
        },
        seconds: 20);

    private static Task WaitForNothingAsync(Visitor visitor) => Eventually.HappensAsync(
        async () => !(await visitor.GetAsync("/health/ready")).Json.TryGetProperty("failing", out _), seconds: 60);

    private static Task<Reply> EraseAsync(Visitor visitor) => visitor.SendAsync(
        new HttpRequestMessage(HttpMethod.Delete, "/api/auth/me")
        {
            Content = JsonContent.Create(new { password = Actor.Password }),
        });

    private static string FolderOf(Installation place, Guid image)
    {
        var images = Path.Combine(place.Folder, "data", "images");
        var file = Directory.EnumerateFiles(images, $"{image}.png", SearchOption.AllDirectories).Single();
        return Path.GetDirectoryName(file)!;
    }

    // Root passes over permissions; without these rights it is an ordinary user that owns the folder.
    private static string[] WithoutRights()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"),
            "SKIPPED: needs root on Linux, to give a folder to another user, and setpriv.");
        return ["/usr/bin/setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner,-chown"];
    }

    private static async Task RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { UseShellExecute = false })!;
        await process.WaitForExitAsync(Stop);
        Assert.Equal(0, process.ExitCode);
    }
}
