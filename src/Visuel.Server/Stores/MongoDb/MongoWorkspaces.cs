using MongoDB.Bson;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Quota;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Workspaces as documents, for the ports that share them.</summary>
internal static class MongoWorkspaces
{
    public static BsonDocument Write(Workspace workspace) => Bson.Of(
        ("_id", workspace.Id.Value),
        ("grantedPlan", workspace.GrantedPlan), ("subscribedPlan", workspace.SubscribedPlan),
        ("override", Write(workspace.Override)), ("createdAt", workspace.CreatedAt),
        ("unpaidSince", workspace.Trouble?.UnpaidSince),
        ("disputed", workspace.Trouble is { IsDisputed: true } ? 1 : null));

    public static BsonDocument? Write(LimitOverride? limit) =>
        limit is null ? null : Bson.Of(("images", limit.ImagesPerMonth), ("reason", limit.Reason));

    public static Workspace Read(BsonDocument found) => new(
        new WorkspaceId(found.Id()), found.TextOrNull("grantedPlan"), found.TextOrNull("subscribedPlan"),
        found["override"] is BsonDocument limit
            ? new LimitOverride(limit.NumberOrNull("images"), limit.TextOrNull("reason"))
            : null,
        found.Instant("createdAt"))
    {
        Trouble = PaymentTrouble.Of(found.InstantOrNull("unpaidSince"), found.NumberOrNull("disputed") == 1),
    };

    /// <summary>Removes a workspace with all that is only its own; its credits stay. False when it was gone.</summary>
    public static async Task<bool> RemoveAsync(MongoSession session, WorkspaceId workspace)
    {
        foreach (var one in (string[])["ownTokens", "brands", "publications", "customers"])
        {
            await session.DeleteAsync(one, Bson.Of(("_id", workspace.Value)));
        }

        foreach (var many in (string[])["apiKeys", "summaries"])
        {
            await session.DeleteAsync(many, Bson.Of(("workspace", workspace.Value)));
        }

        return await session.DeleteAsync("workspaces", Bson.Of(("_id", workspace.Value))) == 1;
    }
}
