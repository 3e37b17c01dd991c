namespace Visuel.Words;

/// <summary>A phrase found in a title.</summary>
/// <param name="Start">The place of its first word.</param>
/// <param name="Length">How many words it has.</param>
/// <param name="Entry">What is shown for it.</param>
/// <param name="Score">How strongly it leads.</param>
/// <param name="IsGuess">Whether it has several meanings, or letters without accents, and nothing beside it said
/// which is meant.</param>
internal sealed record Mention(int Start, int Length, Entry Entry, float Score, bool IsGuess)
{
    /// <summary>The place after its last word.</summary>
    public int End => Start + Length;
}
