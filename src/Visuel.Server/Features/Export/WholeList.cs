using Visuel.Core;

namespace Visuel.Server.Features.Export;

/// <summary>Reads a list to its end, part by part.</summary>
internal static class WholeList
{
    /// <summary>All rows, in the list's order.</summary>
    /// <param name="read">Reads the part after a cursor.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        string? cursor = null;
        do
        {
            var page = await read(cursor);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }
}
