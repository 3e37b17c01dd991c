using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Visuel.Core.Accounts;

namespace Visuel.Server.Callers;

/// <summary>A browser that an account signed in with before.</summary>
/// <param name="Id">Random; names the browser to nobody but the limits.</param>
/// <param name="Account">Whose browser.</param>
/// <param name="Stamp">A hash of the account's security stamp at that time.</param>
public sealed record KnownDevice(Guid Id, AccountId Account, string Stamp)
{
    /// <summary>Whether the account signed in here, and has had no other password since.</summary>
    public bool IsOf(Account? account) => account?.Id == Account && StampOf(account) == Stamp;

    /// <summary>A browser that is new to an account.</summary>
    public static KnownDevice New(Account account) => new(Guid.CreateVersion7(), account.Id, StampOf(account));

    private static string StampOf(Account account) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account.SecurityStamp)).AsSpan(0, 16));
}

/// <summary>The cookie <c>device</c>: says that an account signed in with this browser before, sealed by the server. It
/// signs nobody in; wrong passwords are counted by it, so that a stranger's keep nobody out.</summary>
public sealed class DeviceCookie(IDataProtectionProvider protection)
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "device";

    private const int IdBytes = 16;
    private const int MostTried = 8;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly SealedCookie cookie = new(protection, "Visuel.Device", Name, Lifetime);

    /// <summary>The browsers that a request says it is; none where no cookie of it is ours.</summary>
    public IReadOnlyList<KnownDevice> Read(HttpRequest request) =>
        CookieValues.Of(request, Name, Open, MostTried);

    /// <summary>Gives the browser a new cookie of the account with the answer.</summary>
    public void Write(HttpContext http, Account account)
    {
        var device = KnownDevice.New(account);
        cookie.Write(
            http,
            [
                .. device.Id.ToByteArray(), .. device.Account.Value.ToByteArray(),
                .. Convert.FromHexString(device.Stamp),
            ]);
    }

    private KnownDevice? Open(string value) => cookie.Open(value) is { } bytes
        ? new KnownDevice(
            new Guid(bytes.AsSpan(0, IdBytes)), new AccountId(new Guid(bytes.AsSpan(IdBytes, IdBytes))),
            Convert.ToHexString(bytes.AsSpan(2 * IdBytes)))
        : null;
}
