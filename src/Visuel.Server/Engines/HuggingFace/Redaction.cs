using System.Text.RegularExpressions;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Takes out of a provider's sentence what must not be kept: tokens, images written as text, and the words
/// that were sent.</summary>
internal static partial class Redaction
{
    private const string Gone = "…";

    /// <summary>The sentence without them.</summary>
    public static string Clean(string sentence, params ReadOnlySpan<string?> words)
    {
        foreach (var word in words)
        {
            if (!string.IsNullOrWhiteSpace(word))
            {
                sentence = sentence.Replace(word, Gone, StringComparison.OrdinalIgnoreCase);
            }
        }

        return Secrets().Replace(sentence, Gone);
    }

    [GeneratedRegex(
        "hf_[A-Za-z0-9_]+|[Dd]ata:[a-z]+/[^ \"']*|[A-Za-z0-9+/=]{200,}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secrets();
}
