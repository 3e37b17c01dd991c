using System.Net;

namespace Visuel.Core.Accounts;

/// <summary>Names a signed-in session.</summary>
public readonly record struct SessionId(Guid Value)
{
    /// <summary>The canonical 36-character form, as on the wire.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>Where a sign-in came from, as far as it is kept.</summary>
/// <param name="Device">The browser and the system it said it was.</param>
/// <param name="Network">The network of its address, such as <c>203.0.113.0/24</c>, or null where it had none.</param>
public sealed record SignInOrigin(Device Device, string? Network)
{
    private const int KeptOfIPv4 = 24;
    private const int KeptOfIPv6 = 48;

    /// <summary>The origin of a request. Of the address only the network is kept: a /24, of IPv6 a /48, which many
    /// people share.</summary>
    /// <param name="userAgent">The header <c>User-Agent</c>, or null.</param>
    /// <param name="address">The address the request came from, or null.</param>
    public static SignInOrigin Of(string? userAgent, IPAddress? address) =>
        new(Device.Of(userAgent), address is null ? null : NetworkOf(address));

    private static string NetworkOf(IPAddress address)
    {
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        var kept = bytes.Length == 4 ? KeptOfIPv4 : KeptOfIPv6;
        bytes.AsSpan(kept / 8).Clear();
        return new IPNetwork(new IPAddress(bytes), kept).ToString();
    }
}

/// <summary>One sign-in of one account in one browser. Ending it makes its cookie useless.</summary>
/// <param name="Id">Its id, which opens nothing.</param>
/// <param name="Account">Who signed in.</param>
/// <param name="Origin">Where the sign-in came from.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="LastUsedAt">When it was last used, within <see cref="LastUse.Resolution"/>.</param>
/// <param name="ExpiresAt">From when on its cookie is refused, unless it is renewed before.</param>
public sealed record Session(
    SessionId Id, AccountId Account, SignInOrigin Origin, DateTimeOffset StartedAt, DateTimeOffset LastUsedAt,
    DateTimeOffset ExpiresAt)
{
    /// <summary>How long a session lives without being used.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(30);

    /// <summary>How long a session lives, however much it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(180);

    /// <summary>A renewal that would bring less than this is left out.</summary>
    public static readonly TimeSpan RenewalStep = TimeSpan.FromDays(1);

    /// <summary>A session that begins now.</summary>
    public static Session Begin(SessionId id, AccountId account, SignInOrigin origin, DateTimeOffset now) =>
        new(id, account, origin, now, now, now + Idle);

    /// <summary>Whether its time is not over.</summary>
    public bool IsLiveAt(DateTimeOffset now) => ExpiresAt > now;

    /// <summary>The end that a use at this instant gives it, or null where it has nearly that.</summary>
    public DateTimeOffset? RenewedEnd(DateTimeOffset now)
    {
        var (idle, last) = (now + Idle, StartedAt + Longest);
        var end = idle < last ? idle : last;
        return end - ExpiresAt >= RenewalStep ? end : null;
    }
}
