using Visuel.Core.Accounts;

namespace Visuel.Core.Calendar;

/// <summary>When an item appears. A whole day is a date: it is the same one for every reader, and the instant kept for
/// it is that date's midnight in the item's own zone. What is not changed stays as it is, to the second.</summary>
public static class Schedule
{
    /// <summary>The hour of an item that is given its first date.</summary>
    public static readonly TimeOnly DefaultTime = new(9, 0);

    /// <summary>How far the midnight of an item's own zone may be from that of a reader's.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromHours(26);

    /// <summary>The day on which the item stands for a reader, or null where it has no date.</summary>
    /// <param name="fields">The item.</param>
    /// <param name="reader">The reader's zone.</param>
    public static DateOnly? DayOf(ContentFields fields, TimeZoneInfo reader) => fields.ScheduledAt is { } at
        ? DateOnly.FromDateTime(WallClock.ToLocal(at, fields.AllDay ? ZoneNames.Find(fields.TimeZone) : reader))
        : null;

    /// <summary>Day and time as they are typed, in the item's own zone. The time is null for a whole day; seconds are
    /// not shown.</summary>
    public static (DateOnly? Day, TimeOnly? Time) Typed(ContentFields fields)
    {
        if (fields.ScheduledAt is not { } at)
        {
            return (null, null);
        }

        var local = WallClock.ToLocal(at, ZoneNames.Find(fields.TimeZone));
        return (DateOnly.FromDateTime(local), fields.AllDay ? null : new TimeOnly(local.Hour, local.Minute));
    }

    /// <summary>The item at the day and time that were typed in its own zone. Where both are what was shown, nothing
    /// changes.</summary>
    public static ContentFields With(ContentFields fields, DateOnly? day, TimeOnly? time) =>
        (day, time) == Typed(fields)
            ? fields
            : fields with
            {
                ScheduledAt = day is { } date
                    ? WallClock.ToInstant(
                        date.ToDateTime(time ?? TimeOnly.MinValue), ZoneNames.Find(fields.TimeZone))
                    : null,
                AllDay = day is not null && time is null,
            };

    /// <summary>The item on another day of a reader's calendar. It keeps its hour on the reader's clock; without a date
    /// it gets <see cref="DefaultTime"/>.</summary>
    public static ContentFields MoveTo(ContentFields fields, DateOnly day, TimeZoneInfo reader) => fields with
    {
        ScheduledAt = fields switch
        {
            { ScheduledAt: null } => WallClock.ToInstant(day.ToDateTime(DefaultTime), reader),
            { AllDay: true } =>
                WallClock.ToInstant(day.ToDateTime(TimeOnly.MinValue), ZoneNames.Find(fields.TimeZone)),
            { ScheduledAt: { } at } => WallClock.MoveToDay(at, reader, day),
        },
        AllDay = fields is { AllDay: true, ScheduledAt: not null },
    };

    /// <summary>The item with the present name of its zone and, for a whole day, that day's midnight.</summary>
    public static ContentFields Clean(ContentFields fields)
    {
        var named = fields with { TimeZone = ZoneNames.Present(fields.TimeZone) };
        return named is { AllDay: true, ScheduledAt: { } at } && ZoneNames.IsKnown(named.TimeZone)
            ? named with
            {
                ScheduledAt = WallClock.ToInstant(
                    WallClock.ToLocal(at, ZoneNames.Find(named.TimeZone)).Date, ZoneNames.Find(named.TimeZone)),
            }
            : named;
    }
}
