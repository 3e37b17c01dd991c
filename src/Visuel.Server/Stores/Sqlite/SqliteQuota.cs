using Microsoft.Data.Sqlite;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The credits in SQLite.</summary>
public sealed class SqliteQuota(SqliteStore store) : IQuotaLedger
{
    private const string Columns = "generation, workspace, period, state, lease_until, reason, held_at, settled_at";

    public Task<bool> RenewAsync(GenerationId generation, DateTimeOffset leaseUntil, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                "UPDATE credits SET lease_until = ?2 WHERE generation = ?1 AND state = 'held'", generation.Value, leaseUntil) == 1,
            stop);

    public Task<bool> ReleaseAsync(GenerationId generation, string reason, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(session => Release(session, generation, reason, now), stop);

    public Task<CreditState?> CommitAsync(GenerationId generation, int? limit, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var image = session.First(
                    "SELECT id, coalesce(provider, engine) FROM images WHERE generation = ?1", row => (Id: (Guid?)row.Id(0), Supplier: row.GetString(1)), generation.Value);
                if (image.Id is { } id)
                {
                    SqliteGenerations.End(session, generation, GenerationState.Succeeded, null, now, new ImageId(id));
                }

                return Commit(session, generation, limit, image.Supplier, now);
            },
            stop);

    public Task<Usage> ReadAsync(WorkspaceId workspace, Period period, CancellationToken stop) =>
        store.ReadAsync(session => Read(session, workspace.Value, period.ToString()), stop);

    public Task<Usage> ReadAsync(Allowance allowance, Period period, CancellationToken stop) =>
        store.ReadAsync(session => Read(session, allowance.Key, (allowance.Period ?? period).ToString()), stop);

    public Task<Page<CreditEntry>> ListAsync(WorkspaceId workspace, Period? period, string? cursor, int limit, CancellationToken stop) =>
        store.ReadAsync(
            session => Paging.Cut(
                session.All(
                    $"""
                    SELECT {Columns}, (SELECT i.id FROM images i WHERE i.generation = credits.generation) FROM credits
                    WHERE workspace = ?1 AND generation < ?2 {(period is null ? "" : "AND period = ?4")} ORDER BY generation DESC LIMIT ?3
                    """,
                    row => new CreditEntry(ReadCredit(row), row.IdOrNull(8) is { } image ? new ImageId(image) : null),
                    workspace.Value, cursor ?? "~", limit + 1, period?.ToString()),
                limit,
                entry => entry.Credit.Generation.ToString()),
            stop);

    public Task<IReadOnlyList<DrawnCount>> CountDrawnAsync(Period period, CancellationToken stop) =>
        store.ReadAsync(
            session => session.All(
                // Its days too: visitors have those.
                "SELECT plan, supplier, count(*) FROM credits WHERE period >= ?1 AND period < ?1 || '~' AND supplier IS NOT NULL GROUP BY plan, supplier",
                row => new DrawnCount(row.TextOrNull(0), row.GetString(1), row.GetInt32(2)), period.ToString()),
            stop);

    public Task<Credit?> FindAsync(GenerationId generation, CancellationToken stop) =>
        store.ReadAsync(session => Find(session, generation), stop);

    public Task<IReadOnlyList<Credit>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<Credit>>(
            session => session.All(
                $"SELECT {Columns} FROM credits WHERE state = 'held' AND (lease_until < ?1 OR lease_until > ?2) LIMIT ?3",
                ReadCredit, now, now + CreditRules.LongestLease, limit),
            stop);

    public Task<IReadOnlyList<Credit>> ListHeldByAsync(string node, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<Credit>>(
            session => session.All($"SELECT {Columns} FROM credits WHERE state = 'held' AND node = ?1", ReadCredit, node), stop);

    /// <summary>Holds a credit in all its counts or in none, inside a transaction that also starts the generation.</summary>
    internal static bool TryHold(SqliteSession session, CreditHold hold, int? limit, out Usage usage)
    {
        var period = hold.Period.ToString();
        // Writes come one after the other: what has room here still has it below.
        foreach (var allowance in hold.Within)
        {
            if (Read(session, allowance.Key, allowance.Period?.ToString() ?? period) is var shared && !shared.HasRoom(allowance.Limit))
            {
                usage = shared;
                return false;
            }
        }

        var isHeld = TryHold(session, hold.Workspace.Value, period, limit);
        usage = Read(session, hold.Workspace.Value, period);
        if (!isHeld)
        {
            return false;
        }

        session.Execute(
            "INSERT INTO credits (generation, workspace, period, state, node, lease_until, held_at, plan) VALUES (?1, ?2, ?3, 'held', '', ?4, ?5, ?6)",
            hold.Generation.Value, hold.Workspace.Value, period, hold.LeaseUntil, hold.Now, hold.Plan);
        foreach (var allowance in hold.Within)
        {
            TryHold(session, allowance.Key, allowance.Period?.ToString() ?? period, allowance.Limit);
            session.Execute("INSERT INTO credit_allowances (generation, allowance) VALUES (?1, ?2)", hold.Generation.Value, allowance.ToString());
        }

        return true;
    }

    /// <summary>Gives a held credit back inside a transaction that also ends the generation.</summary>
    internal static bool Release(SqliteSession session, GenerationId generation, string reason, DateTimeOffset now) =>
        Find(session, generation) is { State: CreditState.Held } credit
        && Settle(session, credit, CreditRules.Release(credit.State, Read(session, credit)), reason, now);

    /// <summary>Spends a held credit though there is no image, inside a transaction that also ends the generation.</summary>
    internal static bool Charge(SqliteSession session, GenerationId generation, string reason, DateTimeOffset now) =>
        Find(session, generation) is { State: CreditState.Held } credit
        && Settle(session, credit, CreditRules.Commit(credit.State, Read(session, credit), limit: null), reason, now);

    /// <summary>Commits inside a transaction that also keeps the image, and notes who was paid for it.</summary>
    internal static CreditState? Commit(SqliteSession session, GenerationId generation, int? limit, string? supplier, DateTimeOffset now)
    {
        if (Find(session, generation) is not { } credit)
        {
            return null;
        }

        var step = CreditRules.Commit(credit.State, Read(session, credit), limit);
        if (step.State != credit.State)
        {
            Settle(session, credit, step, step.State is CreditState.FreeOfCharge ? "kept_after_release" : "image_kept", now, supplier);
        }

        return step.State;
    }

    private static bool Settle(SqliteSession session, Credit credit, CreditStep step, string reason, DateTimeOffset now, string? supplier = null)
    {
        var before = Read(session, credit);
        session.Execute(
            "UPDATE credits SET state = ?2, reason = ?3, settled_at = ?4, supplier = ?5 WHERE generation = ?1", credit.Generation.Value, step.State, reason, now, supplier);
        session.Execute(
            """
            UPDATE periods SET used = used + ?3, held = held + ?4
            WHERE (workspace, period) IN (
                SELECT substr(allowance, 1, 36), coalesce(nullif(substr(allowance, 38), ''), ?2) FROM credit_allowances WHERE generation = ?1)
            """,
            credit.Generation.Value, credit.Period.ToString(), step.Usage.Used - before.Used, step.Usage.Held - before.Held);
        return session.Execute(
            "UPDATE periods SET used = ?3, held = ?4 WHERE workspace = ?1 AND period = ?2",
            credit.Workspace.Value, credit.Period.ToString(), step.Usage.Used, step.Usage.Held) == 1;
    }

    private static Usage Read(SqliteSession session, Credit credit) => Read(session, credit.Workspace.Value, credit.Period.ToString());

    private static bool TryHold(SqliteSession session, Guid count, string period, int? limit)
    {
        session.Execute("INSERT INTO periods (workspace, period) VALUES (?1, ?2) ON CONFLICT DO NOTHING", count, period);
        return session.Execute(
            "UPDATE periods SET held = held + 1 WHERE workspace = ?1 AND period = ?2 AND (?3 IS NULL OR used + held + 1 <= ?3)", count, period, limit) == 1;
    }

    private static Usage Read(SqliteSession session, Guid count, string period) => session.First(
        "SELECT used, held FROM periods WHERE workspace = ?1 AND period = ?2",
        row => new Usage(row.GetInt32(0), row.GetInt32(1)), count, period);

    private static Credit? Find(SqliteSession session, GenerationId generation) =>
        session.First($"SELECT {Columns} FROM credits WHERE generation = ?1", ReadCredit, generation.Value);

    private static Credit ReadCredit(SqliteDataReader row) => new(
        new GenerationId(row.Id(0)), new WorkspaceId(row.Id(1)), Period.Parse(row.GetString(2)), row.Name<CreditState>(3),
        row.Instant(4), row.TextOrNull(5), row.Instant(6), row.InstantOrNull(7));
}
