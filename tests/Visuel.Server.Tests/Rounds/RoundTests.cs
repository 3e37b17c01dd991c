using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Visuel.Core;
using Visuel.Core.Library;
using Visuel.Server.Rounds;

namespace Visuel.Server.Tests.Rounds;

/// <summary>A round whatever it does: what all of the server's have from it.</summary>
public sealed class RoundTests : IDisposable
{
    private static readonly Rhythm Every = new("test", "The test", TimeSpan.FromMinutes(5));

    private readonly FakeTimeProvider clock = new(DateTimeOffset.Parse("2026-11-24T10:00:00Z", null));
    private readonly LogLines logs = new();
    private readonly RoundsHealth health;

    public RoundTests() => health = new RoundsHealth(clock);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_it_fails_it_is_told_and_made_again_ever_later()
    {
        Exception[] thrown =
            [new InvalidOperationException(), new OperationCanceledException(), new StoreUnavailableException()];
        var made = 0;
        using var round = New(
            Every, (_, _) => Interlocked.Increment(ref made) <= 3 ? throw thrown[made - 1] : Task.FromResult(false));
        await round.StartAsync(Stop);
        foreach (var (wait, expected) in ((int, int)[])[(1, 2), (2, 3), (4, 4)])
        {
            await Eventually.HappensAsync(() => made == expected - 1 && round.Slept == made);
            Assert.Equal(expected - 1, Assert.Single(health.Troubled).Failure!.Failures);
            clock.Advance(TimeSpan.FromSeconds(wait));
        }

        await Eventually.HappensAsync(() => made == 4 && health.Troubled.Count == 0);
        Assert.Contains("The test works again, after 3 failures", logs.Text, StringComparison.Ordinal);
        await AssertEndsAsync(round);
    }

    [Fact]
    public async Task What_fails_between_two_rounds_does_not_end_it()
    {
        var made = 0;
        using var round = New(Every, (_, _) => Task.FromResult(++made < 0));
        round.IsPauseUnknown = true;
        await round.StartAsync(Stop);
        await Eventually.HappensAsync(() => health.Troubled.Count == 1);
        round.IsPauseUnknown = false;
        await Eventually.HappensAsync(() => logs.Text.Contains("is tried again in", StringComparison.Ordinal));
        clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HappensAsync(() => made == 2 && health.Troubled.Count == 0);
        await AssertEndsAsync(round);
    }

    [Fact]
    public async Task Before_requests_it_fails_without_stopping_the_start()
    {
        var made = 0;
        using var round = New(
            Every with { IsBeforeServing = true },
            (_, _) => ++made == 1 ? throw new InvalidOperationException() : Task.FromResult(false));
        await round.StartAsync(Stop);
        Assert.Equal(1, made);
        await Eventually.HappensAsync(() => round.Slept == 1);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HappensAsync(() => made == 2 && health.Troubled.Count == 0);
        await AssertEndsAsync(round);
    }

