using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Visuel.Testing;

/// <summary>What people told a server: prompts, titles, passwords, addresses, tokens.
/// None of it may stand in a log.</summary>
internal sealed partial class PrivateWords
{
    // Shorter ones could stand there by chance.
    private const int Shortest = 9;

    private static readonly string[] Fields =
        ["prompt", "contentTitle", "contentDescription",
            "negativePrompt", "title", "description", "password", "current", "new", "email", "token"];

    private readonly ConcurrentDictionary<string, byte> words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Remembers what is private in the body of a request.</summary>
    public void Hear(string body)
    {
        try
        {
            if (JsonDocument.Parse(body).RootElement is { ValueKind: JsonValueKind.Object } json)
            {
                foreach (var field in json.EnumerateObject()
                    .Where(field => Fields.Contains(field.Name) && field.Value.ValueKind == JsonValueKind.String))
                {
                    words.TryAdd(field.Value.GetString()!.Trim(), 0);
                }
            }
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // Nothing that the server understands either.
        }
    }

    /// <summary>Fails when a log holds something private, a token of Hugging Face's, an API key, or an image.</summary>
    public void AssertNoneIn(string log)
    {
        Assert.DoesNotMatch(Token, log);
        Assert.DoesNotContain("data:image", log, StringComparison.OrdinalIgnoreCase);
        foreach (var word in words.Keys.Where(word => word.Length >= Shortest))
        {
            Assert.DoesNotContain(word, log, StringComparison.OrdinalIgnoreCase);
        }
    }

    [GeneratedRegex("(?<![A-Za-z_])(hf|vsl_[a-z]+)_[A-Za-z0-9]{4,}", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Token { get; }
}
