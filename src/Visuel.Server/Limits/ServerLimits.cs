using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Visuel.Server.Limits;

/// <summary>What Kestrel takes before any of our code sees it.</summary>
public static class ServerLimits
{
    // API bodies end at 64 kB (JsonBody). A larger one is read to its end and thrown away up to here, so that its
    // sender gets the answer 413 and not a broken pipe.
    private const long LargestDiscarded = 64 * 1024 * 1024;

    /// <summary>Sets the limits.</summary>
    public static void Set(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = LargestDiscarded;
    }
}
