using Microsoft.Data.Sqlite;

namespace Visuel.Bench.Load.Seeding;

/// <summary>One prepared insert, run many times.</summary>
internal sealed class BulkInsert : IDisposable
{
    private readonly SqliteCommand command;

    /// <summary>Prepares it for these columns.</summary>
    public BulkInsert(SqliteConnection connection, string table, params ReadOnlySpan<string> columns)
    {
        command = connection.CreateCommand();
        var names = columns.ToArray();
        command.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", names)}) " +
            $"VALUES ({string.Join(", ", names.Select(name => $"${name}"))})";
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${name}" });
        }

        command.Prepare();
    }

    /// <summary>Adds a row, its values in the order of the columns.</summary>
    public void Add(params ReadOnlySpan<object> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            command.Parameters[at].Value = values[at];
        }

        command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();
}
