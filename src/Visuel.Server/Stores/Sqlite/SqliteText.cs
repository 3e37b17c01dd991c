namespace Visuel.Server.Stores.Sqlite;

/// <summary>Writes search patterns.</summary>
internal static class SqliteText
{
    /// <summary>A LIKE pattern for texts that contain these words; null for no search. Signs that mean something to LIKE are escaped with a backslash.</summary>
    public static string? Containing(string? words) => words is null
        ? null
        : $"%{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
