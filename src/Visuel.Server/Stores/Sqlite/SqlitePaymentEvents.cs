using Microsoft.Data.Sqlite;
using Visuel.Core.Billing;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>What Stripe told, in SQLite.</summary>
public sealed class SqlitePaymentEvents(SqliteStore store) : IPaymentEvents
{
    private const string Columns = "id, type, subject, customer, created_at, state, received_at, attempts, error";

    public Task<bool> AddAsync(
        PaymentEvent told, PaymentEventState state, DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                """
                INSERT INTO payment_events (id, type, subject, customer, created_at, received_at, state, due_at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                ON CONFLICT DO NOTHING
                """,
                told.Id, told.Type, told.Subject, told.Customer, told.CreatedAt, now, state,
                state is PaymentEventState.New ? now : null) == 1,
            stop);

    public Task<IReadOnlyList<PaymentEventRecord>> TakeAsync(
        DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken stop) =>
        store.WriteAsync(
            session =>
            {
                var due = session.All(
                    $"SELECT {Columns} FROM payment_events WHERE due_at <= ?1 ORDER BY due_at, id LIMIT ?2",
                    Read, now, limit);
                foreach (var told in due)
                {
                    session.Execute("UPDATE payment_events SET due_at = ?2 WHERE id = ?1", told.Event.Id, until);
                }

                return due;
            },
            stop);

    public Task SettleAsync(IReadOnlyCollection<string> events, PaymentEventState state, CancellationToken stop) =>
        store.WriteAsync(session => events.Count(id => Settle(session, id, state)), stop);

    public Task DelayAsync(string id, DateTimeOffset? until, string error, CancellationToken stop) =>
        store.WriteAsync(
            session => session.Execute(
                "UPDATE payment_events SET attempts = attempts + 1, error = ?3, due_at = ?2, " +
                "state = iif(?2 IS NULL, 'dead', state) WHERE id = ?1 AND state = 'new'",
                id, until, error),
            stop);

    public Task<IReadOnlyList<PaymentEventRecord>> ListAsync(
        PaymentEventState state, int limit, CancellationToken stop) =>
        store.ReadAsync<IReadOnlyList<PaymentEventRecord>>(
            session => session.All(
                $"SELECT {Columns} FROM payment_events WHERE state = ?1 ORDER BY received_at DESC, id DESC LIMIT ?2",
                Read, state, limit), stop);

    public Task<int> ReviveAsync(DateTimeOffset now, CancellationToken stop) =>
        store.WriteAsync(session => session.Execute(
            "UPDATE payment_events SET state = 'new', attempts = 0, due_at = ?1 WHERE state = 'dead'", now), stop);

    public Task<PaymentBacklog> ReadBacklogAsync(CancellationToken stop) =>
        store.ReadAsync(
            session => session.First(
                """
                SELECT (SELECT min(received_at) FROM payment_events WHERE due_at IS NOT NULL),
                    (SELECT count(*) FROM payment_events WHERE due_at IS NOT NULL),
                    (SELECT count(*) FROM payment_events WHERE state = 'dead')
                """,
                row => new PaymentBacklog(row.InstantOrNull(0), row.GetInt32(1), row.GetInt32(2)))!,
            stop);

    public Task ForgetAsync(DateTimeOffset before, CancellationToken stop) =>
        store.WriteAsync(session => session.Execute(
            "DELETE FROM payment_events WHERE received_at < ?1 AND state IN ('done', 'ignored')", before), stop);

    /// <summary>Notes what came of an event, inside the transaction that keeps it.</summary>
    internal static bool Settle(SqliteSession session, string id, PaymentEventState state) =>
        session.Execute(
            "UPDATE payment_events SET state = ?2, due_at = NULL, error = NULL WHERE id = ?1 AND state = 'new'",
            id, state) == 1;

    private static PaymentEventRecord Read(SqliteDataReader row) => new(
        new PaymentEvent(row.GetString(0), row.GetString(1), row.TextOrNull(2), row.TextOrNull(3), row.Instant(4)),
        row.Name<PaymentEventState>(5), row.Instant(6), row.GetInt32(7), row.TextOrNull(8));
}
