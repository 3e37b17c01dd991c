using System.Diagnostics;
using System.IO.Hashing;
using System.Text;
using MongoDB.Bson;
using MongoDB.Driver;
using Visuel.Core;
using Visuel.Server.Stores.Records;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>
/// The database of any number of equal nodes. What must hold together is written in a transaction, and transactions on
/// one thing (a workspace, mostly) come one after the other: each begins by changing the same document of <c>locks</c>,
/// so that of two at once one waits or starts again, and what a write reads still holds when it writes. A majority of
/// the replica set has what was written before its writer is told.
/// </summary>
public sealed class MongoStore : IDisposable
{
    // Few enough to be a small collection, enough that different workspaces seldom wait for each other.
    private const int Locks = 1024;

    // How long a write tries again when others are faster; then the store counts as away.
    private static readonly TimeSpan RetriesFor = TimeSpan.FromSeconds(15);

    // A transaction whose node died stands in the way until the server ends it, after a minute unless it was told
    // otherwise: what waits for that outlasts it.
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(75);

    private static readonly TransactionOptions Strict = new(
        readConcern: ReadConcern.Snapshot, readPreference: ReadPreference.Primary, writeConcern: WriteConcern.WMajority,
        maxCommitTime: RetriesFor);

    // Majority reads on the primary see what was written before; there is no older state to wait for.
    private static readonly ClientSessionOptions Alone = new() { CausalConsistency = false };

    private readonly MongoClient client;
    private readonly IMongoDatabase database;

    // In front of the store's own locks: those of one node do not have to collide there.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, Locks).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Connects, and brings the indexes up to date.</summary>
    /// <param name="uri">The connection string; its path names the database, <c>visuel</c> where it has none.</param>
    /// <param name="mayBeUnfinished">Whether a copy into it may have been begun and not ended.</param>
    /// <exception cref="StoreUnavailableException">It does not answer, has no transactions, was written by a newer
    /// program, or is unfinished.</exception>
    public MongoStore(string uri, bool mayBeUnfinished = false)
    {
        var url = new MongoUrl(uri);
        (client, database) = Guard(() =>
        {
            // Of mongodb+srv:// the name server is asked first.
            var settings = MongoClientSettings.FromUrl(url);
            settings.ServerSelectionTimeout = TimeSpan.FromSeconds(5);
            settings.ConnectTimeout = TimeSpan.FromSeconds(5);
            settings.SocketTimeout = Answer;
            settings.ApplicationName = "Visuel";
            var connected = new MongoClient(settings);
            var named = connected.GetDatabase(url.DatabaseName ?? "visuel")
                .WithReadConcern(ReadConcern.Majority).WithReadPreference(ReadPreference.Primary)
                .WithWriteConcern(WriteConcern.WMajority);
            MongoSchema.Apply(named);
            if (!mayBeUnfinished && MongoSchema.IsUnfinished(named))
            {
                throw new StoreUnavailableException(IRecords.Unfinished);
            }

            return (connected, named);
        });
    }

