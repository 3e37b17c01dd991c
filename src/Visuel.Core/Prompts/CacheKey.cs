using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Visuel.Core.Generation;
using Visuel.Core.Words;

namespace Visuel.Core.Prompts;

/// <summary>The key of the prompt cache. Two requests with the same key may be answered with the same
/// picture.</summary>
public static class CacheKey
{
    /// <summary>The key, made of the prompt (in NFC, lower case, with single spaces) and of everything else that
    /// changes the picture.</summary>
    /// <param name="order">What would be drawn.</param>
    /// <param name="engine">The engine that would draw it.</param>
    /// <param name="style">The style asked for, or null.</param>
    /// <param name="wording">How much of the words is ours.</param>
    /// <param name="pinnedSeed">The seed if the caller chose one. A seed that was drawn at random is no part of the
    /// key.</param>
    public static string Of(Order order, IImageEngine engine, string? style, PromptWording wording, long? pinnedSeed)
    {
        string?[] parts =
        [
            Even(order.Prompt), engine.Name, engine.Version, order.Model.Id, Invariant(order.Size.Width), Invariant(
                order.Size.Height),
            style, Even(order.NegativePrompt), PromptRecipe.Version, wording.ToString(),
            engine.ReadsTheBrief ? order.Brief.Type.ToString() : null,
            pinnedSeed is { } seed ? Invariant(seed) : null, order.Title, order.Brand?.Fingerprint,
        ];
        // No cleaned text holds the separator, so two different lists of parts never give the same text.
        var text = string.Join('\u001F', parts.Select(part => part ?? "\u0000"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string? Even(string? text) => TypedText.Line(text)?.ToLowerInvariant();

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
