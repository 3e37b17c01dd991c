namespace Visuel.Core;

/// <summary>How long to wait before what failed is tried again: twice as long after each failure, up to a
/// limit.</summary>
/// <param name="First">The wait after the first failure.</param>
/// <param name="Longest">The longest wait.</param>
public readonly record struct Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>The wait after so many failures in a row.</summary>
    /// <param name="failures">How many, 1 and up.</param>
    /// <param name="spread">0 to 1: adds up to a quarter, so that callers who failed together do not return
    /// together.</param>
    public TimeSpan After(int failures, double spread = 0)
    {
        var seconds = First.TotalSeconds * Math.Pow(2, failures - 1) * (1 + (spread / 4));
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }
}
