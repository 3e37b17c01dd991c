namespace Visuel.Core.Calendar;

/// <summary>Turns what a person reads on a clock into instants and back.</summary>
public static class WallClock
{
    /// <summary>The instant at which a clock in this zone shows the local time. In the gap of a daylight-saving change, where no clock ever shows it,
    /// the instant moves forward by the gap; where a clock shows it twice, the first is meant.</summary>
    public static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wall))
        {
            // The offset before the gap, applied to a time inside it, lands as far after the gap as the time was inside it.
            return new DateTimeOffset(wall, zone.GetUtcOffset(wall.AddDays(-1))).ToUniversalTime();
        }

        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    /// <summary>The local time a clock in this zone shows at the instant.</summary>
    public static DateTime ToLocal(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    /// <summary>The same wall-clock hour on another day.</summary>
    public static DateTimeOffset MoveToDay(DateTimeOffset instant, TimeZoneInfo zone, DateOnly day) =>
        ToInstant(day.ToDateTime(TimeOnly.FromDateTime(ToLocal(instant, zone))), zone);
}
