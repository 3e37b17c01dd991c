using MongoDB.Bson;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>
/// Folds the texts of documents that nodes of an older program wrote. It looks at every document twice: when the first
/// node of this program starts, and a day later, since nodes of the older one may have been writing until then. The
/// database says how far it is, so that any node goes on with it; two at once do the same work, and no harm.
/// </summary>
internal sealed class MongoOlderTexts(MongoStore store)
{
    private const int AtOnce = 500;

    // Of FoldedText: to be raised when it folds differently. Then all is folded anew.
    private const int Rule = 2;

    private static readonly TimeSpan UntilNodesAreReplaced = TimeSpan.FromDays(1);

    private static readonly BsonDocument Mark = Bson.Of(("_id", $"search texts {Rule}"));

    /// <summary>Folds some. How long until there may be more: zero at once, null never.</summary>
    public Task<TimeSpan?> FoldSomeAsync(DateTimeOffset now, CancellationToken stop) => store.RunAsync<TimeSpan?>(
        async session =>
        {
            var start = Bson.Of(("begunAt", now), ("times", 0), ("kind", 0), ("after", ""));
            await session.UpdateAsync("schema", Mark, new("$setOnInsert", start), adds: true);
            var mark = (await session.FirstAsync("schema", Mark))!;
            var wait = mark.Instant("begunAt") + UntilNodesAreReplaced - now;
            switch (mark.Number("times"))
            {
                case 0:
                case 1 when wait <= TimeSpan.Zero:
                    await session.SetAsync("schema", mark, await FoldAsync(session, mark));
                    return TimeSpan.Zero;
                case 1:
                    return wait;
                default:
                    return null;
            }
        },
        stop);

    // Where the mark goes from here.
    private static async Task<(string, object?)[]> FoldAsync(MongoSession session, BsonDocument mark)
    {
        var kind = SearchedKind.All[mark.Number("kind")];
        var rest = Bson.Of(("_id", Bson.Is("$gt", mark["after"])));
        var read = await session.ListAsync(kind.Name, rest, Bson.Of(("_id", 1)), AtOnce);
        var changes = read.Select(document => (Document: document, Text: MongoSearch.TextOf(kind, document)))
            .Where(known => known.Document.TextOrNull(MongoSearch.Field) != known.Text)
            .Select(known => (AsRead(kind, known.Document), Bson.Is("$set", Bson.Of((MongoSearch.Field, known.Text)))))
            .ToList();
        if (changes.Count > 0)
        {
            await session.UpdateEachAsync(kind.Name, changes);
        }

        return (read.Count == AtOnce, kind == SearchedKind.All[^1]) switch
        {
            (true, _) => [("after", read[^1]["_id"])],
            (_, false) => [("after", ""), ("kind", mark.Number("kind") + 1)],
            _ => [("after", ""), ("kind", 0), ("times", mark.Number("times") + 1)],
        };
    }

    // Whoever changes the texts meanwhile folds them too, or will be looked at again.
    private static BsonDocument AsRead(SearchedKind kind, BsonDocument document) => Bson.Of(
        [("_id", document["_id"]), .. kind.Fields.Select(field => (field, (object?)document.TextOrNull(field)))]);
}
