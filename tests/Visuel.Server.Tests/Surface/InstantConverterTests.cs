using System.Globalization;
using System.Text.Json;
using FsCheck.Xunit;
using Visuel.Client;

namespace Visuel.Server.Tests.Surface;

/// <summary>Instants on the wire.</summary>
public sealed class InstantConverterTests
{
    [Property]
    public void An_instant_is_written_in_UTC_to_the_millisecond_and_read_again(DateTimeOffset instant)
    {
        var json = JsonSerializer.Serialize(instant, VisuelJson.Options);

        Assert.Equal(
            $"\"{instant.UtcDateTime.ToString(InstantConverter.Format, CultureInfo.InvariantCulture)}\"", json);
        var read = JsonSerializer.Deserialize<DateTimeOffset>(json, VisuelJson.Options);
        Assert.Equal(instant.ToUnixTimeMilliseconds(), read.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void The_year_has_four_digits_and_the_millisecond_three() => Assert.Equal(
        "\"0007-01-02T03:04:05.006Z\"",
        JsonSerializer.Serialize(new DateTimeOffset(7, 1, 2, 3, 4, 5, 6, TimeSpan.Zero), VisuelJson.Options));
}
