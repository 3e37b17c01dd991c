namespace Visuel.Composer;

/// <summary>A finished illustration and why it looks as it does.</summary>
/// <param name="Png">The file: 8-bit RGB, with a text chunk that says it is an offline illustration.</param>
/// <param name="Scene">The scene family, such as "orbit" or "workspace".</param>
/// <param name="Palette">The name of the palette.</param>
/// <param name="Concepts">The lexicon's concepts found in the words, the leading one first;
/// empty when none was.</param>
/// <param name="Pictograms">The pictograms shown, the main one first, as emoji text.</param>
public sealed record ComposedImage(
    ReadOnlyMemory<byte> Png,
    string Scene,
    string Palette,
    IReadOnlyList<string> Concepts,
    IReadOnlyList<string> Pictograms)
{
    /// <summary>Whether the title asked for was set: false when none was asked,
    /// or the font has too few of its letters.</summary>
    public bool HasTitle { get; init; }
}
