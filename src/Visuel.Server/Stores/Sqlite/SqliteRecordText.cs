using System.Text.RegularExpressions;
using Visuel.Server.Stores.Records;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The SQL that makes records of rows and rows of records, by SQLite's own JSON functions.
/// Names are the program's, never a caller's.</summary>
internal static partial class SqliteRecordText
{
    /// <summary>What credits hold in other counts, which has a table of its own. Parameter:
    /// an array of records.</summary>
    public const string InsertAllowances =
        """
        INSERT INTO credit_allowances (generation, allowance)
        SELECT record.value ->> '$.generation', allowance.value
            FROM json_each(?1) record, json_each(record.value, '$.allowances') allowance
        """;

    /// <summary>An expression: the row as a JSON object.</summary>
    public static string Object(RecordKind kind) =>
        $"json_object({string.Join(", ", kind.All.Select(field => $"'{field.Name}', {Read(kind, field)}"))})";

    /// <summary>A statement that adds rows. Parameter: an array of records.</summary>
    public static string Insert(RecordKind kind)
    {
        var columns = kind.All.SelectMany(Columns).ToList();
        return $"INSERT INTO {kind.Table} ({string.Join(", ", columns.Select(column => column.Name))}) " +
            $"SELECT {string.Join(", ", columns.Select(column => column.Value))} FROM json_each(?1)";
    }

    private static string Read(RecordKind kind, Field field) => field.Type switch
    {
        FieldType.Flag => $"json(iif({Column(field.Name)}, 'true', 'false'))",
        FieldType.Bytes => $"hex({Column(field.Name)})",
        FieldType.Texts =>
            "(SELECT json_group_array(allowance) " +
            $"FROM (SELECT allowance FROM credit_allowances own WHERE own.generation = {kind.Table}.generation " +
            "ORDER BY allowance))",
        FieldType.Part =>
            $"json(iif({Column($"{field.Name}Set")}, " +
            $"json_object({string.Join(", ", field.Parts.Select(part => $"'{part.Name}', {Column(field, part)}"))}), " +
            "'null'))",
        _ => Column(field.Name),
    };

    private static IEnumerable<(string Name, string Value)> Columns(Field field) => field.Type switch
    {
        FieldType.Bytes => [(Column(field.Name), $"unhex(value ->> '$.{field.Name}')")],
        FieldType.Texts => [],
        FieldType.Part =>
        [
            (Column($"{field.Name}Set"), $"(value ->> '$.{field.Name}') IS NOT NULL"),
            .. field.Parts.Select(part => (Column(field, part), $"value ->> '$.{field.Name}.{part.Name}'")),
        ],
        _ => [(Column(field.Name), $"value ->> '$.{field.Name}'")],
    };

    /// <summary>A name in snake case; <c>key</c> and <c>by</c> are columns and words of SQL.</summary>
    private static string Column(string name) => $"\"{Capital.Replace(name, "_$0").ToLowerInvariant()}\"";

    private static string Column(Field whole, Field part) =>
        Column($"{whole.Name}{char.ToUpperInvariant(part.Name[0])}{part.Name[1..]}");

    [GeneratedRegex("[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Capital { get; }
}
