using System.IO.Compression;
using System.Text.Json;
using Visuel.Words;

namespace Visuel.Composer.Pictograms;

/// <summary>The pictograms of Data/pictograms.json.br, by symbol. Read once, then never changed.</summary>
internal sealed class PictogramLibrary
{
    private readonly Dictionary<string, Pictogram> bySymbol = new(StringComparer.Ordinal);

    public PictogramLibrary()
    {
        using var file = new BrotliStream(
            EmbeddedFiles.Open(typeof(PictogramLibrary).Assembly, "pictograms.json.br"), CompressionMode.Decompress);
        var document = JsonDocument.Parse(file);
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            var symbol = entry.GetProperty("c").GetString()!;
            var group = (PictogramGroup)entry.GetProperty("g").GetInt32();
            bySymbol.Add(
                symbol, new Pictogram(symbol, group, Words(entry, "en"), Words(entry, "fr"), entry.GetProperty("l")));
        }
    }

    public IEnumerable<Pictogram> All => bySymbol.Values;

    /// <summary>The pictogram of an emoji, with or without its variation selector;
    /// null when there is no drawing of it.</summary>
    public Pictogram? Find(string symbol) =>
        bySymbol.GetValueOrDefault(Plain(symbol));

    /// <summary>An emoji without variation selectors, as <see cref="Pictogram.Symbol"/> is.</summary>
    public static string Plain(string symbol) => symbol.Replace("\uFE0F", string.Empty, StringComparison.Ordinal);

    /// <summary>A pictogram the code itself needs.</summary>
    public Pictogram Get(string symbol) =>
        Find(symbol) ?? throw new ArgumentException($"No drawing of {symbol}.", nameof(symbol));

    private static string[] Words(JsonElement entry, string language) =>
        [.. entry.GetProperty(language).EnumerateArray().Select(word => word.GetString()!)
            .Where(word => word.Length > 0)];
}
