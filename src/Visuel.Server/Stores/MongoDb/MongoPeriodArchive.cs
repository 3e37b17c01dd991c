using MongoDB.Bson;
using Visuel.Core.Accounts;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The summaries in MongoDB. What settles a credit notes its month, so that a run costs what changed and not
/// what there is.</summary>
public sealed class MongoPeriodArchive(MongoStore store) : IPeriodArchive
{
    public async Task<int> ArchiveAsync(Period before, int limit, DateTimeOffset now, CancellationToken stop)
    {
        // Of callers at once each month is looked at by one;
        // who finds all of its part done by others looks for another.
        while (true)
        {
            var changed = await store.RunAsync(session => session.ListAsync(
                "periodChanges", Before(before), Bson.Of(("period", 1), ("workspace", 1)), limit), stop);
            var looked = 0;
            foreach (var change in changed)
            {
                looked += await store.WriteAsync(
                    change.Id("workspace"), session => SumUpAsync(session, change, now), stop);
            }

            if (looked > 0 || changed.Count == 0)
            {
                return looked;
            }
        }
    }

    public Task<bool> IsBehindAsync(Period before, CancellationToken stop) =>
        store.RunAsync(session => session.HasAsync("periodChanges", Before(before)), stop);

    public Task<IReadOnlyList<PeriodSummary>> ListAsync(
        WorkspaceId workspace, Period before, int limit, CancellationToken stop) =>
        store.RunAsync<IReadOnlyList<PeriodSummary>>(
            async session =>
            [
                .. (await session.ListAsync(
                    "summaries", Before(before).AddRange(Bson.Of(("workspace", workspace.Value))),
                    Bson.Of(("period", -1)), limit))
                    .Select(found => new PeriodSummary(
                        workspace, Period.Parse(found.Text("period")), found.Number("used"), found.Number("released"),
                        found.Number("freeOfCharge"), found.Instant("archivedAt"))),
            ],
            stop);

    public Task RecordRunAsync(ArchiveRun run, CancellationToken stop) =>
        store.RunAsync(
            session => session.PutAsync(
                "runs", Bson.Of(("_id", "last"), ("ranAt", run.RanAt), ("lastPeriod", run.LastPeriod.ToString()))),
            stop);

    public Task<ArchiveRun?> FindLastRunAsync(CancellationToken stop) =>
        store.RunAsync(
            async session => await session.FirstAsync("runs", Bson.Of(("_id", "last"))) is { } found
                ? new ArchiveRun(found.Instant("ranAt"), Period.Parse(found.Text("lastPeriod")))
                : null,
            stop);

    /// <summary>Notes that a credit of a month moved, inside the transaction that moved it. Seven characters are a
    /// month; visitors' days are not archived.</summary>
    internal static async Task NoteAsync(MongoSession session, string period, string workspace)
    {
        if (period.Length == 7)
        {
            var change = new BsonDocument("$set", Bson.Of(("period", period), ("workspace", workspace)));
            await session.UpdateAsync("periodChanges", Bson.Of(("_id", $"{period} {workspace}")), change, adds: true);
        }
    }

    private static BsonDocument Before(Period period) => Bson.Of(("period", Bson.Is("$lt", period.ToString())));

    private static async Task<int> SumUpAsync(MongoSession session, BsonDocument change, DateTimeOffset now)
    {
        if (await session.DeleteAsync("periodChanges", Bson.Of(("_id", change["_id"]))) == 0)
        {
            return 0;
        }

        // A workspace that was removed meanwhile has no summary.
        if (await session.HasAsync("workspaces", Bson.Of(("_id", change["workspace"]))))
        {
            var counted = await session.AggregateAsync(
                "credits",
                new BsonDocument("$match", Bson.Of(("workspace", change["workspace"]), ("period", change["period"]))),
                new BsonDocument("$group", Bson.Of(("_id", "$state"), ("count", new BsonDocument("$sum", 1)))));
            int Count(CreditState state) =>
                counted.FirstOrDefault(row => row.Name<CreditState>("_id") == state)?.Number("count") ?? 0;
            await session.PutAsync("summaries", Bson.Of(
                ("_id", $"{change["workspace"]} {change["period"]}"),
                ("workspace", change["workspace"]), ("period", change["period"]),
                ("used", Count(CreditState.Committed)), ("released", Count(CreditState.Released)),
                ("freeOfCharge", Count(CreditState.FreeOfCharge)), ("archivedAt", now)));
        }

        return 1;
    }
}
