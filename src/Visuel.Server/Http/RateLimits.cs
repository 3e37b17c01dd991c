using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Visuel.Server.Http;

/// <summary>How often a caller may ask. A signed-in workspace is never refused below 600 generate calls a minute: the quota decides, not the limiter.</summary>
public static class RateLimits
{
    /// <summary>Names of the policies that routes ask for.</summary>
    public const string Registration = "registration";

    public const string Generation = "generation";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Registers the limits: 600 generate calls a minute and workspace, 30 registrations an hour and address, 1,200 other calls a minute and caller.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services
        .AddSingleton<SignInLimit>()
        .AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = AnswerAsync;
            options.AddPolicy(Registration, http => Window(AddressOf(http), 30, TimeSpan.FromHours(1)));
            options.AddPolicy(Generation, http => Window(CallerOf(http), 600, Minute));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is null
                    ? Window(CallerOf(http), 1200, Minute)
                    : RateLimitPartition.GetNoLimiter(""));
        });

    /// <summary>The address a call comes from; of IPv6 the /64, which is what one household has.</summary>
    public static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static string CallerOf(HttpContext http) => Caller.TryOf(http.User)?.Workspace.ToString() ?? AddressOf(http);

    private static RateLimitPartition<string> Window(string key, int permits, TimeSpan window) => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window });

    private static async ValueTask AnswerAsync(OnRejectedContext context, CancellationToken stop)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Minute;
        var problems = context.HttpContext.RequestServices.GetRequiredService<Problems>();
        await problems.Later(Problem.TooManyRequests, wait).ExecuteAsync(context.HttpContext);
    }
}

/// <summary>Sign-ins: 10 a minute per account and address.</summary>
public sealed class SignInLimit : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Counts a try; how long to wait when it is one too many, otherwise null.</summary>
    public TimeSpan? Refuse(HttpContext http, string account)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{RateLimits.AddressOf(http)} {account.Trim().ToUpperInvariant()}");
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    public void Dispose() => limiter.Dispose();
}
