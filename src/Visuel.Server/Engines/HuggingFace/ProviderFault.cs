using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>A failure, and whether the one who failed may be asked again. The class alone does not say it: a page that refuses us is as
/// unavailable as an overload, but asking again would change nothing.</summary>
/// <param name="Fault">What went wrong.</param>
/// <param name="MayRetry">Whether the same provider may be asked again for the same image.</param>
internal sealed record ProviderFault(EngineFault Fault, bool MayRetry)
{
    /// <summary>What kind of failure it is.</summary>
    public FaultClass Class => Fault.Class;

    /// <summary>A failure that its class tells whether to try again.</summary>
    public static ProviderFault Of(FaultClass kind, string detail, TimeSpan? retryAfter = null) =>
        new(new EngineFault(kind, detail, retryAfter), kind.MayRetry());

    /// <summary>A failure after which the same provider is not asked again.</summary>
    public static ProviderFault Final(FaultClass kind, string detail) => new(new EngineFault(kind, detail), MayRetry: false);
}
