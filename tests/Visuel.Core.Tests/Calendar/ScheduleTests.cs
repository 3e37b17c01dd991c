using FsCheck.Xunit;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;

namespace Visuel.Core.Tests.Calendar;

public sealed class ScheduleTests
{
    private static readonly string[] Zones =
        ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Pago_Pago", "UTC"];

    [Theory]
    [MemberData(nameof(AllZones))]
    public void A_whole_day_made_in_Paris_stands_on_the_same_date_for_every_reader(string reader)
    {
        var item = Schedule.With(Item("Europe/Paris"), new DateOnly(2026, 10, 14), time: null);
        Assert.True(item.AllDay);
        Assert.Equal(new DateOnly(2026, 10, 14), Schedule.DayOf(item, ZoneNames.Find(reader)));
        Assert.Equal((new DateOnly(2026, 10, 14), null), Schedule.Typed(item));
        var month = MonthWeeks.Of(new DateOnly(2026, 10, 1));
        Assert.InRange(
            item.ScheduledAt!.Value, month.From(ZoneNames.Find(reader)) - Schedule.Furthest,
            month.To(ZoneNames.Find(reader)) + Schedule.Furthest);
    }

    [Property]
    public void What_is_saved_as_it_was_shown_is_not_changed_by_a_second(int minutes, byte seconds, byte zone)
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)
            .AddMinutes(minutes % 2_000_000).AddSeconds(seconds % 60);
        var item = Item(Zones[zone % Zones.Length]) with { ScheduledAt = at };
        var (day, time) = Schedule.Typed(item);
        Assert.Equal(item, Schedule.With(item, day, time));
    }

    [Fact]
    public void An_hour_that_the_clock_shows_twice_stays_the_second_one_when_only_the_title_changes()
    {
        var item = Item("Europe/Paris") with { ScheduledAt = DateTimeOffset.Parse("2026-10-25T01:30:00Z", null) };
        var (day, time) = Schedule.Typed(item);
        var renamed = Schedule.With(item with { Title = "Autre titre" }, day, time);
        Assert.Equal(item.ScheduledAt, renamed.ScheduledAt);
    }

    [Fact]
    public void An_item_keeps_its_zone_and_what_is_typed_is_of_that_zone()
    {
        var item = Item("America/New_York") with { ScheduledAt = DateTimeOffset.Parse("2026-12-01T17:00:00Z", null) };
        Assert.Equal((new DateOnly(2026, 12, 1), new TimeOnly(12, 0)), Schedule.Typed(item));
        var later = Schedule.With(item, new DateOnly(2026, 12, 1), new TimeOnly(13, 0));
        Assert.Equal("America/New_York", later.TimeZone);
        Assert.Equal(DateTimeOffset.Parse("2026-12-01T18:00:00Z", null), later.ScheduledAt);
    }

    [Fact]
    public void A_whole_day_that_is_dragged_is_that_whole_day()
    {
        var item = Schedule.With(Item("Europe/Paris"), new DateOnly(2026, 10, 14), time: null);
        var moved = Schedule.MoveTo(item, new DateOnly(2026, 10, 20), ZoneNames.Find("America/New_York"));
        Assert.Equal((new DateOnly(2026, 10, 20), null), Schedule.Typed(moved));
    }

    [Theory]
    [InlineData("Asia/Calcutta", "Asia/Kolkata")]
    [InlineData("Europe/Kiev", "Europe/Kyiv")]
    [InlineData("CET", "Europe/Brussels")]
    [InlineData("MET", "Europe/Brussels")]
    [InlineData("WET", "Europe/Lisbon")]
    [InlineData("EET", "Europe/Athens")]
    [InlineData("W-SU", "Europe/Moscow")]
    [InlineData("EST", "America/Panama")]
    [InlineData("EST5EDT", "America/New_York")]
    [InlineData("CST6CDT", "America/Chicago")]
    [InlineData("MST", "America/Phoenix")]
    [InlineData("MST7MDT", "America/Denver")]
    [InlineData("PST8PDT", "America/Los_Angeles")]
    [InlineData("HST", "Pacific/Honolulu")]
    [InlineData("Etc/UTC", "UTC")]
    [InlineData("Etc/GMT-2", "Etc/GMT-2")]
    [InlineData("Europe/Paris", "Europe/Paris")]
    public void Only_the_present_name_of_a_zone_is_kept(string written, string kept)
    {
        var item = Schedule.Clean(Item(written));
        Assert.Equal(kept, item.TimeZone);
        Assert.True(ZoneNames.IsKnown(written));
    }

    [Theory]
    [InlineData("Mars/Phobos")]
    [InlineData("Romance Standard Time")]
    [InlineData("europe/paris")]
    [InlineData("right/Europe/Paris")]
    [InlineData("posix/Europe/Paris")]
    [InlineData("Europe/../right/Europe/Paris")]
    [InlineData("Europe//Paris")]
    [InlineData("Europe/./Paris")]
    [InlineData("Europe/")]
    [InlineData("localtime")]
    [InlineData("posixrules")]
    [InlineData("Factory")]
    [InlineData("")]
    public void What_is_no_zone_is_read_as_UTC(string name)
    {
        Assert.False(ZoneNames.IsKnown(name));
        Assert.Equal(TimeZoneInfo.Utc, ZoneNames.Find(name));
    }

    [Fact]
    public void A_whole_day_that_a_program_sends_with_an_hour_is_kept_as_that_day()
    {
        var sent = Item("Europe/Paris") with
        {
            ScheduledAt = DateTimeOffset.Parse("2026-10-14T12:00:00Z", null),
            AllDay = true,
        };
        Assert.Equal(DateTimeOffset.Parse("2026-10-13T22:00:00Z", null), Schedule.Clean(sent).ScheduledAt);
    }

    public static TheoryData<string> AllZones => [.. Zones];

    private static ContentFields Item(string zone) => new(
        ContentType.Article, "Soldes d'été", Description: null, ScheduledAt: null, zone, AllDay: false, Channel: null,
        ContentStatus.Draft, Cover: null);
}
