using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>A failure, and whether the same provider may be asked again. The class alone does not decide it: a proxy's
/// refusal and an overload are both <see cref="FaultClass.Unavailable"/>, but a second call helps only after the
/// overload.</summary>
/// <param name="Fault">What went wrong.</param>
/// <param name="MayRetry">Whether the same provider may be asked again for the same image.</param>
internal sealed record ProviderFault(EngineFault Fault, bool MayRetry)
{
    /// <summary>What kind of failure it is.</summary>
    public FaultClass Class => Fault.Class;

    /// <summary>A failure whose class decides whether the provider may be asked again.</summary>
    public static ProviderFault Of(FaultClass kind, string detail, TimeSpan? retryAfter = null) =>
        new(new EngineFault(kind, detail, retryAfter), kind.MayRetry());

    /// <summary>A failure after which the same provider is not asked again.</summary>
    public static ProviderFault Final(FaultClass kind, string detail) =>
        new(new EngineFault(kind, detail), MayRetry: false);
}
