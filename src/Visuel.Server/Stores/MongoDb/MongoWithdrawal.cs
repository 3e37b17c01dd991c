using MongoDB.Bson;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Withdraws a request to draw, and ends the drawing that nobody waits for any more.</summary>
internal static class MongoWithdrawal
{
    public static async Task<CancelOutcome> RunAsync(MongoSession session, WorkspaceId workspace, GenerationId id, DateTimeOffset now)
    {
        if (await MongoGenerationRecords.FindAsync(session, workspace, id) is not { } generation)
        {
            return new CancelOutcome.Missing();
        }

        if (!generation.State.MayBeCancelled())
        {
            return new CancelOutcome.TooLate();
        }

        // The requester's own mark: a leader may have to be drawn on for others.
        var leader = generation.Leader;
        (string, object?)[] marks = leader == id ? [("withdrawnAt", now)] : [("withdrawnAt", now), ("finishedAt", now)];
        await session.UpdateAsync(
            "generations", Bson.Of(("_id", id.Value)), new BsonDocument { ["$set"] = Bson.Of(marks), ["$inc"] = Bson.Of(("version", 1)) });
        var isWanted = await session.HasAsync(
            "generations", Bson.Or(Bson.Of(("_id", leader.Value)), Bson.Of(("leader", leader.Value))).AddRange(Bson.Of(("withdrawnAt", null))));
        if (!isWanted)
        {
            var isSent = generation.State is not GenerationState.Queued;
            var isFree = !isSent || await CountCancelsOfSentAsync(session, workspace, now) < GenerationRules.FreeCancelsPerDay;
            await MongoGenerations.EndAsync(session, leader, GenerationState.Cancelled, null, now);
            _ = isFree
                ? await MongoQuota.ReleaseAsync(session, leader, "cancelled", now)
                : await MongoQuota.ChargeAsync(session, leader, "cancelled_too_often", now);
        }

        return new CancelOutcome.Cancelled((await MongoGenerationRecords.FindAsync(session, workspace, id))!, isWanted ? null : leader);
    }

    private static Task<long> CountCancelsOfSentAsync(MongoSession session, WorkspaceId workspace, DateTimeOffset now) => session.CountAsync(
        "generations",
        Bson.Of(
            ("workspace", workspace.Value), ("state", GenerationState.Cancelled), ("leader", null), ("startedAt", Bson.Is("$ne", null)),
            ("finishedAt", Bson.Is("$gte", Period.OfDay(now).StartsAt))));
}
