namespace Visuel.Core.Accounts;

/// <summary>The languages that Visuel speaks.</summary>
public static class Languages
{
    /// <summary>Their codes (ISO 639-1), the default first.</summary>
    public static IReadOnlyList<string> All { get; } = ["fr", "en"];
}
