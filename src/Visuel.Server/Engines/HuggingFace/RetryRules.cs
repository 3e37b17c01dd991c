using Visuel.Core;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Decides whether the same provider is asked again, and after how long. Each request may be paid for, so
/// there are few.</summary>
internal static class RetryRules
{
    private const int MostAsked = 3;
    private const int MostAskedWhileLoading = 5;
    private const int MostAskedForBetter = 2;

    /// <summary>The pause, or null to give up.</summary>
    /// <param name="fault">Why it failed this time.</param>
    /// <param name="asked">How often it has been asked already.</param>
    /// <param name="budgets">How long to wait for what.</param>
    public static TimeSpan? Before(ProviderFault fault, int asked, HuggingFaceBudgets budgets)
    {
        var most = fault.Class switch
        {
            FaultClass.Warming => MostAskedWhileLoading,
            FaultClass.Malformed => MostAskedForBetter,
            _ => MostAsked,
        };
        if (!fault.MayRetry || asked >= most)
        {
            return null;
        }

        if (fault.Fault.RetryAfter is not { } announced)
        {
            return new Backoff(budgets.Backoff, TimeSpan.MaxValue).After(asked, Random.Shared.NextDouble());
        }

        return fault.Class == FaultClass.Warming || announced <= budgets.LongestRetryAfter ? announced : null;
    }
}
