namespace Visuel.Words;

/// <summary>What is shown for a phrase.</summary>
/// <param name="Kind">What the phrase is.</param>
/// <param name="English">What is shown, in English.</param>
/// <param name="Scene">It with place and light, in English, or null.</param>
/// <param name="French">What it is in French; null for a noun that only English has.</param>
/// <param name="Domain">The field it belongs to (see <see cref="Domains"/>), or "".</param>
/// <param name="Weight">How strongly it leads a title.</param>
/// <param name="IsBroad">Whether a more concrete word of the same title goes before it.</param>
public sealed record Entry(
    EntryKind Kind, string English, string? Scene, string? French, string Domain, float Weight, bool IsBroad = false)
{
    /// <summary>The scene in French, or null.</summary>
    public string? FrenchScene { get; init; }

    /// <summary>Whether somebody is to be seen.</summary>
    public bool ShowsPeople { get; init; }
}
