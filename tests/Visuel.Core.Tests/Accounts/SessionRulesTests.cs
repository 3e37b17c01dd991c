using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Visuel.Core.Accounts;

namespace Visuel.Core.Tests.Accounts;

/// <summary>How long a session lasts, and what is kept of where it began.</summary>
public sealed class SessionRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    private static readonly Session Begun = Session.Begin(
        new SessionId(Guid.Empty), new AccountId(Guid.Empty), new SignInOrigin(new Device(null, null), null), Start);

    [Fact]
    public void Without_use_it_ends_after_thirty_days()
    {
        Assert.True(Begun.IsLiveAt(Start.AddDays(30).AddMilliseconds(-1)));
        Assert.False(Begun.IsLiveAt(Start.AddDays(30)));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(23, null)]
    [InlineData(24, 30)]
    [InlineData(29 * 24, 30)]
    public void A_use_renews_it_once_a_day(int hours, int? days) => Assert.Equal(
        days is { } more ? Start.AddHours(hours).AddDays(more) : null, Begun.RenewedEnd(Start.AddHours(hours)));

    [Property]
    public void However_it_is_used_it_never_ends_later_than_after_a_hundred_and_eighty_days(PositiveInt[] hoursBetween)
    {
        var (session, now) = (Begun, Start);
        foreach (var hours in hoursBetween.Select(hours => hours.Get * 7))
        {
            now = now.AddHours(hours);
            if (!session.IsLiveAt(now))
            {
                return;
            }

            if (session.RenewedEnd(now) is { } end)
            {
                Assert.True(end > session.ExpiresAt);
                session = session with { ExpiresAt = end };
            }

            Assert.True(session.ExpiresAt <= Start + Session.Longest);
            Assert.True(session.ExpiresAt <= now + Session.Idle);
            Assert.True(
                session.ExpiresAt == Start + Session.Longest
                    || session.ExpiresAt > now + Session.Idle - Session.RenewalStep);
        }
    }

    [Theory]
    [InlineData(null, 0, true)]
    [InlineData(0, 59, false)]
    [InlineData(0, 60, true)]
    [InlineData(60, 0, false)]
    public void A_use_is_written_down_once_a_minute(int? last, int now, bool isDue) =>
        Assert.Equal(
            isDue, LastUse.IsDue(last is { } seconds ? Start.AddSeconds(seconds) : null, Start.AddSeconds(now)));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    [InlineData("::1", "::/48")]
    public void Of_an_address_the_network_is_kept(string address, string network) =>
        Assert.Equal(network, SignInOrigin.Of(userAgent: null, IPAddress.Parse(address)).Network);

    [Fact]
    public void What_was_not_sent_is_not_known() =>
        Assert.Equal(new SignInOrigin(new Device(null, null), null), SignInOrigin.Of(null, null));
}
