using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Journeys;

/// <summary>The turn of the month on a whole server: by its own scheduler, and by whoever calls from outside.</summary>
public sealed class MonthTurnTests
{
    private const string Cron = "/api/cron/reset-image-quotas";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_the_first_at_midnight_the_server_archives_the_month_by_itself()
    {
        var clock = At("2026-11-30T23:50:00Z");
        await using var host = VisuelHost.Start(clock: clock);
        await WaitForRunAsync(host, "2026-10", "2026-11-30T23:50:00.000Z");
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        Assert.Equal(200, (await ada.PostAsync(
            "/api/images/generate", new { prompt = "a cat", width = 256, height = 256 })).Status);

        await WaitForSleepAsync(host, "2026-12-01T00:00:00");
        clock.Advance(TimeSpan.FromSeconds(599));
        Assert.Equal("2026-10", (await ResetOfAsync(host)).LastPeriod);
        clock.Advance(TimeSpan.FromSeconds(1));

        await WaitForRunAsync(host, "2026-11", "2026-12-01T00:00:00.000Z");
        // It lay down once and slept through: a second before midnight it did not look.
        Assert.Single(host.Logs.Text.Split('\n'), line => line.Contains(
            "looked at again at 2026-12-01T00:00:00", StringComparison.Ordinal));
        var summary = Assert.Single(await ListAsync(host, ada, new Period(2026, 12)));
        Assert.Equal(
            (new Period(2026, 11), 1, 0, 0), (summary.Period, summary.Used, summary.Released, summary.FreeOfCharge));
        Assert.Equal((0, 50, 50, 0), await ada.QuotaAsync());
    }

    [Fact]
    public async Task The_page_of_plans_shows_past_months_to_each_their_own_and_the_last_run_to_administrators_alone()
    {
        var clock = At("2026-11-30T23:59:00Z");
        await using var host = VisuelHost.Start(clock: clock);
        await WaitForSleepAsync(host, "2026-12-01T00:00:00");
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        await ada.PostAsync("/api/images/generate", new { prompt = "a cat", width = 256, height = 256 });
        Assert.DoesNotContain("Images des mois précédents", await PageAsync(ada), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(1));
        await WaitForRunAsync(host, "2026-11", "2026-12-01T00:00:00.000Z");

        Assert.Contains("<dt>novembre 2026</dt><dd>1</dd>", await PageAsync(ada), StringComparison.Ordinal);
        Assert.DoesNotContain("Remise à zéro mensuelle", await PageAsync(ada), StringComparison.Ordinal);
        var page = await PageAsync(owner);
        Assert.DoesNotContain("novembre 2026</dt>", page, StringComparison.Ordinal);
        Assert.Contains(
            "dernier passage le 1er décembre 2026, 01:00, mois archivés jusqu'à novembre 2026 inclus.", page,
            StringComparison.Ordinal);
        using var visitor = host.Visitor();
        Assert.DoesNotContain("Remise à zéro mensuelle", await PageAsync(visitor), StringComparison.Ordinal);

        static async Task<string> PageAsync(Visitor visitor) =>
            System.Net.WebUtility.HtmlDecode((await visitor.GetAsync("/plans")).Text);
    }

    [Fact]
    public async Task A_turn_that_was_missed_is_made_up_for_at_start_and_a_start_in_between_runs_nothing()
    {
        using var folder = new TemporaryFolder();
        await using (var before = VisuelHost.Start(clock: At("2026-11-20T10:00:00Z"), folder: folder))
        {
            await WaitForRunAsync(before, "2026-10", "2026-11-20T10:00:00.000Z");
        }

        await using (var after = VisuelHost.Start(clock: At("2027-02-05T08:00:00Z"), folder: folder))
        {
            await WaitForRunAsync(after, "2027-01", "2027-02-05T08:00:00.000Z");
        }

        var clock = At("2027-02-06T08:00:00Z");
        await using var again = VisuelHost.Start(clock: clock, folder: folder);
        await WaitForSleepAsync(again, "2027-02-06T08:15:00");
        clock.Advance(TimeSpan.FromMinutes(20));
        await WaitForSleepAsync(again, "2027-02-06T08:35:00");
        Assert.Equal("2027-02-05T08:00:00.000Z", (await ResetOfAsync(again)).LastRunAt);
    }

