namespace Visuel.Words;

/// <summary>The fields that things belong to. A field decides what surroundings suit them.</summary>
public static class Domains
{
    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "food", "home", "garden", "animals", "fashion", "beauty", "health", "sport", "travel", "nature", "city",
        "culture", "event", "people", "children", "work", "office", "tech", "industry", "trade", "law", "money",
    };
}
