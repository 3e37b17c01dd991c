namespace Visuel.Words;

/// <summary>Something that can be shown: in English for the model, in French for the reader.</summary>
/// <param name="English">It in English.</param>
/// <param name="French">It in French; null for an English noun that has none here.</param>
public sealed record Shown(string English, string? French);

/// <summary>What is to be shown of a title.</summary>
/// <param name="Subject">The main thing; null where nothing was understood.</param>
/// <param name="IsScene">Whether it has its own place and light.</param>
/// <param name="Companion">What is shown beside it, or null.</param>
/// <param name="Place">Where it is, or null.</param>
/// <param name="Domain">The field it belongs to (see <see cref="Domains"/>), or "".</param>
/// <param name="Confidence">How sure that is.</param>
/// <param name="Others">What else the title may mean, the likeliest first.</param>
/// <param name="Denied">What it says is not there.</param>
public sealed record PictureSubject(
    Shown? Subject, bool IsScene, Shown? Companion, Shown? Place, string Domain, Confidence Confidence,
    IReadOnlyList<Shown> Others, IReadOnlyList<Shown> Denied)
{
    /// <summary>Whether somebody is in the picture.</summary>
    public bool ShowsPeople { get; init; }

    /// <summary>Whether it is the whole text, put into English word for word where it was French.</summary>
    public bool IsDescription { get; init; }

    /// <summary>Nothing.</summary>
    public static PictureSubject Nothing { get; } = new(
        Subject: null, IsScene: false, Companion: null, Place: null, "", Confidence.Unsure, [], []);
}
