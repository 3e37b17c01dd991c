using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Visuel.Core;
using Visuel.Server.Stores.Records;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>All records of the database file, and the keys in the folder beside it. What is read is of one moment, the
/// first read's, whatever a server writes meanwhile.</summary>
internal sealed class SqliteRecords : IRecords
{
    private readonly string keys;
    private readonly SqliteSession session;

    /// <summary>Opens the file, made if it is not there, and brings its schema up to date.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be opened, or was written by a newer program.</exception>
    public SqliteRecords(string folder)
    {
        Name = $"SQLite in {folder}";
        keys = Path.Combine(folder, "keys");
        session = SqliteStore.Guard(() =>
        {
            var opened = new SqliteSession(SqliteStore.ConnectionString(Path.Combine(folder, "visuel.db")));
            SqliteMigrations.Apply(opened);
            // What another store kept is kept, also where it refers to what is gone.
            opened.Execute("PRAGMA foreign_keys = OFF");
            return opened;
        });
    }

    public string Name { get; }

    public Task<bool> HasAccountsAsync(CancellationToken stop) =>
        Task.FromResult(session.First("SELECT 1 FROM accounts LIMIT 1", row => true));

    public Task<bool> IsUnfinishedAsync(CancellationToken stop) => Task.FromResult(IsUnfinished(session));

    /// <summary>Whether a copy into this file was begun and not ended.</summary>
    public static bool IsUnfinished(SqliteSession session) =>
        session.First("SELECT 1 FROM unfinished_copy", row => true);

    public async IAsyncEnumerable<JsonObject> ReadAsync(
        RecordKind kind, [EnumeratorCancellation] CancellationToken stop)
    {
        if (kind == RecordKinds.KeyRing)
        {
            foreach (var key in ReadKeys())
            {
                yield return key;
            }

            yield break;
        }

        Freeze();
        await using var command = session.Connection.CreateCommand();
        command.CommandText = $"SELECT {SqliteRecordText.Object(kind)} FROM {kind.Table}";
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            yield return JsonNode.Parse(rows.GetString(0))!.AsObject();
        }
    }

    public Task BeginAsync(CancellationToken stop) => WriteAsync(() =>
    {
        session.Execute("INSERT INTO unfinished_copy (one) VALUES (1) ON CONFLICT DO NOTHING");
        session.Execute("DELETE FROM credit_allowances");
        foreach (var kind in RecordKinds.All.Where(kind => kind != RecordKinds.KeyRing))
        {
            session.Execute($"DELETE FROM {kind.Table}");
        }

        if (Directory.Exists(keys))
        {
            Directory.Delete(keys, recursive: true);
        }
    });

    public Task AddAsync(RecordKind kind, IReadOnlyList<JsonObject> records, CancellationToken stop)
    {
        if (kind == RecordKinds.KeyRing)
        {
            Directory.CreateDirectory(keys);
            return Task.WhenAll(records.Select(key => File.WriteAllTextAsync(
                Path.Combine(keys, $"{Path.GetFileName(key["name"]!.GetValue<string>())}.xml"),
                key["xml"]!.GetValue<string>(), stop)));
        }

        var json = JsonSerializer.Serialize(records);
        return WriteAsync(() =>
        {
            session.Execute(SqliteRecordText.Insert(kind), json);
            if (kind.Fields.Any(field => field.Type is FieldType.Texts))
            {
                session.Execute(SqliteRecordText.InsertAllowances, json);
            }
        });
    }

    public Task FinishAsync(CancellationToken stop) => WriteAsync(() => session.Execute("DELETE FROM unfinished_copy"));

    public ValueTask DisposeAsync()
    {
        session.Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<JsonObject> ReadKeys() => Directory.Exists(keys)
        ? Directory.EnumerateFiles(keys, "*.xml").Select(file => new JsonObject
        {
            ["name"] = Path.GetFileNameWithoutExtension(file),
            ["xml"] = XElement.Load(file).ToString(SaveOptions.DisableFormatting),
        })
        : [];

    private bool HasTransaction => SQLitePCL.raw.sqlite3_get_autocommit(session.Connection.Handle) == 0;

    private void Freeze()
    {
        if (!HasTransaction)
        {
            session.Execute("BEGIN");
        }
    }

    private Task WriteAsync(Action write) => SqliteStore.Guard(() =>
    {
        // What was read before this stands no more.
        if (HasTransaction)
        {
            session.Execute("COMMIT");
        }

        session.Execute("BEGIN IMMEDIATE");
        try
        {
            write();
            session.Execute("COMMIT");
            return Task.CompletedTask;
        }
        catch
        {
            session.Execute("ROLLBACK");
            throw;
        }
    });
}
