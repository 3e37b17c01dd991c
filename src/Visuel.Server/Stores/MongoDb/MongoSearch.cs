using System.Text.RegularExpressions;
using MongoDB.Bson;
using Visuel.Core.Search;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Writes and searches the folded texts of documents, which stand in a field of their own.</summary>
internal static class MongoSearch
{
    /// <summary>The field.</summary>
    public const string Field = "searchText";

    /// <summary>The folded texts of a document.</summary>
    public static string TextOf(SearchedKind kind, BsonDocument document) =>
        FoldedText.Of([.. kind.Fields.Select(document.TextOrNull)]);

    /// <summary>The document, with its folded texts.</summary>
    public static BsonDocument Fold(SearchedKind kind, BsonDocument document) =>
        document.Set(Field, TextOf(kind, document));

    /// <summary>The condition that a document has all words of the query; none where there is no word.</summary>
    public static IEnumerable<BsonDocument> Conditions(SearchedKind kind, string? query)
    {
        var words = SearchWords.Of(query);
        if (words.Count == 0)
        {
            yield break;
        }

        // What a node of an older program wrote is found at least by its words as they are typed, until it is folded.
        var typed = query!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(SearchWords.MostWords);
        yield return Bson.Or(
            Bson.All(words.Select(word => Bson.Of((Field, Containing(word))))),
            Bson.All(typed.Select(word => Bson.Or(kind.Fields.Select(field => Bson.Of((field, Containing(word, "i"))))))
                .Prepend(Bson.Of((Field, null)))));
    }

    private static BsonRegularExpression Containing(string word, string options = "") =>
        new(Regex.Escape(word), options);
}
