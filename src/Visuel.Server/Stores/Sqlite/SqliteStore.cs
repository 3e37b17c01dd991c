using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Visuel.Core;
using Visuel.Core.Library;
using Visuel.Server.Stores.Records;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>The database file: many readers, one writer. Writes that arrive together share one transaction (group
/// commit), so that durability costs one flush a batch; each still succeeds or fails by itself.
/// Two processes may share the file.</summary>
public sealed class SqliteStore : IAsyncDisposable
{
    private const int LargestBatch = 256;

    // Writes that wait. Whoever asks for one more waits before it is queued, and may still give up.
    private const int LongestQueue = 4096;

    // How long a write waits for another process's; then the store counts as away.
    private const int BusySeconds = 5;

    // A file that was removed is written to until it is closed, and all of it is lost then. Looking takes a
    // microsecond: every batch of writes looks, and reads once in a while.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string path;
    private readonly string connectionString;
    private readonly ConcurrentBag<SqliteSession> readers = [];
    private readonly SemaphoreSlim queuePlaces = new(LongestQueue);
    private readonly BlockingCollection<Write> queue = [];
    private readonly SqliteSession writer;
    private readonly Task writing;
    private long looked;

    /// <summary>Opens the file and brings its schema up to date.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be opened,
    /// or was written by a newer program.</exception>
    public SqliteStore(string path)
    {
        this.path = path;
        connectionString = ConnectionString(path);
        writer = Guard(() => new SqliteSession(connectionString));
        Guard(() => SqliteMigrations.Apply(writer));
        if (Guard(() => SqliteRecords.IsUnfinished(writer)))
        {
            writer.Dispose();
            throw new StoreUnavailableException(IRecords.Unfinished);
        }

        Guard(() =>
        {
            SqliteSearch.FoldRest(writer);
            return true;
        });

        // A thread of its own: everybody waits for it, so it must not queue behind what the thread pool has to do.
        writing = Task.Factory.StartNew(
            WriteLoop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How the file is opened.</summary>
    internal static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = BusySeconds }
            .ToString();

    /// <summary>Does something with the file, and says it in the program's words when the file
    /// cannot be used.</summary>
    internal static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            throw Translate(error);
        }
    }

    /// <summary>Reads on a connection of its own; sees all that was committed before.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(looked) > LookEvery)
        {
            looked = Stopwatch.GetTimestamp();
            Look();
        }

        return Task.FromResult(Guard(() =>
        {
            if (!readers.TryTake(out var session))
            {
                session = new SqliteSession(connectionString);
            }

            try
            {
                return read(session);
            }
            finally
            {
                readers.Add(session);
            }
        }));
    }

    /// <summary>Writes in a transaction of its own or shared with others; when the task ends, it is durable. What
    /// <paramref name="write"/> throws undoes that write alone.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken stop)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T? result = default;
        await queuePlaces.WaitAsync(stop);
        queue.Add(
            new Write(
                session => result = write(session),
                () => done.TrySetResult(result!),
                error => done.TrySetException(error)),
            CancellationToken.None);
        return await done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.CompleteAdding();
        await writing;
        queue.Dispose();
        queuePlaces.Dispose();
        writer.Dispose();
        while (readers.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private void WriteLoop()
    {
        var batch = new List<Write>(LargestBatch);
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < LargestBatch && queue.TryTake(out var next))
            {
                batch.Add(next);
            }

            Commit(batch);
            queuePlaces.Release(batch.Count);
            batch.Clear();
        }
    }

    private void Commit(List<Write> batch)
    {
        var written = new List<Write>(batch.Count);
        try
        {
            Look();
            writer.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                if (TryApply(write))
                {
                    written.Add(write);
                }
            }

            writer.Execute("COMMIT");
        }
        catch (SqliteException error)
        {
            Rollback();
            Fail(batch, Translate(error));
            return;
        }
        catch (StoreUnavailableException gone)
        {
            Fail(batch, gone);
            return;
        }

        written.ForEach(write => write.Done());
    }

    private static void Fail(List<Write> batch, Exception failure) => batch.ForEach(write => write.Fail(failure));

    private void Look()
    {
        if (!File.Exists(path))
        {
            looked = 0;
            throw new StoreUnavailableException($"The database file was removed: {path}");
        }
    }

    private bool TryApply(Write write)
    {
        writer.Execute("SAVEPOINT one");
        try
        {
            write.Apply(writer);
            writer.Execute("RELEASE one");
            return true;
        }
        catch (Exception error) when (!IsFatal(error))
        {
            // Its own mistake, or a constraint: the others in the batch are not concerned.
            writer.Execute("ROLLBACK TO one");
            writer.Execute("RELEASE one");
            write.Fail(error is SqliteException known ? Translate(known) : error);
            return false;
        }
    }

    // After these SQLite may have rolled the whole transaction back; the batch fails as one.
    private static bool IsFatal(Exception error) =>
        error is SqliteException
        {
            SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_NOMEM or
                SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_CORRUPT,
        };

    private void Rollback()
    {
        // Outside a transaction there is nothing to undo, and ROLLBACK would fail.
        if (SQLitePCL.raw.sqlite3_get_autocommit(writer.Connection.Handle) == 0)
        {
            writer.Execute("ROLLBACK");
        }
    }

    private static Exception Translate(SqliteException error) => error.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_FULL => new StorageFullException("The database has no room left.", error),
        SQLitePCL.raw.SQLITE_CONSTRAINT => error,
        _ => new StoreUnavailableException($"SQLite answered {error.SqliteErrorCode}.", error),
    };

    private sealed record Write(Action<SqliteSession> Apply, Action Done, Action<Exception> Fail);
}
