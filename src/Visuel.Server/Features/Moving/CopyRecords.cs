using System.Text.Json.Nodes;
using Visuel.Server.Stores.Records;

namespace Visuel.Server.Features.Moving;

/// <summary>Copies all records into a store, and reads them back: what is there must be what was taken.</summary>
internal static class CopyRecords
{
    private const int AtOnce = 500;

    /// <summary>Copies them into an emptied store. The digests of what was taken, by kind.</summary>
    /// <exception cref="CopyException">What is in the store afterwards differs.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(
        IRecordSource from, IRecords to, Action<string> tell, CancellationToken stop)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in RecordKinds.All)
        {
            var digest = new RecordDigest(kind);
            var waiting = new List<JsonObject>(AtOnce);
            await foreach (var record in from.ReadAsync(kind, stop))
            {
                digest.Add(record);
                waiting.Add(record);
                if (waiting.Count == AtOnce)
                {
                    await to.AddAsync(kind, waiting, stop);
                    waiting.Clear();
                }
            }

            if (waiting.Count > 0)
            {
                await to.AddAsync(kind, waiting, stop);
            }

            taken.Add(kind.Name, digest.ToString());
            if (digest.Count > 0)
            {
                tell($"{digest.Count,10:N0}  {kind.Name}");
            }
        }

        await VerifyAsync(to, taken, "is not what was copied", stop);
        return taken;
    }

    /// <summary>Reads everything and compares.</summary>
    /// <exception cref="CopyException">Something differs.</exception>
    public static async Task VerifyAsync(
        IRecordSource records, IReadOnlyDictionary<string, string> expected, string otherwise, CancellationToken stop)
    {
        foreach (var kind in RecordKinds.All)
        {
            Compare(kind.Name, await RecordDigest.ReadAsync(records, kind, stop), expected, otherwise);
        }
    }

    /// <summary>Compares what was taken with what its source says it holds.
    /// A kind that came after that was written is not in it.</summary>
    /// <exception cref="CopyException">Something differs.</exception>
    public static void Compare(
        IReadOnlyDictionary<string, string> taken, IReadOnlyDictionary<string, string> expected, string otherwise)
    {
        foreach (var (kind, digest) in taken.Where(kind => expected.ContainsKey(kind.Key)))
        {
            Compare(kind, digest, expected, otherwise);
        }
    }

    private static void Compare(
        string kind, string digest, IReadOnlyDictionary<string, string> expected, string otherwise)
    {
        if (digest != expected[kind])
        {
            throw new CopyException($"{kind} {otherwise}.");
        }
    }
}

/// <summary>A copy that cannot be ended, with the reason for people. What was begun can be begun again.</summary>
internal sealed class CopyException(string message) : Exception(message);
