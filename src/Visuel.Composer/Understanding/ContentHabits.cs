namespace Visuel.Composer.Understanding;

/// <summary>How the composer draws for one content type. The entries of <see cref="All"/> are the only place that knows
/// the types.</summary>
/// <param name="Name">The type as briefs name it.</param>
/// <param name="Symbols">What is shown where nothing was understood: the trade itself, without a topic.</param>
internal sealed record ContentHabits(string Name, IReadOnlyList<string> Symbols)
{
    /// <summary>The habits of a brief without a known type.</summary>
    public static readonly ContentHabits Image = new("image", ["🎨", "🖼️", "🖌️", "🌈", "💡", "✨", "⭐", "✏️"]);

    /// <summary>One entry for each type.</summary>
    public static IReadOnlyList<ContentHabits> All { get; } =
    [
        new("article", ["📰", "✏️", "💡", "📚", "📌", "☕", "🔍", "📝"])
        {
            CentresTitle = false,
            UnwantedScenes = ["burst"],
            // Pale palettes suit articles, which are read.
            LoudPalettes = -.7,
            CalmPalettes = .3,
        },
        new("social", ["💬", "📸", "❤️", "🔔", "👍", "✨", "⭐", "🎈"]) { MoreScenes = ["burst"] },
        new("ad", ["📣", "🎁", "⭐", "🛍️", "🎯", "✨", "🎈", "💎"])
        {
            ScenesOfSubject = 3,
            MoreScenes = ["burst", "podium", "stage"],
            // Vivid and dark palettes suit advertisements, which are seen for a moment.
            LoudPalettes = .6,
        },
        Image,
    ];

    /// <summary>Whether the title is centred where the picture is not wide.</summary>
    public bool CentresTitle { get; init; } = true;

    /// <summary>How many of the subject's own scenes are candidates.</summary>
    public int ScenesOfSubject { get; init; } = int.MaxValue;

    /// <summary>Candidates after the subject's own scenes.</summary>
    public IReadOnlyList<string> MoreScenes { get; init; } = [];

    /// <summary>Scenes that are no candidates.</summary>
    public IReadOnlyList<string> UnwantedScenes { get; init; } = [];

    /// <summary>Added to the score of a palette that is dark or vivid.</summary>
    public double LoudPalettes { get; init; }

    /// <summary>Added to the score of any other palette.</summary>
    public double CalmPalettes { get; init; }

    /// <summary>The habits of a type; those of an image where the type is not known.</summary>
    public static ContentHabits Of(string type) =>
        All.FirstOrDefault(habits => string.Equals(habits.Name, type, StringComparison.Ordinal)) ?? Image;
}
