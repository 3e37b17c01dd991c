using Visuel.Core;
using Visuel.Core.Billing;
using Visuel.Core.Library;

namespace Visuel.Server.Answers;

/// <summary>Which exceptions are outages that a caller is told of, and as what. The one place that says so.</summary>
internal static class Outages
{
    /// <summary>How long a caller should wait before trying again.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <summary>The problem that an exception is, or null when it is a bug.</summary>
    public static Problem? Of(Exception error) => error switch
    {
        StorageFullException => Problem.StorageFull,
        StoreUnavailableException => Problem.StoreUnavailable,
        PaymentException { Fault: var fault } => Problem.Of(fault),
        _ => null,
    };
}
