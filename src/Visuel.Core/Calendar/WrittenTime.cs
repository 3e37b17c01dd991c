using System.Globalization;
using Visuel.Core.Quota;

namespace Visuel.Core.Calendar;

/// <summary>A day, or an instant on a reader's clock, as the reader writes it: in the language of the text, and in
/// English as in the country of the reader's time zone. The formats of texts, such as <c>{0:date}</c>: <c>day</c> is
/// "1er décembre", <c>date</c> "1er décembre 2026", <c>weekday</c> "mardi 1er décembre", <c>month</c> "décembre 2026",
/// <c>clock</c> "19:00", <c>moment</c> "1er décembre 2026, 19:00". <c>start</c> is the day on which something begins,
/// with its hour unless that is before the reader gets up.</summary>
public sealed class WrittenTime : IFormattable
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(6);

    // Where people who read English put the month first and count hours to twelve (CLDR 46: en-US, en-CA, en-PH).
    private static readonly HashSet<string> MonthFirstZones = new(StringComparer.Ordinal)
    {
        "Asia/Manila", "Pacific/Guam", "Pacific/Honolulu", "Pacific/Pago_Pago",
    };

    private readonly DateTime local;
    private readonly bool isMonthFirst;

    private WrittenTime(DateTime local, TimeZoneInfo reader) => (this.local, isMonthFirst) =
        (local, MonthFirstZones.Contains(reader.Id) || reader.Id.StartsWith("America/", StringComparison.Ordinal));

    /// <summary>An instant, as the reader's clock shows it.</summary>
    public static WrittenTime Of(DateTimeOffset at, TimeZoneInfo reader) => new(WallClock.ToLocal(at, reader), reader);

    /// <summary>A day, which is the same in every zone.</summary>
    public static WrittenTime Of(DateOnly day, TimeZoneInfo reader) =>
        new(day.ToDateTime(TimeOnly.MinValue), reader);

    /// <summary>The first day of a month of quotas, which is one of UTC for everybody.</summary>
    public static WrittenTime Of(Period month) => Of(month.StartsAt, TimeZoneInfo.Utc);

    /// <summary>The time in a format, without one the moment.</summary>
    /// <exception cref="FormatException">There is no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        var language = formatProvider as CultureInfo ?? CultureInfo.CurrentCulture;
        var isEnglish = language.TwoLetterISOLanguageName == "en";
        return format switch
        {
            "day" => Day(language, isEnglish),
            "date" when isEnglish && isMonthFirst => $"{Day(language, isEnglish)}, {Year(language)}",
            "date" => $"{Day(language, isEnglish)} {Year(language)}",
            "weekday" => string.Create(
                language, $"{local:dddd}{(isEnglish && isMonthFirst ? "," : "")} {Day(language, isEnglish)}"),
            "month" => local.ToString("MMMM yyyy", language),
            "clock" => local.ToString(isEnglish && isMonthFirst ? "h:mm tt" : "HH:mm", language),
            null or "" or "moment" => $"{ToString("date", language)}, {ToString("clock", language)}",
            "start" when local.TimeOfDay < Morning => Day(language, isEnglish),
            "start" => $"{Day(language, isEnglish)}, {ToString("clock", language)}",
            _ => throw new FormatException($"'{format}' is no format of a time."),
        };
    }

    /// <summary>The moment in the language at hand.</summary>
    public override string ToString() => ToString("moment", CultureInfo.CurrentCulture);

    private string Day(CultureInfo language, bool isEnglish) => language.TwoLetterISOLanguageName switch
    {
        "fr" when local.Day == 1 => local.ToString("'1er' MMMM", language),
        _ when isEnglish && isMonthFirst => local.ToString("MMMM d", language),
        _ => local.ToString("d MMMM", language),
    };

    private string Year(CultureInfo language) => local.ToString("yyyy", language);
}
