using System.Globalization;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Classifies a failed answer by its status, its headers and the beginning of its body
/// (docs/contracts/huggingface.md#statuses).</summary>
internal static class FaultReader
{
    private static readonly TimeSpan ShortestLoading = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLoading = TimeSpan.FromSeconds(60);

    /// <summary>The failure in an answer whose status is no success, or is 204.</summary>
    public static ProviderFault Read(UpstreamReply reply, DateTimeOffset now)
    {
        var error = ErrorEnvelope.Read(reply);
        var kind = Classify(reply, error);
        return new ProviderFault(
            new EngineFault(kind, Describe(reply, error), Wait(kind, reply, error, now)), MayRetry(kind, reply, error));
    }

    private static FaultClass Classify(UpstreamReply reply, ErrorEnvelope error) => reply.Status switch
    {
        204 => FaultClass.Malformed,
        >= 300 and < 400 => FaultClass.EndpointGone,
        400 or 422 when error.Kind == "content_policy_violation" => FaultClass.ContentBlocked,
        400 or 405 when error.Kind == "model_not_supported" || Says(error, "not supported by")
            || Says(error, "Not allowed to") => FaultClass.ModelGone,
        401 => FaultClass.AuthInvalid,
        // The wording of "no credit left" changes, so the text decides only about the other meaning of 402.
        402 => Says(error, "Pay-as-you") && Says(error, "not enabled")
            ? FaultClass.PayAsYouGoDisabled
            : FaultClass.CreditsExhausted,
        403 when error.IsPage => FaultClass.Unavailable,
        403 =>
            error.Kind == "GatedRepo" || Says(error, "is restricted") ? FaultClass.ModelGone : FaultClass.AuthForbidden,
        // The old host, which Hugging Face switched off, answers every call with this text.
        404 when SpeaksOfTheOldPath(reply) => FaultClass.EndpointGone,
        410 when Says(error, "api-inference.huggingface.co") => FaultClass.EndpointGone,
        404 or 410 => FaultClass.ModelGone,
        408 => FaultClass.Timeout,
        429 => FaultClass.RateLimited,
        >= 400 and < 500 => FaultClass.BadRequest,
        503 when error.EstimatedSeconds is not null => FaultClass.Warming,
        503 or 504 when error.Kind is "request_timeout" or "startup_timeout" => FaultClass.Timeout,
        _ => FaultClass.Unavailable,
    };

    private static bool MayRetry(FaultClass kind, UpstreamReply reply, ErrorEnvelope error) => reply.Status switch
    {
        // 204 says that the worker thought the caller had left. The caller is still there.
        204 or 408 => true,
        // A proxy refused the call, and will refuse the next one too.
        403 when error.IsPage => false,
        _ => kind.MayRetry()
            && !string.Equals(reply.Header("x-fal-retryable"), "false", StringComparison.OrdinalIgnoreCase),
    };

    private static TimeSpan? Wait(FaultClass kind, UpstreamReply reply, ErrorEnvelope error, DateTimeOffset now) =>
        kind switch
        {
            FaultClass.Warming => TimeSpan.FromSeconds(
                Math.Clamp(error.EstimatedSeconds ?? 0, ShortestLoading.TotalSeconds, LongestLoading.TotalSeconds)),
            FaultClass.RateLimited or FaultClass.Unavailable => RetryAfter.Read(reply, now),
            _ => null,
        };

    private static string Describe(UpstreamReply reply, ErrorEnvelope error)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"HTTP {reply.Status}");
        return error.Message.Length > 0 ? $"{status}: {error.Message}" : status;
    }

    private static bool Says(ErrorEnvelope error, string words) =>
        error.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static bool SpeaksOfTheOldPath(UpstreamReply reply) =>
        reply.Body.Span.IndexOf("Cannot POST /models/"u8) >= 0;
}
