using MongoDB.Bson;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>Writes and reads documents. Ids are UUIDs of version 7 as text, so that they sort by time; instants are
/// milliseconds since 1970 in UTC; names are in lower case; a field without a value is null.</summary>
internal static class Bson
{
    /// <summary>A document of these fields, or a filter on them.</summary>
    public static BsonDocument Of(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var document = new BsonDocument();
        foreach (var (name, value) in fields)
        {
            document[name] = Value(value);
        }

        return document;
    }

    /// <summary>A condition that is not equality, such as <c>Is("$lt", now)</c>.</summary>
    public static BsonDocument Is(string operation, object? value) => new(operation, Value(value));

    /// <summary>One of these values.</summary>
    public static BsonDocument In<T>(IEnumerable<T> values) =>
        new("$in", new BsonArray(values.Select(value => Value(value))));

    /// <summary>All of these conditions.</summary>
    public static BsonDocument All(params IEnumerable<BsonDocument> conditions) =>
        new("$and", new BsonArray(conditions));

    /// <summary>One of these conditions.</summary>
    public static BsonDocument Or(params IEnumerable<BsonDocument> conditions) => new("$or", new BsonArray(conditions));

    public static Guid Id(this BsonDocument document, string name = "_id") => Guid.Parse(document[name].AsString);

    public static Guid? IdOrNull(this BsonDocument document, string name) =>
        document.TextOrNull(name) is { } text ? Guid.Parse(text) : null;

    public static string Text(this BsonDocument document, string name) => document[name].AsString;

    public static string? TextOrNull(this BsonDocument document, string name) =>
        document.GetValue(name, BsonNull.Value) is { IsBsonNull: false } value ? value.AsString : null;

    public static int Number(this BsonDocument document, string name) => document[name].ToInt32();

    public static int? NumberOrNull(this BsonDocument document, string name) =>
        document.GetValue(name, BsonNull.Value) is { IsBsonNull: false } value ? value.ToInt32() : null;

    public static DateTimeOffset Instant(this BsonDocument document, string name) =>
        DateTimeOffset.FromUnixTimeMilliseconds(document[name].ToInt64());

    public static DateTimeOffset? InstantOrNull(this BsonDocument document, string name) =>
        document.GetValue(name, BsonNull.Value) is { IsBsonNull: false } value
            ? DateTimeOffset.FromUnixTimeMilliseconds(value.ToInt64())
            : null;

    public static T Name<T>(this BsonDocument document, string name)
        where T : struct, Enum => Enum.Parse<T>(document[name].AsString, ignoreCase: true);

    public static T? NameOrNull<T>(this BsonDocument document, string name)
        where T : struct, Enum => document.TextOrNull(name) is { } text ? Enum.Parse<T>(text, ignoreCase: true) : null;

    public static BsonValue Value(object? value) => value switch
    {
        null => BsonNull.Value,
        BsonValue ready => ready,
        Guid id => id.ToString(),
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
#pragma warning disable CA1308 // Names are stored as they stand on the wire: in lower case.
        Enum name => name.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
        ReadOnlyMemory<byte> bytes => new BsonBinaryData(bytes.ToArray()),
        _ => BsonValue.Create(value),
    };
}