    [Fact]
    public async Task A_clock_that_is_moved_in_either_direction_is_followed_within_a_quarter_of_an_hour()
    {
        var clock = At("2026-11-15T12:00:00Z");
        await using var host = VisuelHost.Start(clock: clock);
        await WaitForRunAsync(host, "2026-10", "2026-11-15T12:00:00.000Z");
        // Moving the clock wakes nobody; time that passes does.
        await WaitForSleepAsync(host, "2026-11-15T12:15:00");
        await MoveAsync("2026-12-15T12:00:00Z", "2026-11", "2026-12-15T12:15:00.000Z");
        await WaitForSleepAsync(host, "2026-12-15T12:30:00");
        await MoveAsync("2026-11-15T12:00:00Z", "2026-10", "2026-11-15T12:15:00.000Z");

        // What was recorded while it was ahead does not keep the real turn from being seen.
        await WaitForSleepAsync(host, "2026-11-15T12:30:00");
        await MoveAsync("2026-11-30T23:50:00Z", "2026-11", "2026-12-01T00:05:00.000Z");

        async Task MoveAsync(string to, string lastPeriod, string ranAt)
        {
            clock.AdjustTime(DateTimeOffset.Parse(to, null));
            clock.Advance(TimeSpan.FromMinutes(15));
            await WaitForRunAsync(host, lastPeriod, ranAt);
        }
    }

    [Fact]
    public async Task While_the_store_is_away_at_midnight_the_server_goes_on_and_archives_a_minute_after_it_is_back()
    {
        var clock = At("2026-11-30T23:59:00Z");
        await using var host = VisuelHost.Start(clock: clock);
        await WaitForRunAsync(host, "2026-10", "2026-11-30T23:59:00.000Z");
        await WaitForSleepAsync(host, "2026-12-01T00:00:00");
        await using (var other = new SqliteConnection(
            $"Data Source={Path.Combine(host.DataFolder, "visuel.db")};Pooling=False"))
        {
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            clock.Advance(TimeSpan.FromMinutes(1));
            await Eventually.HappensAsync(
                () => host.Logs.Text.Contains("The monthly reset failed", StringComparison.Ordinal));
            Assert.Equal("2026-10", (await ResetOfAsync(host)).LastPeriod);
        }

        await WaitForSleepAsync(host, "2026-12-01T00:01:00");
        clock.Advance(TimeSpan.FromMinutes(1));
        await WaitForRunAsync(host, "2026-11", "2026-12-01T00:01:00.000Z");
    }

    [Fact]
    public async Task An_image_held_before_midnight_and_kept_after_it_is_in_the_summary_of_its_own_month()
    {
        var clock = At("2026-11-30T23:59:00Z");
        await using var host = VisuelHost.Start(clock: clock);
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var workspace = await WorkspaceOfAsync(ada);
        var (generations, library) = (
            host.Services.GetRequiredService<IGenerations>(), host.Services.GetRequiredService<ILibrary>());
        var hold = new CreditHold(
            new(Guid.CreateVersion7()), workspace, clock.GetUtcNow(), clock.GetUtcNow().AddHours(1));
        await generations.StartAsync(
            Some.Start(hold), 50, Some.Claim("elsewhere", clock.GetUtcNow().AddHours(1)), Stop);
        await WaitForRunAsync(host, "2026-10", "2026-11-30T23:59:00.000Z");
        await WaitForSleepAsync(host, "2026-12-01T00:00:00");
        clock.Advance(TimeSpan.FromMinutes(1));
        await WaitForRunAsync(host, "2026-11", "2026-12-01T00:00:00.000Z");
        Assert.Empty(await ListAsync(host, ada, new Period(2026, 12)));

        await WaitForSleepAsync(host, "2026-12-01T00:15:00");
        var image = Some.Image(workspace, hold.Generation);
        Assert.True(await generations.BeginSavingAsync(hold.Generation, "elsewhere", image.Id, Stop));
        await library.KeepAsync(image, 50, evenIfLate: false, clock.GetUtcNow(), Stop);
        clock.Advance(TimeSpan.FromMinutes(15));

        await Eventually.HappensAsync(
            async () => (await ListAsync(host, ada, new Period(2026, 12))) is [{ Used: 1 }], seconds: 20);
        Assert.Equal((0, 50, 50, 0), await ada.QuotaAsync());
    }

