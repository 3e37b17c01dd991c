using System.Globalization;
using Visuel.Core.Calendar;

namespace Visuel.Core.Tests.Calendar;

public sealed class WrittenTimeTests
{
    private static readonly DateTimeOffset Renewal = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("fr", "Europe/Paris", "day", "1er décembre")]
    [InlineData("fr", "Europe/Paris", "date", "1er décembre 2026")]
    [InlineData("fr", "Europe/Paris", "weekday", "mardi 1er décembre")]
    [InlineData("fr", "Europe/Paris", "month", "décembre 2026")]
    [InlineData("fr", "Europe/Paris", "clock", "01:00")]
    [InlineData("fr", "Europe/Paris", "moment", "1er décembre 2026, 01:00")]
    [InlineData("fr", "Europe/Paris", "", "1er décembre 2026, 01:00")]
    [InlineData("fr", "Europe/Paris", null, "1er décembre 2026, 01:00")]
    [InlineData("fr", "Europe/Paris", "start", "1er décembre")]
    [InlineData("fr", "America/New_York", "start", "30 novembre, 19:00")]
    [InlineData("fr", "America/New_York", "date", "30 novembre 2026")]
    [InlineData("en", "Europe/London", "day", "1 December")]
    [InlineData("en", "Europe/London", "date", "1 December 2026")]
    [InlineData("en", "Europe/London", "weekday", "Tuesday 1 December")]
    [InlineData("en", "Europe/London", "clock", "00:00")]
    [InlineData("en", "Europe/London", "moment", "1 December 2026, 00:00")]
    [InlineData("en", "America/New_York", "day", "November 30")]
    [InlineData("en", "America/New_York", "date", "November 30, 2026")]
    [InlineData("en", "America/New_York", "weekday", "Monday, November 30")]
    [InlineData("en", "America/New_York", "clock", "7:00 PM")]
    [InlineData("en", "America/New_York", "start", "November 30, 7:00 PM")]
    [InlineData("en", "Asia/Kolkata", "start", "1 December")]
    [InlineData("en", "Asia/Tokyo", "start", "1 December, 09:00")]
    public void An_instant_is_written_in_the_readers_language_zone_and_habits(
        string language, string zone, string? format, string written) =>
        Assert.Equal(
            written,
            WrittenTime.Of(Renewal, TimeZoneInfo.FindSystemTimeZoneById(zone))
                .ToString(format, CultureInfo.GetCultureInfo(language)).Replace('\u202f', ' '));

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    [InlineData("Europe/Paris")]
    public void A_day_is_the_same_day_in_every_zone(string zone) =>
        Assert.Equal(
            "vendredi 1er janvier",
            WrittenTime.Of(new DateOnly(2027, 1, 1), TimeZoneInfo.FindSystemTimeZoneById(zone))
                .ToString("weekday", CultureInfo.GetCultureInfo("fr")));

    [Fact]
    public void A_format_that_does_not_exist_is_a_fault() =>
        Assert.Throws<FormatException>(() => $"{WrittenTime.Of(Renewal, TimeZoneInfo.Utc):d MMMM}");
}