    [Fact]
    public async Task What_it_throws_while_the_server_stops_keeps_nothing_up()
    {
        var hasBegun = false;
        using var round = New(Every, async (_, stop) =>
        {
            hasBegun = true;
            try
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
            catch (OperationCanceledException)
            {
                throw new InvalidOperationException();
            }

            return false;
        });
        round.Last = () => throw new StoreUnavailableException();
        await round.StartAsync(Stop);
        await Eventually.HappensAsync(() => hasBegun);
        await AssertEndsAsync(round);
        Assert.Contains("could not be done", logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_thing_that_fails_is_set_aside_and_the_others_are_done_until_its_time_comes()
    {
        var (bad, good) = (Guid.NewGuid(), Guid.NewGuid());
        var (tries, isMended) = (new List<Guid>(), false);
        using var round = New(Every, async (self, stop) =>
        {
            await self.SeeToAsync([bad, good], thing =>
            {
                tries.Add(thing);
                return thing == bad && !isMended ? throw new FileUnavailableException() : Task.CompletedTask;
            });
            return false;
        });
        await round.StartAsync(Stop);
        await Eventually.HappensAsync(() => round.Slept == 1);
        Assert.Equal([bad, good], tries);
        var trouble = Assert.Single(health.Troubled);
        Assert.Null(trouble.Failure);
        var aside = Assert.Single(trouble.SetAside);
        Assert.Equal((bad, "file_unavailable", 1), (aside.Thing.Id, aside.Reason, aside.Attempts));

        // Woken early it leaves that one alone; it comes back for it by itself, though its pause is five minutes.
        round.Wake();
        await Eventually.HappensAsync(() => round.Slept == 2);
        Assert.Equal([bad, good, good], tries);
        isMended = true;
        clock.Advance(TimeSpan.FromSeconds(5));
        await Eventually.HappensAsync(() => round.Slept == 3);
        Assert.Equal([bad, good, good, bad, good], tries);
        Assert.Empty(health.Troubled);
        await AssertEndsAsync(round);
    }

    [Fact]
    public async Task What_has_its_time_while_a_round_is_made_is_not_left_until_the_next_one()
    {
        var (bad, slow) = (Guid.NewGuid(), Guid.NewGuid());
        var tries = new List<Guid>();
        using var round = New(Every, async (self, stop) =>
        {
            await self.SeeToAsync([bad, slow], thing =>
            {
                tries.Add(thing);
                if (thing == slow && tries.Count > 2)
                {
                    clock.Advance(TimeSpan.FromSeconds(30));
                }

                return thing == bad && tries.Count == 1 ? throw new FileUnavailableException() : Task.CompletedTask;
            });
            return false;
        });
        await round.StartAsync(Stop);
        await Eventually.HappensAsync(() => round.Slept == 1);
        round.Wake();
        await Eventually.HappensAsync(() => tries.Count(thing => thing == bad) == 2);
        Assert.Equal([bad, slow, slow, bad], tries.Take(4));
        await AssertEndsAsync(round);
    }

    [Fact]
    public async Task While_the_store_is_away_no_thing_is_blamed_for_it()
    {
        using var round = New(Every, async (self, stop) =>
        {
            await self.SeeToAsync([Guid.NewGuid(), Guid.NewGuid()], _ => throw new StoreUnavailableException());
            return false;
        });
        await round.StartAsync(Stop);
        await Eventually.HappensAsync(() => round.Slept == 1);
        var trouble = Assert.Single(health.Troubled);
        Assert.Equal("store_unavailable", trouble.Failure!.Reason);
        Assert.Empty(trouble.SetAside);
        await AssertEndsAsync(round);
    }

    [Fact]
    public async Task A_thing_that_another_node_saw_to_is_forgotten_after_a_while()
    {
        var all = new List<Guid> { Guid.NewGuid() };
        using var round = New(Every, async (self, stop) =>
        {
            await self.SeeToAsync([.. all], _ => throw new InvalidOperationException());
            return false;
        });
        await round.StartAsync(Stop);
        await Eventually.HappensAsync(() => round.Slept == 1);
        all.Clear();
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Empty(health.Troubled);
        await AssertEndsAsync(round);
    }

    [Fact]
    public void Every_part_of_the_server_that_runs_beside_requests_is_a_round() => Assert.Equal(
        ["FinishDrawings"],
        typeof(Program).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IHostedService)))
            .Where(type => !type.IsAssignableTo(typeof(Round)))
            .Select(type => type.Name));

    public void Dispose() => logs.Dispose();

    private TestRound New(Rhythm rhythm, Func<TestRound, CancellationToken, Task<bool>> run)
    {
        var loggers = LoggerFactory.Create(to => to.SetMinimumLevel(LogLevel.Debug).AddProvider(logs));
        return new TestRound(rhythm, new RoundParts(health, clock, loggers), run);
    }

    private static async Task AssertEndsAsync(TestRound round)
    {
        await round.StopAsync(Stop);
        Assert.True(round.ExecuteTask is { IsCompleted: true, IsFaulted: false });
    }

    private sealed class TestRound(
        Rhythm rhythm, RoundParts parts, Func<TestRound, CancellationToken, Task<bool>> run) : Round(rhythm, parts)
    {
        public int Slept { get; private set; }

        public bool IsPauseUnknown { get; set; }

        protected override TimeSpan Pause => IsPauseUnknown ? throw new InvalidOperationException() : base.Pause;

        public Func<Task> Last { get; set; } = () => Task.CompletedTask;

        public Task<int> SeeToAsync(IReadOnlyList<Guid> all, Func<Guid, Task> act) =>
            ForEachAsync(all, id => new Thing("image", id), act, Stop);

        protected override Task<bool> RunAsync(CancellationToken stop) => run(this, stop);

        protected override Task EndAsync(CancellationToken stop) => Last();

        protected override void Sleeps(DateTimeOffset until) => Slept++;
    }
}
