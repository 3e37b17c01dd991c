using System.Text.Json.Nodes;

namespace Visuel.Server.Stores.Records;

/// <summary>Where records are read from when all of them are copied.</summary>
internal interface IRecordSource
{
    /// <summary>All records of a kind, with all its fields.</summary>
    IAsyncEnumerable<JsonObject> ReadAsync(RecordKind kind, CancellationToken stop);
}

/// <summary>All records of a store as plain data, for moves and backups alone: nothing is decided here, and no server
/// may be using a store that is written so.</summary>
internal interface IRecords : IRecordSource, IAsyncDisposable
{
    /// <summary>Why a server does not start on a store into which a copy was begun and not ended.</summary>
    const string Unfinished = "A move or a restore into it was begun and has not ended: run it again.";

    /// <summary>What it is, for people: never with its password.</summary>
    string Name { get; }

    /// <summary>Whether anybody has an account here.</summary>
    Task<bool> HasAccountsAsync(CancellationToken stop);

    /// <summary>Whether a copy was begun and not ended. A server refuses to start on such a store.</summary>
    Task<bool> IsUnfinishedAsync(CancellationToken stop);

    /// <summary>Removes every record, and notes that a copy has begun.</summary>
    Task BeginAsync(CancellationToken stop);

    /// <summary>Adds records that are not there.</summary>
    Task AddAsync(RecordKind kind, IReadOnlyList<JsonObject> records, CancellationToken stop);

    /// <summary>Notes that all is there.</summary>
    Task FinishAsync(CancellationToken stop);
}
