using Visuel.Core.Accounts;
using Visuel.Core.Calendar;

namespace Visuel.Server.Ui;

/// <summary>Writes instants as whoever is at the page reads them: in the time zone that the account had when the page
/// was opened, for visitors in UTC. <c>Routes</c> hands it to all pages.</summary>
public sealed class ReaderClock(Account? reader)
{
    private readonly TimeZoneInfo zone = reader is null ? TimeZoneInfo.Utc : ZoneNames.Find(reader.TimeZone);

    /// <summary>The instant, to be put into a text or written with a format of <see cref="WrittenTime"/>.</summary>
    public WrittenTime Of(DateTimeOffset at) => WrittenTime.Of(at, zone);
}
