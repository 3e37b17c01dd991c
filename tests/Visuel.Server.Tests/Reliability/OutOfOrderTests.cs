using System.Diagnostics;
using Visuel.Server.Tests.Fakes;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Reliability;

/// <summary>The machine misbehaves: a full disk, a read-only one, a torn file, a clock that jumps. The documented
/// answer comes, and nothing is lost.</summary>
public sealed class OutOfOrderTests
{
    private const string Generate = "/api/images/generate";

    [Fact]
    public async Task On_a_full_disk_the_answer_is_507_nothing_is_charged_and_with_room_it_goes_on()
    {
        using var disk = new SmallDisk(megabytes: 24);
        using var place = new Installation(disk.Path);
        await using var server = await place.StartAsync();
        using var owner = await place.SignUpAsync(server, "owner");
        var before = await DrawAsync(owner, 1);
        Assert.Equal(200, before.Status);

        // Room for the ledger's lines, not for an image; then for nothing at all.
        foreach (var left in new[] { 96 * 1024, 0 })
        {
            disk.Fill(left);
            for (var number = 10; number < 14; number++)
            {
                var refused = await DrawAsync(owner, number + left);
                Assert.Equal((507, "storage_full"), (refused.Status, refused.Code));
            }

            Assert.Equal(200, (await owner.GetAsync(before.Json.GetProperty("url").GetString()!)).Status);
            disk.Empty();
            await Eventually.HappensAsync(async () => (await owner.QuotaAsync()).Held == 0);
        }

        Assert.Equal(200, (await DrawAsync(owner, 2)).Status);
        Assert.Equal((2, 0), await owner.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);
        await server.KillAsync();
        Assert.Empty(place.Audit());
    }

    [Fact]
    public async Task On_a_read_only_folder_the_answer_is_503_nothing_is_charged_and_afterwards_it_goes_on()
    {
        using var disk = new SmallDisk(megabytes: 32);
        using var place = new Installation(disk.Path);
        await using var server = await place.StartAsync();
        using var owner = await place.SignUpAsync(server, "owner");
        Assert.Equal(200, (await DrawAsync(owner, 1)).Status);

        disk.Protect();
        var refused = await DrawAsync(owner, 2);
        Assert.Equal((503, "store_unavailable"), (refused.Status, refused.Code));
        var (code, errors) = await TryStartAsync(disk.Path);
        Assert.Equal(2, code);
        Assert.Contains("VISUEL_DATA must be a folder that can be written to", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);

        disk.Unprotect();
        Assert.Equal(200, (await DrawAsync(owner, 3)).Status);
        await Eventually.HappensAsync(async () => (await owner.QuotaAsync()).Held == 0);
        Assert.Equal(2, (await owner.QuotaAsync()).Used);
        await server.KillAsync();
        Assert.Empty(place.Audit());
    }

    [Fact]
    public async Task A_torn_end_of_the_write_ahead_log_loses_nothing_that_was_answered()
    {
        using var place = new Installation();
        await using (var server = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(server, "owner");
            Assert.All(
                await Task.WhenAll(Enumerable.Range(0, 5).Select(number => DrawAsync(owner, number))),
                reply => Assert.Equal(200, reply.Status));
            await server.KillAsync();
        }

        // As a power cut leaves it: the beginning of a transaction that nobody was told of.
        await using (var log = new FileStream(place.WriteAheadLog, FileMode.Append))
        {
            await log.WriteAsync(new byte[3000], TestContext.Current.CancellationToken);
        }

        await using var next = await place.StartAsync();
        using var again = place.Returns(next, "owner");
        Assert.Equal(5, (await again.QuotaAsync()).Used);
        await next.KillAsync();
        Assert.Empty(place.Audit());
    }

    [Fact]
    public async Task A_write_ahead_log_cut_short_takes_its_last_transactions_with_it_and_leaves_the_rest_whole()
    {
        using var place = new Installation();
        var answered = new List<string>();
        await using (var server = await place.StartAsync())
        {
            using var owner = await place.SignUpAsync(server, "owner");
            for (var number = 0; number < 5; number++)
            {
                answered.Add((await DrawAsync(owner, number)).Json.GetProperty("id").GetString()!);
            }

            await server.KillAsync();
        }

        await using (var log = new FileStream(place.WriteAheadLog, FileMode.Open))
        {
            // Somewhere in what the last image wrote.
            log.SetLength(log.Length - 6000);
        }

        await using var next = await place.StartAsync();
        using var again = place.Returns(next, "owner");
        var kept = (await again.GetAsync("/api/images")).Json.GetProperty("items").EnumerateArray()
            .Select(image => image.GetProperty("id").GetString()!).ToList();
        Assert.Subset(answered.ToHashSet(), kept.ToHashSet());
        Assert.True(kept.Count >= 4, $"{kept.Count} of 5 images");
        Assert.Equal((kept.Count, 0), await again.QuotaAsync() is var quota ? (quota.Used, quota.Held) : default);
        Assert.Equal(200, (await DrawAsync(again, 9)).Status);
        await next.KillAsync();
        // The file of an image whose record is gone is never removed: somebody may want it.
        Assert.All(
            place.Audit(), wrong => Assert.StartsWith("a file without a record", wrong, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clock_that_jumps_a_month_ahead_and_back_changes_no_count()
    {
        var clock = new JumpingTime(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromSeconds(2) });
        await using var host = VisuelHost.Start(hf.Settings, clock);
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        Assert.Equal(200, (await DrawAsync(ada, 1)).Status);
        var drawing = DrawAsync(ada, 2);
        await Eventually.HappensAsync(async () => (await ada.QuotaAsync()).Held == 1);

        clock.Jump(TimeSpan.FromDays(29));
        Assert.Equal((0, 50, 50, 0), await ada.QuotaAsync());
        Assert.Equal(200, (await drawing).Status);
        Assert.Equal((0, 50, 50, 0), await ada.QuotaAsync());
        Assert.Equal(200, (await DrawAsync(ada, 3)).Status);
        Assert.Equal((1, 50, 49, 0), await ada.QuotaAsync());

        clock.Jump(TimeSpan.FromDays(-29));
        Assert.Equal((2, 50, 48, 0), await ada.QuotaAsync());
        Assert.Equal(200, (await DrawAsync(ada, 4)).Status);
        Assert.Equal((3, 50, 47, 0), await ada.QuotaAsync());
        Assert.Equal(4, (await ada.GetAsync("/api/images")).Json.GetProperty("items").GetArrayLength());
    }

    private static Task<Reply> DrawAsync(Actor actor, int number) =>
        actor.PostAsync(Generate, new { prompt = $"a bicycle, number {number}" });

    private static async Task<(int Code, string Errors)> TryStartAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [RunningServer.Program, "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }

    /// <summary>The real clock, moved.</summary>
    private sealed class JumpingTime(DateTimeOffset startsAt) : TimeProvider
    {
        private long offset = (startsAt - System.GetUtcNow()).Ticks;

        public void Jump(TimeSpan by) => Interlocked.Add(ref offset, by.Ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref offset));
    }
}
