using Visuel.Core;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The installation's secrets in SQLite.</summary>
public sealed class SqliteSecrets(SqliteStore store) : ISecrets
{
    public Task<ReadOnlyMemory<byte>> GetOrAddAsync(
        string name, ReadOnlyMemory<byte> candidate, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                session.Execute(
                    "INSERT INTO secrets (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING", name, candidate);
                return new ReadOnlyMemory<byte>(
                    session.First(
                        "SELECT value FROM secrets WHERE name = ?1", row => row.GetFieldValue<byte[]>(0), name));
            },
            stop);
}
