using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Visuel.Core.Generation;
using Visuel.Server.Tests.Engines.HuggingFace;
using Visuel.Server.Tests.Fakes;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Reliability;

/// <summary>The real server is killed at random moments under load, again and again; after each restart everything fits
/// together. Five times, 500 with <c>./test all</c>, or as often as <c>VISUEL_KILLS</c> says. What happened is written
/// to <c>artifacts/kill-series.md</c>.</summary>
public sealed class KillSeriesTests
{
    private const int Clients = 6;

    private static readonly int Kills = Environment.GetEnvironmentVariable("VISUEL_KILLS") is { } number
        ? int.Parse(number, CultureInfo.InvariantCulture)
        : Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is null ? 5 : 500;

    [Fact]
    public async Task After_every_kill_the_ledger_the_records_and_the_files_agree_and_every_answered_image_is_there()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Maps(ImageModels.StableDiffusionXl.Id, EngineUnderTest.Mapping("fal-ai"));
        hf.Maps(ImageModels.FluxSchnell.Id, new FakeMapping("nscale", ImageModels.FluxSchnell.Id));
        hf.Draws(new FakePicture { Delay = TimeSpan.FromMilliseconds(300), Size = new DrawSize(256, 256) });
        using var place = RestartedDrawingTests.NewInstallation(hf);
        place.Settings["DRAWINGS_AT_ONCE"] = "5";
        var chance = new Random(20261126);
        var told = new Tally();
        var server = await place.StartAsync();
        try
        {
            (await place.SignUpAsync(server, "owner")).Dispose();
            (await place.SignUpAsync(server, "ada", "creator")).Dispose();
            for (var kill = 0; kill < Kills; kill++)
            {
                var answered = await KillUnderLoadAsync(
                    place, server, TimeSpan.FromMilliseconds(chance.Next(50, 1500)), kill, told);
                Assert.True(told.HoldsLeft(place.CountHolds()) >= 0);
                await server.DisposeAsync();
                server = await place.StartAsync();
                await SettleAsync(place);
                Assert.Empty(place.Audit());
                await ReadAllAsync(place, server, answered);
            }
        }
        finally
        {
            await server.DisposeAsync();
        }

