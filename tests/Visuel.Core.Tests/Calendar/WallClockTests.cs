using Visuel.Core.Calendar;

namespace Visuel.Core.Tests.Calendar;

public sealed class WallClockTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Theory]
    [InlineData("2026-11-24T09:00", "2026-11-24T08:00Z")]
    [InlineData("2026-07-14T09:00", "2026-07-14T07:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30Z")] // No clock shows it: moved forward to 03:30.
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30Z")] // Shown twice: the first is meant.
    public void Gives_the_instant_a_clock_in_the_zone_shows(string local, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, null), WallClock.ToInstant(DateTime.Parse(local, null), Paris));

    [Fact]
    public void Moving_a_day_keeps_the_hour_across_the_change_of_clocks()
    {
        var winter = WallClock.ToInstant(new DateTime(2026, 3, 28, 9, 0, 0), Paris);
        var summer = WallClock.MoveToDay(winter, Paris, new DateOnly(2026, 3, 30));
        Assert.Equal(new DateTime(2026, 3, 30, 9, 0, 0), WallClock.ToLocal(summer, Paris));
        Assert.Equal(TimeSpan.FromHours(47), summer - winter);
    }

    [Fact]
    public void Moving_into_the_gap_moves_forward() => Assert.Equal(
        new DateTime(2026, 3, 29, 3, 30, 0),
        WallClock.ToLocal(WallClock.MoveToDay(
            WallClock.ToInstant(new DateTime(2026, 3, 28, 2, 30, 0), Paris), Paris, new DateOnly(2026, 3, 29)), Paris));
}
