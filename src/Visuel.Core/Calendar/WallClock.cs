namespace Visuel.Core.Calendar;

/// <summary>Turns the local time of a time zone into an instant, and back.</summary>
public static class WallClock
{
    /// <summary>The first year an item may be in: of a whole day its own, else in UTC.</summary>
    public const int FirstYear = 1970;

    /// <summary>The last year an item may be in: of a whole day its own, else in UTC.</summary>
    public const int LastYear = 2999;

    /// <summary>The instant at which a clock in this zone shows the local time. A local time that a change of daylight
    /// saving skips moves forward by the skipped time. Of a local time that occurs twice, the first is taken.</summary>
    public static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (wall.Year is < FirstYear - 1 or > LastYear + 1)
        {
            // Far from what is taken; at the ends of the calendar no offset can be added.
            return new DateTimeOffset(wall, TimeSpan.Zero);
        }

        if (zone.IsInvalidTime(wall))
        {
            // With the offset from before the change, the skipped time lands after the change, as far as it was behind
            // its beginning.
            return new DateTimeOffset(wall, zone.GetUtcOffset(wall.AddDays(-1))).ToUniversalTime();
        }

        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    /// <summary>The local time a clock in this zone shows at the instant.</summary>
    public static DateTime ToLocal(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    /// <summary>The same wall-clock hour on another day.</summary>
    public static DateTimeOffset MoveToDay(DateTimeOffset instant, TimeZoneInfo zone, DateOnly day) =>
        ToInstant(day.ToDateTime(TimeOnly.FromDateTime(ToLocal(instant, zone))), zone);
}
