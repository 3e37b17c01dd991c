using System.Globalization;
using System.Text;
using Visuel.Words;

namespace Visuel.Core.Prompts;

/// <summary>One part of a prompt.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Rank">0 for what is never left out; of the others the highest goes first.</param>
/// <param name="IsSentence">Whether a sentence begins with it; otherwise a comma goes before it.</param>
public sealed record PromptPart(string Text, int Rank, bool IsSentence = false);

/// <summary>The parts of a prompt that a model reads.</summary>
/// <param name="Text">Them, in their order.</param>
/// <param name="Tokens">How many tokens they take.</param>
/// <param name="Dropped">What was left out, the least important first.</param>
public sealed record FittedPrompt(string Text, int Tokens, IReadOnlyList<string> Dropped);

/// <summary>Keeps a prompt within what a model reads: parts are left out whole, by their rank. Only where the parts
/// that must stay are too long by themselves is the first of them cut.</summary>
public static class TokenBudget
{
    // "anticonstitutionnellement" takes nine.
    private const int LongestWord = 15;

    /// <summary>The parts that fit.</summary>
    /// <param name="parts">In their order. The first is the subject.</param>
    /// <param name="most">The tokens that the model reads.</param>
    public static FittedPrompt Fit(IReadOnlyList<PromptPart> parts, int most)
    {
        var kept = parts.Where(part => part.Text.Length > 0).ToList();
        var dropped = new List<string>();
        var tokens = Count(kept);
        while (tokens > most && kept.Exists(part => part.Rank > 0))
        {
            // Of equal ones the last.
            var least = kept.Index().MaxBy(part => (part.Item.Rank, part.Index)).Index;
            dropped.Add(kept[least].Text);
            kept.RemoveAt(least);
            tokens = Count(kept);
        }

        if (tokens > most)
        {
            var subject = kept[0].Text;
            var end = LongestStart(subject, start => Count([kept[0] with { Text = start }, .. kept.Skip(1)]) <= most);
            kept[0] = kept[0] with { Text = Trimmed(subject[..end]) };
            dropped.Add(subject[end..].Trim());
            tokens = Count(kept);
        }

        return new FittedPrompt(Join(kept), tokens, dropped);
    }

    // Whole words; letters where the next word takes more tokens than words do.
    private static int LongestStart(string text, Func<string, bool> fits)
    {
        int[] spaces = [.. text.Index().Where(letter => letter.Item == ' ').Select(letter => letter.Index)];
        var end = Last(spaces);
        var next = text[end..].TrimStart();
        var word = next.IndexOf(' ', StringComparison.Ordinal) is > 0 and var length ? next[..length] : next;
        return ClipTokens.Shared.Count(word) <= LongestWord ? end : Last(StringInfo.ParseCombiningCharacters(text));

        // Halves the list, since a longer start takes more tokens.
        int Last(int[] ends)
        {
            var (low, high) = (0, ends.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = fits(Trimmed(text[..ends[middle]])) ? (middle + 1, high) : (low, middle);
            }

            return low == 0 ? 0 : ends[low - 1];
        }
    }

    private static string Trimmed(string start) =>
        Wording.WithoutEnd(start) is { Length: > 0 } trimmed ? trimmed : start;

    private static string Join(IEnumerable<PromptPart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(text.Length == 0 ? "" : part.IsSentence ? ". " : ", ")
                .Append(part.IsSentence ? $"{char.ToUpperInvariant(part.Text[0])}{part.Text[1..]}" : part.Text);
        }

        return text.ToString();
    }

    private static int Count(IEnumerable<PromptPart> parts) => ClipTokens.Shared.Count(Join(parts));
}
