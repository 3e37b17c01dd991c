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

    [Theory]
    [InlineData("2026-11-12T10:00Z")]
    [InlineData("2026-11-12T10:00:00Z")]
    [InlineData("2026-11-12t10:00:00.000z")]
    [InlineData("2026-11-12 10:00:00.0000000Z")]
    [InlineData("2026-11-12T10:00:00.000000001Z")]
    [InlineData("2026-11-12T11:00:00+01:00")]
    [InlineData("2026-11-12T06:30:00-0330")]
    public void An_instant_may_be_written_in_each_way_of_ISO_8601_with_an_offset(string written) => Assert.Equal(
        new DateTimeOffset(2026, 11, 12, 10, 0, 0, TimeSpan.Zero),
        JsonSerializer.Deserialize<DateTimeOffset>($"\"{written}\"", VisuelJson.Options));

    [Theory]
    [InlineData("2026-11-12")]
    [InlineData("2026-11-12T10:00:00")]
    [InlineData("12/11/2026 10:00Z")]
    [InlineData("12/11/2026 10:00:00 +01:00")]
    [InlineData("Thu, 12 Nov 2026 10:00:00 +00:00")]
    [InlineData("10:00")]
    [InlineData("2026-13-12T10:00:00Z")]
    [InlineData("2026-11-12T10:00:00Z\n")]
    [InlineData("٢٠٢٦-11-12T10:00:00Z")]
    [InlineData("")]
    public void What_could_be_another_instant_elsewhere_is_none(string written)
    {
        var json = JsonSerializer.Serialize(written);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DateTimeOffset>(json, VisuelJson.Options));
    }
}
