using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json.Nodes;

namespace Visuel.Server.Stores.Records;

/// <summary>How many records of a kind there are, and the sum of their hashes: the same for the same records in
/// whatever order, in whatever store.</summary>
internal sealed class RecordDigest(RecordKind kind)
{
    private readonly XxHash128 hash = new();
    private UInt128 sum;

    public long Count { get; private set; }

    /// <summary>The digest of all records of a kind.</summary>
    public static async Task<string> ReadAsync(IRecordSource records, RecordKind kind, CancellationToken stop)
    {
        var digest = new RecordDigest(kind);
        await foreach (var record in records.ReadAsync(kind, stop))
        {
            digest.Add(record);
        }

        return digest.ToString();
    }

    /// <summary>Adds a record.</summary>
    /// <exception cref="FormatException">A field is not of its kind.</exception>
    public void Add(JsonObject record)
    {
        Append(kind.All, record);
        sum += hash.GetCurrentHashAsUInt128();
        hash.Reset();
        Count++;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}:{sum:x32}");

    // A field without a value counts for nothing, so that one which came later changes no older sum.
    private void Append(IEnumerable<Field> fields, JsonObject record)
    {
        foreach (var field in fields)
        {
            switch (record[field.Name])
            {
                case null:
                    break;
                case JsonObject part:
                    Append(field.Name);
                    Append(field.Parts, part);
                    break;
                case JsonArray texts:
                    Append(field.Name);
                    Append(string.Join('\n', texts.Select(text => text!.GetValue<string>())));
                    break;
                case var value:
                    Append(field.Name);
                    Append(value.ToString());
                    break;
            }
        }
    }

    // With its length, so that no two records read the same.
    private void Append(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.Append(BitConverter.GetBytes(bytes.Length));
        hash.Append(bytes);
    }
}
