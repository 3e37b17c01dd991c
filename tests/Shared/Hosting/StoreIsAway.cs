using Microsoft.Data.Sqlite;

namespace Visuel.Testing;

/// <summary>A store that answers nothing about one of its tables, until this is disposed of.</summary>
internal sealed class StoreIsAway : IDisposable
{
    private readonly string path;
    private readonly string table;

    public StoreIsAway(VisuelHost host, string table)
    {
        (path, this.table) = (Path.Combine(host.DataFolder, "visuel.db"), table);
        Rename(table, $"{table}_away");
    }

    public void Dispose() => Rename($"{table}_away", table);

    private void Rename(string from, string to)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are the test's own.
        command.CommandText = $"ALTER TABLE {from} RENAME TO {to}";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
