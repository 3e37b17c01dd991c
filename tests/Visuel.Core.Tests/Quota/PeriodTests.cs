using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Quota;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2026-11-01T00:00:00.000Z", "2026-11", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("2026-11-30T23:59:59.999Z", "2026-11", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData("2026-12-31T23:30:00.000Z", "2026-12", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("2024-02-29T12:00:00.000Z", "2024-02", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z")]
    public void Is_the_calendar_month_in_utc(string now, string key, string start, string end)
    {
        var period = Period.Of(DateTimeOffset.Parse(now, null));
        Assert.Equal(key, period.ToString());
        Assert.Equal(DateTimeOffset.Parse(start, null), period.StartsAt);
        Assert.Equal(DateTimeOffset.Parse(end, null), period.EndsAt);
    }

    [Fact]
    public void May_be_a_day_for_those_who_have_no_account()
    {
        var day = Period.OfDay(DateTimeOffset.Parse("2026-12-31T23:59:59.999Z", null));
        Assert.Equal("2026-12-31", day.ToString());
        Assert.Equal(DateTimeOffset.Parse("2026-12-31T00:00:00Z", null), day.StartsAt);
        Assert.Equal(DateTimeOffset.Parse("2027-01-01T00:00:00Z", null), day.EndsAt);
    }

    [Theory]
    [InlineData("2026-11", "2026-10")]
    [InlineData("2027-01", "2026-12")]
    [InlineData("2027-01-01", "2026-12-31")]
    public void Knows_the_one_before_it(string key, string previous) =>
        Assert.Equal(previous, Period.Parse(key).Previous.ToString());

    [Theory]
    [InlineData("2026-11")]
    [InlineData("2024-02-29")]
    public void Is_what_its_key_says(string key) => Assert.Equal(key, Period.Parse(key).ToString());

    [Fact]
    public void Does_not_follow_the_offset_of_the_clock_it_is_read_from() =>
        Assert.Equal("2026-10", Period.Of(new DateTimeOffset(2026, 11, 1, 0, 30, 0, TimeSpan.FromHours(1))).ToString());
}
