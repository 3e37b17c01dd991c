using System.Threading.RateLimiting;
using Visuel.Core.Accounts;

namespace Visuel.Server.Limits;

/// <summary>How often somebody may try to get in, by the API or by the pages: 10 sign-ins a minute per account and
/// address, 30 that fail a minute and address, 5 wrong passwords in a row, 30 registrations an hour per
/// address.</summary>
public sealed class RequestLimits(LimitOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> tokenChecks = Limiter(10, Minute);
    private readonly PartitionedRateLimiter<string> pages = Limiter(120, Minute);
    private readonly PartitionedRateLimiter<string> exports = Limiter(5, TimeSpan.FromDays(1));
    private readonly PartitionedRateLimiter<string> registrations = Limiter(30, TimeSpan.FromHours(1));

    /// <summary>Sign-ins for an e-mail address from a network address, right or wrong.</summary>
    public AttemptCounts SignIns { get; } = new(AttemptLimit.AMinute(10), clock);

    /// <summary>Sign-ins of a network address that fail, whatever the account.</summary>
    public AttemptCounts Failures { get; } =
        new(AttemptLimit.AMinute(options.FailedSignInsPerAddress), clock);

    /// <summary>Wrong passwords for an e-mail address, whether or not it has an account, or in a browser.</summary>
    public AttemptCounts WrongPasswords { get; } = new(AttemptLimit.WrongPasswords, clock);

    /// <summary>Counts a look at somebody's Hugging Face token, which Hugging Face itself limits strictly; how long to
    /// wait when it is one too many, otherwise null.</summary>
    public TimeSpan? RefuseTokenCheck(WorkspaceId workspace) => Count(tokenChecks, workspace.ToString());

    /// <summary>Counts a page that an account opens; how long to wait when it is one too many,
    /// otherwise null.</summary>
    public TimeSpan? RefusePage(AccountId account) => Count(pages, account.ToString());

    /// <summary>Counts an export, which reads every file of a workspace; how long to wait when it is one too many,
    /// otherwise null.</summary>
    public TimeSpan? RefuseExport(WorkspaceId workspace) => Count(exports, workspace.ToString());

    /// <summary>Counts a registration; how long to wait when it is one too many, otherwise null.</summary>
    public TimeSpan? RefuseRegistration(HttpContext http) => Count(registrations, RateLimits.AddressOf(http));

    public void Dispose()
    {
        tokenChecks.Dispose();
        pages.Dispose();
        exports.Dispose();
        registrations.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int permits, TimeSpan window) =>
        PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetFixedWindowLimiter(
                key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window }));

    private static TimeSpan? Count(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Minute;
    }
}
