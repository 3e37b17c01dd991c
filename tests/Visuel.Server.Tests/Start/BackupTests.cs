using System.IO.Compression;
using Visuel.Server.Tests.Reliability;

namespace Visuel.Server.Tests.Start;

/// <summary>Backups of a real installation, by the commands people type.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly Installation place = new();
    private readonly Installation elsewhere = new();

    private string File => Path.Combine(place.Folder, "visuel.zip");

    [Fact]
    public async Task What_is_backed_up_while_a_server_runs_is_there_after_a_restore_and_people_are_still_signed_in()
    {
        Pictures before;
        await using (var server = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(server, "owner");
            before = await Pictures.DrawAsync(owner, 3);
            Assert.Equal(0, (await RunAsync(place, "backup", "visuel.zip")).Code);
            await Pictures.DrawAsync(owner, 1);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }

        var restored = await RunAsync(elsewhere, "restore", File);
        Assert.Equal((0, ""), (restored.Code, restored.Errors));
        await using var again = await elsewhere.StartAsync();
        using var same = place.Returns(again, "owner");
        await before.AssertSameAsync(same);
        Assert.Equal(3, (await same.QuotaAsync()).Used);
        Assert.Empty(elsewhere.Audit());
    }

    [Fact]
    public async Task Nothing_is_lost_by_mistake()
    {
        await using (var server = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(server, "owner");
            await Pictures.DrawAsync(owner, 1);
            Assert.Equal(0, (await RunAsync(place, "backup", "visuel.zip")).Code);
            await AssertRefusedAsync("running", "restore", File, "--replace");
        }

        await AssertRefusedAsync("exists already", "backup", "visuel.zip");
        await AssertRefusedAsync("--replace", "restore", File);
        await AssertRefusedAsync("not a backup", "restore", Path.Combine(place.Folder, "data", "visuel.db"));
        await AssertRefusedAsync("nowhere.zip", "restore", "nowhere.zip");
        var half = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        await System.IO.File.WriteAllBytesAsync(
            Path.Combine(place.Folder, "half.zip"), half[..(half.Length / 2)], TestContext.Current.CancellationToken);
        await AssertRefusedAsync("not a whole one", "restore", "half.zip", "--replace");
        Assert.Empty(place.Audit());
        Assert.Equal(0, (await RunAsync(place, "restore", File, "--replace")).Code);
        Assert.Empty(place.Audit());
        Assert.Equal(1, (await RunAsync(elsewhere, "backup", "empty.zip")).Code);
        Assert.False(System.IO.File.Exists(Path.Combine(elsewhere.Folder, "data", "visuel.db")));
    }

    [Fact]
    public async Task A_backup_that_was_changed_is_not_taken_for_whole_and_the_server_does_not_serve_it()
    {
        await using (var server = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(server, "owner");
        }

        Assert.Equal(0, (await RunAsync(place, "backup", "visuel.zip")).Code);
        await using (var zip = await ZipFile.OpenAsync(
            File, ZipArchiveMode.Update, TestContext.Current.CancellationToken))
        {
            zip.GetEntry("records/accounts.jsonl")!.Delete();
        }

        var refused = await RunAsync(elsewhere, "restore", File);
        Assert.Equal(1, refused.Code);
        Assert.Contains("accounts is not what the backup says it holds", refused.Errors, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => elsewhere.StartAsync());
        Assert.Equal(1, (await RunAsync(elsewhere, "backup", "half.zip")).Code);
    }

    [Fact]
    public async Task A_backup_of_a_version_that_signed_its_sessions_is_restored_without_them()
    {
        await using (var server = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(server, "owner");
        }

        Assert.Equal(0, (await RunAsync(place, "backup", "visuel.zip")).Code);
        var stop = TestContext.Current.CancellationToken;
        await using (var zip = await ZipFile.OpenAsync(File, ZipArchiveMode.Update, stop))
        {
            Rewrite(
                zip, "records/signIns.jsonl", "records/sessions.jsonl",
                _ => """{"id":"1","account":"2","startedAt":1,"expiresAt":2}""");
            Rewrite(
                zip, "visuel-backup.json", "visuel-backup.json",
                said => said.Replace("signIns", "sessions", StringComparison.Ordinal));
        }

        Assert.Equal(0, (await RunAsync(elsewhere, "restore", File)).Code);
        await using var again = await elsewhere.StartAsync();
        using var same = place.Returns(again, "owner");
        Assert.Equal(401, (await same.GetAsync("/api/auth/me")).Status);
        Assert.Equal(200, (await same.PostAsync("/api/auth/login", new { same.Email, Actor.Password })).Status);
    }

    [Theory]
    [InlineData("records/accounts.jsonl", false, "larger than anything")]
    [InlineData("records/accounts.jsonl", true, "accounts.jsonl is damaged")]
    [InlineData("visuel-backup.json", false, "larger than anything")]
    [InlineData("visuel-backup.json", true, "not a whole one")]
    public async Task A_backup_that_unpacks_to_far_more_than_it_is_fills_no_disk_and_no_memory(
        string entry, bool claimsLess, string because)
    {
        await using (var server = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(server, "owner");
        }

        Assert.Equal(0, (await RunAsync(place, "backup", "visuel.zip")).Code);
        await using (var zip = await ZipFile.OpenAsync(
            File, ZipArchiveMode.Update, TestContext.Current.CancellationToken))
        {
            Rewrite(zip, entry, entry, before => before + new string(' ', 100 * 1024 * 1024));
        }

        if (claimsLess)
        {
            var bytes = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
            // The name in the list of entries at the end, and 22 bytes before it the size unpacked (APPNOTE, 4.3.12).
            var name = bytes.AsSpan().LastIndexOf(System.Text.Encoding.ASCII.GetBytes(entry));
            BitConverter.TryWriteBytes(bytes.AsSpan(name - 22, 4), 100);
            await System.IO.File.WriteAllBytesAsync(File, bytes, TestContext.Current.CancellationToken);
        }

        var refused = await RunAsync(elsewhere, "restore", File);
        Assert.Equal(1, refused.Code);
        Assert.Contains(because, refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        place.Dispose();
        elsewhere.Dispose();
    }

    private static void Rewrite(ZipArchive zip, string name, string newName, Func<string, string> change)
    {
        string before;
        using (var reader = new StreamReader(zip.GetEntry(name)!.Open()))
        {
            before = reader.ReadToEnd();
        }

        zip.GetEntry(name)!.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(newName).Open());
        writer.Write(change(before));
    }

    private static Task<CommandLine> RunAsync(Installation at, params string[] words) =>
        CommandLine.RunAsync(at.Folder, at.Settings, words);

    private async Task AssertRefusedAsync(string because, params string[] words)
    {
        var said = await RunAsync(place, words);
        Assert.Equal(1, said.Code);
        Assert.Contains(because, said.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Errors, StringComparison.Ordinal);
    }
}

/// <summary>Pictures somebody has drawn, with their bytes.</summary>
internal sealed record Pictures(IReadOnlyDictionary<string, byte[]> Files)
{
    public static async Task<Pictures> DrawAsync(Actor actor, int count)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var number = 0; number < count; number++)
        {
            var drawn = await actor.PostAsync(
                "/api/images/generate",
                new { prompt = $"a lighthouse, number {Guid.NewGuid()}", width = 256, height = 256 });
            Assert.Equal(200, drawn.Status);
            var id = drawn.Json.GetProperty("id").GetString()!;
            files.Add(id, (await actor.GetAsync($"/api/images/{id}/file")).Bytes);
        }

        return new Pictures(files);
    }

    /// <summary>They are there, with the same bytes.</summary>
    public async Task AssertSameAsync(Actor actor)
    {
        foreach (var (id, bytes) in Files)
        {
            var file = await actor.GetAsync($"/api/images/{id}/file");
            Assert.Equal(200, file.Status);
            Assert.Equal(bytes, file.Bytes);
        }
    }
}
