namespace Visuel.Core;

/// <summary>Part of a list.</summary>
/// <param name="Items">The rows, in the list's order.</param>
/// <param name="Next">Opaque mark from which the next part continues, or null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>The most rows one part may have.</summary>
    public const int MaximumLimit = 100;
}
