namespace Visuel.Core.Search;

/// <summary>
/// What people type into a search: words that must all be found, in any order, each also inside a longer word.
/// </summary>
public static class SearchWords
{
    /// <summary>How many characters of a query count; more than the longest title has.</summary>
    public const int LongestQuery = 1000;

    /// <summary>How many words of a query count.</summary>
    public const int MostWords = 32;

    /// <summary>The words, folded as <see cref="FoldedText"/> folds; none when there is nothing to look for. A word
    /// that is part of another one is left out: a text that contains the longer contains both.</summary>
    public static IReadOnlyList<string> Of(string? query)
    {
        var counted = query is { Length: > LongestQuery } ? query[..LongestQuery] : query;
        var words = FoldedText.Of(counted).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal).ToList();
        return [.. words.Where(word => !words.Any(other => IsPart(word, other))).Take(MostWords)];
    }

    private static bool IsPart(string word, string other) =>
        other.Length > word.Length && other.Contains(word, StringComparison.Ordinal);
}