    [Fact]
    public async Task A_call_just_before_midnight_does_not_swallow_the_turn()
    {
        var clock = At("2026-11-30T23:50:00Z");
        await using var host = VisuelHost.Start(clock: clock);
        await WaitForSleepAsync(host, "2026-12-01T00:00:00");
        clock.Advance(TimeSpan.FromSeconds(570));
        using var visitor = host.Visitor();
        Assert.Equal(200, (await visitor.GetAsync(Cron)).Status);
        Assert.Equal(("2026-11-30T23:59:30.000Z", "2026-10"), await ResetOfAsync(host));

        clock.Advance(TimeSpan.FromSeconds(30));
        await WaitForSleepAsync(host, "2026-12-01T00:01:00");
        clock.Advance(TimeSpan.FromMinutes(1));

        await WaitForRunAsync(host, "2026-11", "2026-12-01T00:01:00.000Z");
    }

    [Fact]
    public async Task Twenty_callers_at_once_make_one_run_and_all_are_told_of_its_success()
    {
        var clock = At("2026-11-10T10:00:00Z");
        await using var host = VisuelHost.Start(clock: clock);
        await WaitForRunAsync(host, "2026-10", "2026-11-10T10:00:00.000Z");
        clock.Advance(TimeSpan.FromMinutes(1));
        using var visitor = host.Visitor();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            visitor.SendAsync(new HttpRequestMessage(number % 2 == 0 ? HttpMethod.Get : HttpMethod.Post, Cron))));

        Assert.All(replies, reply => Assert.Equal((200, """{"success":true}"""), (reply.Status, reply.Text)));
        Assert.Equal(2, RunsOf(host));
    }

    [Theory]
    [InlineData("2026-11-30T23:58:00Z", "2026-10")] // before the month's end: a scheduler in another time zone
    [InlineData("2026-12-01T00:00:00Z", "2026-11")]
    [InlineData("2026-12-19T07:00:00Z", "2026-11")] // late
    public async Task Called_early_late_or_twice_it_changes_no_count(string now, string lastPeriod)
    {
        var clock = At(now);
        await using var host = VisuelHost.Start(clock: clock);
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        await ada.PostAsync("/api/images/generate", new { prompt = "a cat", width = 256, height = 256 });
        await WaitForRunAsync(
            host, lastPeriod, DateTimeOffset.Parse(now, null).ToString("yyyy-MM-dd'T'HH:mm:ss.000'Z'", null));

        for (var call = 1; call <= 3; call++)
        {
            Assert.Equal("""{"success":true}""", (await ada.GetAsync(Cron)).Text);
            Assert.Equal((1, 50, 49, 0), await ada.QuotaAsync());
            Assert.Equal((lastPeriod, 1 + (call / 2)), ((await ResetOfAsync(host)).LastPeriod, RunsOf(host)));
            if (call == 1)
            {
                clock.Advance(TimeSpan.FromSeconds(61));
            }
        }
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer a cron secret and more")]
    [InlineData("Basic a cron secret")]
    [InlineData("")]
    public async Task With_a_wrong_secret_nothing_runs(string authorization)
    {
        var clock = At("2026-11-10T10:00:00Z");
        await using var host = VisuelHost.Start(
            new Dictionary<string, string> { ["CRON_SECRET"] = "a cron secret" }, clock);
        await WaitForRunAsync(host, "2026-10", "2026-11-10T10:00:00.000Z");
        clock.Advance(TimeSpan.FromMinutes(2));
        using var visitor = host.Visitor();
        var request = new HttpRequestMessage(HttpMethod.Post, Cron);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        Assert.Equal("not_signed_in", (await visitor.SendAsync(request)).Code);

        Assert.Equal(1, RunsOf(host));
        Assert.DoesNotContain("a cron secret", host.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_while_the_store_is_away_says_so_and_the_next_one_tries_again_at_once()
    {
        var clock = At("2026-11-10T10:00:00Z");
        await using var host = VisuelHost.Start(clock: clock);
        await WaitForRunAsync(host, "2026-10", "2026-11-10T10:00:00.000Z");
        clock.Advance(TimeSpan.FromMinutes(2));
        using var visitor = host.Visitor();
        await using (var other = new SqliteConnection(
            $"Data Source={Path.Combine(host.DataFolder, "visuel.db")};Pooling=False"))
        {
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            Assert.Equal("store_unavailable", (await visitor.GetAsync(Cron)).Code);
        }

        Assert.Equal(200, (await visitor.GetAsync(Cron)).Status);
        Assert.Equal("2026-11-10T10:02:00.000Z", (await ResetOfAsync(host)).LastRunAt);
    }

    [Fact]
    public async Task Readiness_says_when_the_reset_never_ran()
    {
        var clock = At("2026-11-10T10:00:00Z");
        await using var host = VisuelHost.Start(clock: clock);
        await WaitForRunAsync(host, "2026-10", "2026-11-10T10:00:00.000Z");
        await using var other = new SqliteConnection(
            $"Data Source={Path.Combine(host.DataFolder, "visuel.db")};Pooling=False");
        other.Open();
        using var forget = other.CreateCommand();
        forget.CommandText = "DELETE FROM quota_resets";
        forget.ExecuteNonQuery();

        using var visitor = host.Visitor();
        Assert.Equal("""{"status":"ok","quotaReset":{"lastRunAt":null,"lastPeriod":null}}""", (await visitor.GetAsync(
            "/health/ready")).Text);
    }

    private static FakeTimeProvider At(string now) => new(DateTimeOffset.Parse(now, null));

    private static int RunsOf(VisuelHost host) => host.Logs.Text.Split("The monthly reset ran").Length - 1;

    private static async Task<WorkspaceId> WorkspaceOfAsync(Actor actor) =>
        new((await actor.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetGuid());

    private static async Task<IReadOnlyList<PeriodSummary>> ListAsync(VisuelHost host, Actor actor, Period before) =>
        await host.Services.GetRequiredService<IPeriodArchive>()
            .ListAsync(await WorkspaceOfAsync(actor), before, 100, Stop);

    private static async Task<(string? LastRunAt, string? LastPeriod)> ResetOfAsync(VisuelHost host)
    {
        using var visitor = host.Visitor();
        var reset = (await visitor.GetAsync("/health/ready")).Json.GetProperty("quotaReset");
        return (reset.GetProperty("lastRunAt").GetString(), reset.GetProperty("lastPeriod").GetString());
    }

    private static async Task WaitForRunAsync(VisuelHost host, string lastPeriod, string ranAt)
    {
        (string?, string?) wanted = (ranAt, lastPeriod);
        await Eventually.HappensAsync(async () => await ResetOfAsync(host) == wanted);
    }

    // A clock that is moved wakes only who sleeps already.
    private static Task WaitForSleepAsync(VisuelHost host, string until) =>
        Eventually.HappensAsync(
            () => Task.FromResult(host.Logs.Text.Contains($"looked at again at {until}", StringComparison.Ordinal)));
}
