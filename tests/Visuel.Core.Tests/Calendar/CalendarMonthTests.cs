using FsCheck.Xunit;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;

namespace Visuel.Core.Tests.Calendar;

public sealed class CalendarMonthTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("2026-11-24", "2026-10-26", "2026-12-07")]
    [InlineData("2027-02-01", "2027-02-01", "2027-03-01")]
    [InlineData("2026-05-31", "2026-04-27", "2026-06-01")]
    public void A_month_is_shown_in_whole_weeks_from_monday(string day, string first, string afterLast)
    {
        var weeks = MonthWeeks.Of(Date(day));
        Assert.Equal((Date(first), Date(afterLast)), (weeks.First, weeks.AfterLast));
    }

    [Property]
    public void Every_month_begins_on_a_monday_and_shows_each_of_its_days(ushort number)
    {
        var day = new DateOnly(2000, 1, 1).AddDays(number);
        var weeks = MonthWeeks.Of(day);
        Assert.Equal((DayOfWeek.Monday, DayOfWeek.Monday), (weeks.First.DayOfWeek, weeks.AfterLast.DayOfWeek));
        Assert.True(weeks.First <= weeks.Month && weeks.Month.AddMonths(1) <= weeks.AfterLast);
        Assert.InRange(weeks.AfterLast.DayNumber - weeks.First.DayNumber, 28, 42);
        Assert.InRange(day, weeks.First, weeks.AfterLast.AddDays(-1));
    }

    [Fact]
    public void An_item_stands_on_its_day_in_the_wall_clock_of_the_page()
    {
        // 23:30 in Paris on the 30th is still the 30th; half an hour later it is December.
        var (late, next) = (Item("2026-11-30T22:30:00Z"), Item("2026-11-30T23:00:00Z"));
        var undated = Item(at: null);
        var month = MonthWeeks.Of(Date("2026-11-01")).With([late, next], [undated], Paris);
        Assert.Equal([late], month.Days.Single(day => day.Date == Date("2026-11-30")).Items);
        Assert.Equal([next], month.Days.Single(day => day.Date == Date("2026-12-01")).Items);
        Assert.Equal((Date("2026-11-01"), 42), (month.Month, month.Days.Count));
        Assert.Equal([undated], month.Undated);
    }

    [Fact]
    public void It_begins_and_ends_at_midnight_of_the_page_also_over_a_change_of_the_clock()
    {
        var weeks = MonthWeeks.Of(Date("2026-10-15"));
        Assert.Equal(DateTimeOffset.Parse("2026-09-27T22:00:00Z", null), weeks.From(Paris));
        Assert.Equal(DateTimeOffset.Parse("2026-11-01T23:00:00Z", null), weeks.To(Paris));
    }

    [Fact]
    public void A_title_is_needed_and_nothing_may_be_too_long()
    {
        var fields = ContentRules.Clean(Item(at: null).Fields with { Title = "  Les soldes ", Description = " " });
        Assert.Equal(("Les soldes", null), (fields.Title, fields.Description));
        Assert.Empty(ContentRules.Check(fields));
        var wrong = fields with { Title = "", Description = new string('x', 2001), TimeZone = "Nowhere" };
        Assert.Equal(
            ["title", "description", "timeZone"], ContentRules.Check(wrong).Select(problem => problem.Field));
        var titled = fields with { Title = new string('x', 301) };
        Assert.Equal("too_long", Assert.Single(ContentRules.Check(titled)).Problem);
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);

    private static ContentItem Item(string? at) => new(
        new ContentItemId(Guid.Empty), new WorkspaceId(Guid.Empty),
        new ContentFields(
            ContentType.Article, "A title", null, at is null ? null : DateTimeOffset.Parse(at, null), "Europe/Paris",
            false, Channel.Blog, ContentStatus.Draft, null),
        [], 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
}
