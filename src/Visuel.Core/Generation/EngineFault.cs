namespace Visuel.Core.Generation;

/// <summary>Why an engine did not draw.</summary>
/// <param name="Class">What kind of failure it was.</param>
/// <param name="Detail">For the operator's log: no token, no prompt, no provider's page.</param>
/// <param name="RetryAfter">When the provider says it is worth trying again, or null.</param>
public sealed record EngineFault(FaultClass Class, string Detail, TimeSpan? RetryAfter = null)
{
    /// <summary>Of several failures, the one to report: blocked, out of credit, not configured, loading, busy, timeout,
    /// failed, unavailable. Among equals the first.</summary>
    public static EngineFault MostTelling(IReadOnlyCollection<EngineFault> faults) =>
        faults.MinBy(fault => fault.Class.Rank())!;
}

/// <summary>The kinds of failure (docs/contracts/huggingface.md#statuses).</summary>
public enum FaultClass
{
    /// <summary>The provider refused the words or blacked out the image.</summary>
    ContentBlocked,

    /// <summary>The credit behind this token is used up, at every provider.</summary>
    CreditsExhausted,

    /// <summary>Pay-as-you-go is switched off at this provider.</summary>
    PayAsYouGoDisabled,

    /// <summary>No token.</summary>
    NotConfigured,

    /// <summary>The token is wrong or expired.</summary>
    AuthInvalid,

    /// <summary>The token may not call inference providers.</summary>
    AuthForbidden,

    /// <summary>The provider says that it is loading the model.</summary>
    Warming,

    /// <summary>Too many requests.</summary>
    RateLimited,

    /// <summary>The provider is down, or was not reached.</summary>
    Unavailable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>What came back is no image.</summary>
    Malformed,

    /// <summary>The provider refused our request: our bug.</summary>
    BadRequest,

    /// <summary>The provider no longer has the model.</summary>
    ModelGone,

    /// <summary>The address no longer exists.</summary>
    EndpointGone,
}

/// <summary>What to do about a kind of failure.</summary>
public static class FaultRules
{
    /// <summary>Whether the same provider may be asked once more.</summary>
    public static bool MayRetry(this FaultClass fault) =>
        fault is FaultClass.RateLimited or FaultClass.Unavailable or FaultClass.Warming;

    /// <summary>Whether another provider of the same model may be asked. Not when the fault lies with the token, the
    /// words or our own request: the next provider would refuse them too, and perhaps charge for it.</summary>
    public static bool MayTryNextProvider(this FaultClass fault) => fault is
        FaultClass.PayAsYouGoDisabled or FaultClass.Warming or FaultClass.RateLimited or FaultClass.Unavailable or
        FaultClass.Timeout or FaultClass.Malformed or FaultClass.ModelGone;

    /// <summary>Place in the order of what to report: the lower, the more it helps the caller.</summary>
    public static int Rank(this FaultClass fault) => fault switch
    {
        FaultClass.ContentBlocked => 0,
        FaultClass.CreditsExhausted or FaultClass.PayAsYouGoDisabled => 1,
        FaultClass.NotConfigured or FaultClass.AuthInvalid or FaultClass.AuthForbidden => 2,
        FaultClass.Warming => 3,
        FaultClass.RateLimited or FaultClass.Unavailable => 4,
        FaultClass.Timeout => 5,
        FaultClass.Malformed or FaultClass.BadRequest => 6,
        _ => 7,
    };
}
