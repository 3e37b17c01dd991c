using Visuel.Core.Accounts;
using Visuel.Server.Callers;
using Visuel.Server.Limits;

namespace Visuel.Server.Features.Accounts;

/// <summary>Where an attempt to get in comes from.</summary>
/// <param name="Address">The network address, as limits count it.</param>
/// <param name="Origin">What a session keeps of it.</param>
/// <param name="Devices">The browsers that its cookies say it is.</param>
/// <param name="Before">Who is signed in there already, or null.</param>
public sealed record SignInAttempt(
    string Address, SignInOrigin Origin, IReadOnlyList<KnownDevice> Devices, Caller? Before = null)
{
    /// <summary>The attempt that a request makes.</summary>
    public static SignInAttempt Of(HttpContext http, DeviceCookie cookie) => new(
        RateLimits.AddressOf(http),
        SignInOrigin.Of(http.Request.Headers.UserAgent, http.Connection.RemoteIpAddress),
        cookie.Read(http.Request),
        Caller.TryOf(http.User));

    /// <summary>The browser, where the account signed in with it before; else null.</summary>
    public KnownDevice? DeviceOf(Account? account) => Devices.FirstOrDefault(device => device.IsOf(account));
}
