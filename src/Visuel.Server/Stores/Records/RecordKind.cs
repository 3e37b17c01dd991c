namespace Visuel.Server.Stores.Records;

/// <summary>What a field of a record is. Ids and names are texts; instants are numbers,
/// of milliseconds since 1970.</summary>
internal enum FieldType
{
    Text,
    Number,
    Flag,

    /// <summary>Bytes; in a record, in hexadecimal.</summary>
    Bytes,

    /// <summary>Texts in no order; in a record, sorted.</summary>
    Texts,

    /// <summary>A record within the record, or none.</summary>
    Part,
}

/// <summary>A field: its name in camel case, as documents have it and, in snake case, tables.</summary>
internal sealed record Field(string Name, FieldType Type = FieldType.Text, params Field[] Parts)
{
    public static implicit operator Field(string name) => new(name);
}

/// <summary>A kind of record that every store keeps.</summary>
/// <param name="Name">Its name, which is its collection's.</param>
/// <param name="Table">Its table's name.</param>
/// <param name="Key">The fields that name one; none where there is only one record.</param>
/// <param name="Fields">All others.</param>
internal sealed record RecordKind(string Name, string Table, Field[] Key, Field[] Fields)
{
    public IEnumerable<Field> All => Key.Concat(Fields);
}