        await File.WriteAllTextAsync(
            Path.Combine(PublishedServerTests.RootFolder(), "artifacts", "kill-series.md"), told.ToTable(Kills, place),
            TestContext.Current.CancellationToken);
        // A slow machine answers few before it dies; what it kept says whether it had something to do.
        var kept = place.CountCredits().Where(credit => credit.State is "committed")
            .Sum(credit => int.Parse(credit.Count, CultureInfo.InvariantCulture));
        Assert.True(told.Images > 0 && kept > Kills, $"There was no load to speak of: {kept} images kept.");
    }

    private static async Task<IReadOnlyList<(string Who, string Image)>> KillUnderLoadAsync(
        Installation place, RunningServer server, TimeSpan after, int round, Tally told)
    {
        var answered = new ConcurrentBag<(string, string)>();
        using var over = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var who = client % 2 == 0 ? "owner" : "ada";
            using var actor = place.Returns(server, who);
            for (var number = 0; !over.IsCancellationRequested; number++)
            {
                try
                {
                    await AskAsync(actor, who, $"a bicycle, {round}.{client}.{number}", client, answered, told);
                }
                catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
                {
                    told.Unanswered();
                    await Task.Delay(20, CancellationToken.None);
                }
            }
        })).ToList();
        // The first words and pictures of a process take longer on a slow machine.
        await Eventually.HappensAsync(() => place.CountInFlight() > 0 || !answered.IsEmpty);
        await Task.Delay(after, TestContext.Current.CancellationToken);
        await server.KillAsync();
        await over.CancelAsync();
        await Task.WhenAll(clients);
        return [.. answered];
    }

    // Some wait, some do not; some give up; some repeat themselves with a key; and each provider works its own way.
    private static async Task AskAsync(
        Actor actor, string who, string prompt, int client, ConcurrentBag<(string, string)> answered, Tally told)
    {
        var body = client switch
        {
            0 or 1 => (object)new { prompt, width = 256, height = 256 },
            2 or 3 => new { prompt, width = 256, height = 256, model = ImageModels.FluxSchnell.Id },
            4 => new { prompt = "the same for all", width = 256, height = 256, cache = "skip" },
            _ => new { prompt, width = 256, height = 256, model = ImageModels.Composer.Id },
        };
        (string, string)[] headers =
            client is 4 ? [("Prefer", "respond-async"), ("Idempotency-Key", prompt.Replace(' ', '_'))] : [];
        var reply = await actor.PostAsync("/api/images/generate", body, headers);
        switch (reply.Status)
        {
            case 200:
                told.Answered();
                answered.Add((who, reply.Json.GetProperty("id").GetString()!));
                break;
            case 202:
                told.Accepted();
                if (prompt.Length % 2 == 0)
                {
                    await actor.DeleteAsync(reply.Message.Headers.Location!.ToString());
                }

                break;
            case 402:
                // Ada's plan has fifty images.
                Assert.Equal(("ada", "quota_exhausted"), (who, reply.Code));
                await Task.Delay(50, CancellationToken.None);
                break;
            case 429:
                // A fast machine asks six hundred times before the minute is over.
                Assert.Equal("too_many_requests", reply.Code);
                await Task.Delay(50, CancellationToken.None);
                break;
            default:
                Assert.Fail($"{reply.Status} {reply.Text}");
                break;
        }
    }

    private static async Task SettleAsync(Installation place)
    {
        var clock = Stopwatch.StartNew();
        while (place.CountHolds() + place.CountInFlight() > 0)
        {
            Assert.True(
                clock.Elapsed < TimeSpan.FromSeconds(60),
                $"{place.CountHolds()} holds and {place.CountInFlight()} generations did not settle.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task ReadAllAsync(
        Installation place, RunningServer server, IReadOnlyList<(string Who, string Image)> answered)
    {
        foreach (var group in answered.GroupBy(pair => pair.Who))
        {
            using var actor = place.Returns(server, group.Key);
            foreach (var (_, image) in group)
            {
                var file = await actor.GetAsync($"/api/images/{image}/file");
                Assert.Equal(200, file.Status);
                Assert.Equal(256, new Png(file.Bytes).Width);
            }
        }
    }

    /// <summary>What happened in all rounds together.</summary>
    private sealed class Tally
    {
        private int answered;
        private int accepted;
        private int unanswered;
        private long holdsLeft;

        public int Images => answered;

        public void Answered() => Interlocked.Increment(ref answered);

        public void Accepted() => Interlocked.Increment(ref accepted);

        public void Unanswered() => Interlocked.Increment(ref unanswered);

        public long HoldsLeft(long count) => Interlocked.Add(ref holdsLeft, count);

        public string ToTable(int kills, Installation place)
        {
            var credits = place.CountCredits();
            var kinds = string.Join(", ", credits.Select(row => $"{row.State} ({row.Reason})"));
            var counts = string.Join(", ", credits.Select(row => row.Count));
            const string differences = "`used` ≠ committed images, records without a file, files without a record, " +
                "half files, holds or generations left after the restart";
            return string.Create(CultureInfo.InvariantCulture, $"""
                | what | count |
                |---|---|
                | kills (SIGKILL at a random moment, 50 to 1,500 ms into the load) | {kills} |
                | images answered with 200, each read back after the restart | {answered} |
                | requests answered with 202 | {accepted} |
                | requests that got no answer | {unanswered} |
                | holds that stood in the store when the process died | {holdsLeft} |
                | of all credits: {kinds} | {counts} |
                | {differences} | 0 |

                """);
        }
    }
}
