using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Limits;

/// <summary>How often a caller may ask. A signed-in workspace is never refused below 600 generate calls a minute: the
/// quota decides, not the limiter.</summary>
public static class RateLimits
{
    /// <summary>The policy of drawing.</summary>
    public const string Generation = "generation";

    /// <summary>The policy of what asks the payment provider, which has limits of its own for all of
    /// the installation.</summary>
    public const string Payments = "payments";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Registers the limits: 600 generate calls a minute and workspace (10 a minute and address for visitors),
    /// 30 calls that ask Stripe a minute and workspace, 1,200 other calls a minute and caller, and so many open pages
    /// at once of one address as the settings say;
    /// for the doors see <see cref="RequestLimits"/>.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services, LimitOptions limits) => services
        .AddSingleton(limits)
        .AddSingleton<RequestLimits>()
        .AddSingleton<HashingTurns>()
        .AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = AnswerAsync;
            options.AddPolicy(
                Generation, http => Window(CallerOf(http), Caller.TryOf(http.User) is null ? 10 : 600, Minute));
            options.AddPolicy(Payments, http => Window(CallerOf(http), 30, Minute));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                IsOf<HubMetadata>(http)
                    ? AtOnce($"pages {AddressOf(http)}", limits.OpenPagesPerAddress)
                    : ProblemAnswers.IsApi(http) && !IsOf<EnableRateLimitingAttribute>(http)
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

    private static string CallerOf(HttpContext http) =>
        Caller.TryOf(http.User)?.Workspace.ToString() ?? AddressOf(http);

    private static RateLimitPartition<string> Window(string key, int permits, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(
            key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window });

    // The request that opened a WebSocket lasts as long as the socket.
    private static RateLimitPartition<string> AtOnce(string key, int permits) =>
        RateLimitPartition.GetConcurrencyLimiter(
            key, _ => new ConcurrencyLimiterOptions { PermitLimit = permits, QueueLimit = 0 });

    private static bool IsOf<T>(HttpContext http)
        where T : class => http.GetEndpoint()?.Metadata.GetMetadata<T>() is not null;

    private static ValueTask AnswerAsync(OnRejectedContext context, CancellationToken stop)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Minute;
        var answers = context.HttpContext.RequestServices.GetRequiredService<ProblemAnswers>();
        return new ValueTask(answers.RefuseAsync(context.HttpContext, Problem.TooManyRequests, wait));
    }
}