    /// <summary>Whether this is the address of a MongoDB.</summary>
    public static bool IsAddress(string uri)
    {
        try
        {
            return new MongoUrl(uri).Servers.Any();
        }
        catch (Exception error) when (error is MongoConfigurationException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    /// <summary>The keys that seal cookies and tokens, read and written without a task: Data Protection waits for
    /// them.</summary>
    public T UseKeyRing<T>(Func<IMongoCollection<BsonDocument>, T> work) =>
        Guard(() => work(database.GetCollection<BsonDocument>("keyRing")));

    /// <summary>Reads, and writes what is a single change to one document.</summary>
    public Task<T> RunAsync<T>(Func<MongoSession, Task<T>> work, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return GuardAsync(async () =>
        {
            using var handle = await client.StartSessionAsync(Alone);
            return await work(new MongoSession(database, handle));
        });
    }

    /// <inheritdoc cref="RunAsync{T}(Func{MongoSession, Task{T}}, CancellationToken)"/>
    public Task RunAsync(Func<MongoSession, Task> work, CancellationToken stop) => RunAsync(
        async session =>
        {
            await work(session);
            return true;
        },
        stop);

    /// <summary>Writes in a transaction, after all others on <paramref name="what"/>.
    /// Gives up before it, never half way.</summary>
    /// <param name="what">Names what must stand still meanwhile.</param>
    /// <param name="write">May be called again, when another node was faster.</param>
    /// <param name="stop">Gives up waiting for its turn.</param>
    public async Task<T> WriteAsync<T>(string what, Func<MongoSession, Task<T>> write, CancellationToken stop)
    {
        var place = PlaceOf(what);
        await turns[place].WaitAsync(stop);
        try
        {
            return await GuardAsync(() => WriteAsync(place, write));
        }
        finally
        {
            turns[place].Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(string, Func{MongoSession, Task{T}}, CancellationToken)"/>
    public Task<T> WriteAsync<T>(Guid what, Func<MongoSession, Task<T>> write, CancellationToken stop) =>
        WriteAsync(what.ToString(), write, stop);

    /// <summary>How many transactions there were on each of these so far. A transaction on something else that shares
    /// its lock is counted too.</summary>
    public Task<IReadOnlyDictionary<Guid, long>> CountTurnsAsync(
        IReadOnlyCollection<Guid> whats, CancellationToken stop) =>
        RunAsync<IReadOnlyDictionary<Guid, long>>(
            async session =>
            {
                var places = whats.ToDictionary(what => what, what => PlaceOf(what.ToString()));
                var found = await session.ListAsync("locks", Bson.Of(("_id", Bson.In(places.Values.Distinct()))));
                var counts = found.ToDictionary(turn => turn["_id"].ToInt32(), turn => turn["turn"].ToInt64());
                return places.ToDictionary(place => place.Key, place => counts.GetValueOrDefault(place.Value));
            },
            stop);

    /// <summary>Removes every document of these collections, and makes the indexes anew.</summary>
    public void Empty(IEnumerable<string> collections) => Guard(() =>
    {
        MongoSchema.Mark(database, isUnfinished: true);
        foreach (var collection in collections)
        {
            database.DropCollection(collection);
        }

        MongoSchema.Apply(database);
        return true;
    });

    /// <summary>Whether a copy into it was begun and not ended.</summary>
    public bool IsUnfinished() => Guard(() => MongoSchema.IsUnfinished(database));

    /// <summary>Notes that a copy into it has ended.</summary>
    public void Finish() => Guard(() =>
    {
        MongoSchema.Mark(database, isUnfinished: false);
        return true;
    });

    public void Dispose()
    {
        client.Dispose();
        Array.ForEach(turns, turn => turn.Dispose());
    }

    private static int PlaceOf(string what) => (int)(XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(what)) % Locks);

    private async Task<T> WriteAsync<T>(int place, Func<MongoSession, Task<T>> write)
    {
        var started = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            using var transaction = await client.StartSessionAsync();
            transaction.StartTransaction(Strict);
            try
            {
                var session = new MongoSession(database, transaction);
                await session.UpdateAsync(
                    "locks", Bson.Of(("_id", place)), new("$inc", Bson.Of(("turn", 1))), adds: true);
                var result = await write(session);
                await CommitAsync(transaction, started);
                return result;
            }
            catch (MongoException error)
                when (MayTryAgain(error, attempt) && Stopwatch.GetElapsedTime(started) < RetriesFor)
            {
                await AbortAsync(transaction);
                await Task.Delay(Random.Shared.Next(1, 20 * Math.Min(attempt, 10)));
            }
        }
    }

    private static async Task CommitAsync(IClientSessionHandle transaction, long started)
    {
        while (true)
        {
            try
            {
                await transaction.CommitTransactionAsync();
                return;
            }
            catch (MongoException error) when (error.HasErrorLabel("UnknownTransactionCommitResult")
                && Stopwatch.GetElapsedTime(started) < RetriesFor)
            {
                // It may be written already. A commit may be sent again, and the server then answers the same.
            }
        }
    }

    private static async Task AbortAsync(IClientSessionHandle transaction)
    {
        try
        {
            if (transaction.IsInTransaction)
            {
                await transaction.AbortTransactionAsync();
            }
        }
        catch (MongoException)
        {
            // The server ends by itself what nobody commits.
        }
    }

    // A lock's document that two added at once is a conflict like any other.
    private static bool MayTryAgain(MongoException error, int attempt) =>
        error.HasErrorLabel("TransientTransactionError") || error is MongoCommandException { Code: 112 }
        || (IsDuplicate(error) && attempt <= 3);

    private static bool IsDuplicate(MongoException error) =>
        error is MongoWriteException { WriteError.Code: 11000 } or MongoCommandException { Code: 11000 };

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (IsAway(error))
        {
            throw Away(error);
        }
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (IsAway(error))
        {
            throw Away(error);
        }
    }

    private static bool IsAway(Exception error) => error is MongoException or TimeoutException;

    private static StoreUnavailableException Away(Exception error) =>
        new($"MongoDB does not answer: {error.GetType().Name}.", error);
}
