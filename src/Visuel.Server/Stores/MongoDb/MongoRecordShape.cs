using System.Text.Json.Nodes;
using MongoDB.Bson;
using Visuel.Core.Calendar;
using Visuel.Server.Stores.Records;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Documents as records and back. A document's id is its key's fields, with spaces between them.</summary>
internal static class MongoRecordShape
{
    // Of a key of several fields, those that stand in the document beside its id too: they are searched by.
    private static readonly Dictionary<string, string[]> Beside = new(StringComparer.Ordinal)
    {
        ["links"] = ["content", "image"],
        ["requestKeys"] = ["workspace"],
        ["summaries"] = ["workspace", "period"],
        ["periodChanges"] = ["period", "workspace"],
        ["keyRing"] = ["name"],
    };

    /// <exception cref="FormatException">It has a field that this program does not know, and would lose.</exception>
    public static JsonObject ToRecord(RecordKind kind, BsonDocument document)
    {
        var record = new JsonObject();
        var key = kind.Name is "keyRing"
            ? [document["name"].AsString]
            : document["_id"].AsString.Split(' ', Math.Max(1, kind.Key.Length));
        foreach (var (place, field) in kind.Key.Index())
        {
            record[field.Name] = key[place];
        }

        foreach (var field in kind.Fields)
        {
            record[field.Name] = ToNode(field, document.GetValue(field.Name, BsonNull.Value));
        }

        var strange = document.Names.Except(kind.All.Select(field => field.Name))
            .Except(["_id", "sortAt", MongoSearch.Field]).ToList();
        return strange.Count == 0 ? record : throw new FormatException(
            $"A document of {kind.Name} has a field that this program does not know: {strange[0]}.");
    }

    public static BsonDocument ToDocument(RecordKind kind, JsonObject record)
    {
        var document = new BsonDocument("_id", kind.Key.Length == 0
            ? "last"
            : string.Join(' ', kind.Key.Select(field => record[field.Name]!.GetValue<string>())));
        foreach (var name in Beside.GetValueOrDefault(kind.Name, []))
        {
            document[name] = record[name]!.GetValue<string>();
        }

        foreach (var field in kind.Fields)
        {
            document[field.Name] = ToValue(field, record[field.Name]);
        }

        if (kind.Name is "contents")
        {
            document["sortAt"] = ContentCursor.SortAt(document.InstantOrNull("scheduledAt"));
        }

        return SearchedKind.All.FirstOrDefault(searched => searched.Name == kind.Name) is { } known
            ? MongoSearch.Fold(known, document)
            : document;
    }

    private static JsonNode? ToNode(Field field, BsonValue value) => value.IsBsonNull ? null : field.Type switch
    {
        FieldType.Number => JsonValue.Create(value.ToInt64()),
        FieldType.Flag => JsonValue.Create(value.AsBoolean),
        FieldType.Bytes => JsonValue.Create(Convert.ToHexString(value.AsByteArray)),
        FieldType.Texts => new JsonArray([.. value.AsBsonArray.Select(text => text.AsString)
            .Order(StringComparer.Ordinal).Select(text => (JsonNode)text)]),
        FieldType.Part => new JsonObject(
            field.Parts.Select(part => KeyValuePair.Create(part.Name, ToNode(part, value.AsBsonDocument[part.Name])))),
        _ => JsonValue.Create(value.AsString),
    };

    private static BsonValue ToValue(Field field, JsonNode? node) => node is null ? BsonNull.Value : field.Type switch
    {
        FieldType.Number => node.GetValue<long>(),
        FieldType.Flag => node.GetValue<bool>(),
        FieldType.Bytes => new BsonBinaryData(Convert.FromHexString(node.GetValue<string>())),
        FieldType.Texts => new BsonArray(node.AsArray().Select(text => text!.GetValue<string>())),
        FieldType.Part => new BsonDocument(
            field.Parts.Select(part => new BsonElement(part.Name, ToValue(part, node[part.Name])))),
        _ => node.GetValue<string>(),
    };
}
