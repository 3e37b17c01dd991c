using Visuel.Core;

namespace Visuel.Server.Stores;

/// <summary>Cuts lists into parts by key, never by offset.</summary>
internal static class Paging
{
    /// <summary>A part from rows of which one more than wanted was read,
    /// to know whether there is a next part.</summary>
    public static Page<T> Cut<T>(IReadOnlyList<T> rows, int limit, Func<T, string> cursorOf) => rows.Count <= limit
        ? new Page<T>(rows, null)
        : new Page<T>([.. rows.Take(limit)], cursorOf(rows[limit - 1]));
}
