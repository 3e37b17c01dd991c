using System.Globalization;
using System.Net.Http.Headers;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Reads how long an answer asks the caller to wait.</summary>
internal static class RetryAfter
{
    /// <summary>From <c>RateLimit: "api";r=0;t=55</c> when nothing remains of that bucket (one second is added, as
    /// huggingface_hub does), else from <c>Retry-After</c> in seconds or as a date. Null when neither says.</summary>
    public static TimeSpan? Read(UpstreamReply reply, DateTimeOffset now)
    {
        if (Parameter(reply.Header("ratelimit"), "r") == 0 && Parameter(reply.Header("ratelimit"), "t") is { } reset)
        {
            return TimeSpan.FromSeconds(reset + 1);
        }

        if (!RetryConditionHeaderValue.TryParse(reply.Header("retry-after"), out var value))
        {
            return null;
        }

        var wait = value.Delta ?? value.Date - now ?? TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static int? Parameter(string? header, string name)
    {
        foreach (var part in header?.Split(';', StringSplitOptions.TrimEntries) ?? [])
        {
            if (part.StartsWith(name + "=", StringComparison.Ordinal)
                && int.TryParse(
                    part.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }
}
