using Visuel.Core.Generation;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Writes what the rules decided. Writes come one after the other, so what a rule was told still
/// holds.</summary>
internal static class SqliteChanges
{
    private const string RememberJob = "UPDATE generations SET job = ?2 WHERE id = ?1";

    /// <summary>Makes the changes in their order. False, and nothing is written, where the condition of the first does
    /// not hold.</summary>
    public static bool Apply(SqliteSession session, IReadOnlyList<Change> changes) =>
        changes.All(change => Apply(session, change) > 0 || change.If is null);

    /// <summary>Makes the changes of a decision, and says what came of it.</summary>
    public static T Decide<T>(SqliteSession session, Decision<T> decision)
    {
        Apply(session, decision.Changes);
        return decision.Outcome;
    }

    private static int Apply(SqliteSession session, Change change) => change switch
    {
        Change.AddGeneration added => Add(session, added.Generation, added.Plan),
        Change.TakeKey taken => session.Execute(
            """
            INSERT INTO request_keys (workspace, key, body_hash, generation, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (workspace, key) DO UPDATE SET body_hash = ?3, generation = ?4, created_at = ?5
            """,
            taken.Workspace.Value, taken.Key.Key, taken.Key.BodyHash, taken.Generation.Value, taken.At),
        Change.Advance to => Update(
            session,
            """
            UPDATE generations SET state = ?2, queue_position = ?3, wait_seconds = ?4, image = coalesce(?5, image),
                started_at = coalesce(?6, started_at), version = version + 1
            WHERE id = ?1
            """,
            to.Generation, to.If, to.State, to.QueuePosition, to.WaitSeconds, to.Image?.Value, to.StartedAt),
        Change.RememberJob to =>
            Update(session, RememberJob, to.Generation, to.If, PlanJson.Write(to.Job)),
        Change.Withdraw by => session.Execute(
            "UPDATE generations SET withdrawn_at = ?2, finished_at = ?3, version = version + 1 WHERE id = ?1",
            by.Generation.Value, by.At, by.IsLeader ? null : by.At),
        Change.End by => session.Execute(
            """
            UPDATE generations SET state = ?2, reason = ?3, retry_after = ?4, image = ?5, finished_at = ?6,
                version = version + 1, plan = NULL, job = NULL, share_key = NULL,
                queue_position = NULL, wait_seconds = NULL
            WHERE id = ?1 OR (leader = ?1 AND withdrawn_at IS NULL)
            """,
            by.Leader.Value, by.State, by.Failure?.Reason, (long?)by.Failure?.RetryAfter?.TotalMilliseconds,
            by.Image?.Value, by.At),
        Change.AddCredit added => Add(session, added.Credit),
        Change.LeaseCredit to => Update(
            session, "UPDATE credits SET node = coalesce(?2, node), lease_until = ?3 WHERE generation = ?1",
            to.Generation, to.If, to.Node, to.Until),
        Change.SettleCredit to => session.Execute(
            "UPDATE credits SET state = ?2, reason = ?3, settled_at = ?4, supplier = ?5 WHERE generation = ?1",
            to.Credit.Generation.Value, to.State, to.Reason, to.At, to.Supplier),
        Change.AddToCount to => Add(session, to),
        Change.AddImage added => SqliteLibrary.Add(session, added.Image),
        Change.LinkImage on => SqliteLibrary.Link(session, on.Image.Workspace, on.Image.Id, on.Content, on.At),
        _ => throw new NotSupportedException($"{change}"),
    };

    private static int Add(SqliteSession session, StoredGeneration added, GenerationPlan? plan) => session.Execute(
        """
        INSERT INTO generations
            (id, workspace, created_at, leader, state, version, content, share_key, plan, image, finished_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """,
        added.Id.Value, added.Workspace.Value, added.CreatedAt, added.Leader?.Value, added.State, added.Version,
        added.Content?.Value, added.ShareKey, plan is null ? null : PlanJson.Write(plan), added.Image?.Value,
        added.FinishedAt);

    private static int Add(SqliteSession session, Credit added)
    {
        session.Execute(
            """
            INSERT INTO credits (generation, workspace, period, state, node, lease_until, held_at, plan)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            added.Generation.Value, added.Workspace.Value, added.Period.ToString(), added.State, added.Node,
            added.LeaseUntil, added.HeldAt, added.Plan);
        foreach (var count in added.Within)
        {
            session.Execute(
                "INSERT INTO credit_allowances (generation, allowance) VALUES (?1, ?2)",
                added.Generation.Value, count.ToString());
        }

        return 1;
    }

    private static int Add(SqliteSession session, Change.AddToCount to)
    {
        var changed = session.Execute(
            "UPDATE periods SET used = used + ?3, held = held + ?4 WHERE workspace = ?1 AND period = ?2",
            to.Count.Key, to.Count.Period.ToString(), to.Used, to.Held);
        return changed > 0
            ? changed
            : session.Execute(
                "INSERT INTO periods (workspace, period, used, held) VALUES (?1, ?2, ?3, ?4)",
                to.Count.Key, to.Count.Period.ToString(), to.Used, to.Held);
    }

    // ?1 is the generation, then come the values, then what the condition asks for.
    private static int Update(
        SqliteSession session, string sql, GenerationId id, Condition? condition, params ReadOnlySpan<object?> values)
    {
        List<object?> all = [id.Value, .. values];
        if (condition?.States is { } states)
        {
            sql += " AND EXISTS (SELECT 1 FROM generations g WHERE g.id = ?1"
                + $" AND g.state IN ({GenerationRows.Names(states)}))";
        }

        if (condition?.Holder is { } holder)
        {
            sql += " AND EXISTS (SELECT 1 FROM credits c WHERE c.generation = ?1 AND c.state = 'held'" + holder switch
            {
                { Node: null } => ")",
                { OrExpiredAt: null } => $" AND c.node = {Ask(holder.Node)})",
                { OrExpiredAt: { } now } => $" AND (c.node = {Ask(holder.Node)} OR c.lease_until < {Ask(now)}"
                    + $" OR c.lease_until > {Ask(now + CreditRules.LongestLease)}))",
            };
        }

        return session.Execute(sql, [.. all]);

        string Ask(object? value)
        {
            all.Add(value);
            return $"?{all.Count}";
        }
    }
}
