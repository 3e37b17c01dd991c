using System.Text.Json;
using Visuel.Core.Search;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>
/// Writes and searches the folded texts of records. Triggers note whose text is to be folded: <c>0015-search.sql</c>.
/// </summary>
internal static class SqliteSearch
{
    /// <summary>Of accounts, in place of a workspace.</summary>
    public const string NoWorkspace = "";

    // So few that others who write to the file wait for some milliseconds.
    private const int AtOnce = 500;

    /// <summary>A condition on <c>s</c>, a row of <c>search_texts</c>: it has all the words.</summary>
    /// <param name="patterns">The number of the parameter that is <see cref="Patterns"/>.</param>
    public static string HasAllWords(int patterns) => "s.text IS NOT NULL AND NOT EXISTS " +
        $"(SELECT 1 FROM json_each(?{patterns}) word WHERE s.text NOT LIKE word.value ESCAPE '\\')";

    /// <summary>The words of a query as an array of LIKE patterns, in JSON; null where there is no word.</summary>
    public static string? Patterns(string? query) =>
        SearchWords.Of(query) is { Count: > 0 } words
            ? JsonSerializer.Serialize(words.Select(word => $"%{Escape(word)}%"))
            : null;

    /// <summary>Teaches a connection what <c>folded(text, …)</c> is.</summary>
    public static void Prepare(SqliteSession session) => session.Connection.CreateFunction(
        "folded", (object?[] texts) => FoldedText.Of([.. texts.Select(text => text as string)]), isDeterministic: true);

    /// <summary>Folds the texts of a record that was just written.</summary>
    public static void Fold(SqliteSession session, SearchedKind kind, object workspace, Guid id) =>
        session.Execute($"{Update(kind)} WHERE kind = '{kind.Name}' AND workspace = ?1 AND id = ?2", workspace, id);

    /// <summary>Folds all that is to be folded, a part at a time.</summary>
    public static void FoldRest(SqliteSession session)
    {
        foreach (var kind in SearchedKind.All)
        {
            var some =
                $"{Update(kind)} WHERE kind = '{kind.Name}' AND (workspace, id) IN " +
                $"(SELECT workspace, id FROM search_texts WHERE kind = '{kind.Name}' AND text IS NULL LIMIT {AtOnce})";
            while (session.Execute(some) > 0)
            {
                // Each time is a transaction of its own: a start that breaks off goes on where it was.
            }
        }
    }

    private static string Update(SearchedKind kind) =>
        "UPDATE search_texts SET text = coalesce(" +
        $"(SELECT folded({string.Join(", ", kind.Fields)}) FROM {kind.Name} r WHERE r.id = search_texts.id), '')";

    private static string Escape(string word) => word
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}
