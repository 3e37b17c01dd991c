using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Visuel.Bench.Load.Running;
using Visuel.Core.Generation;
using Visuel.Server.Stores.Sqlite;

namespace Visuel.Bench.Load.Seeding;

/// <summary>Fills a new store with the records of a large installation, a year of them: workspaces with an account
/// each, image records spread evenly over workspaces and days, a spent credit for each, and the periods these add up
/// to. No files. Knows the schema of Stores/Sqlite/Migrations and goes around the server's classes, which write for
/// durability and not in bulk.</summary>
internal static class SeedRecords
{
    // As measured (a million and five million make 7.6 GB), and the room that building the indexes takes for a while.
    private const long BytesOfWorkspace = 1_000;
    private const long BytesOfImage = 2_300;

    private const int InOneTransaction = 200_000;
    private const long Year = 365L * 24 * 3600 * 1000;

    /// <summary>Makes <c>visuel.db</c> in a folder.</summary>
    /// <param name="data">The folder; it must not hold a database.</param>
    /// <param name="workspaces">How many workspaces.</param>
    /// <param name="images">How many image records.</param>
    /// <param name="stop">Gives up; what is there by then is of no use.</param>
    public static async Task RunAsync(string data, int workspaces, int images, CancellationToken stop)
    {
        Workshop.DemandRoom((workspaces * BytesOfWorkspace) + (images * BytesOfImage), FormattableString.Invariant(
            $"A store of {workspaces:N0} workspaces and {images:N0} images"));
        Directory.CreateDirectory(data);
        var path = Path.Combine(data, "visuel.db");
        if (File.Exists(path))
        {
            throw new BenchException($"{path} is there already: seed a new folder.");
        }

        // Brings the schema, and closes the file again.
        await new SqliteStore(path).DisposeAsync();
        var clock = Stopwatch.StartNew();
        await using (var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()))
        {
            connection.Open();
            Fill(connection, workspaces, images, stop);
        }

        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(file);
        }

        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Seeded {workspaces:N0} workspaces and {images:N0} images in {clock.Elapsed.TotalSeconds:F0} s: " +
            $"{new FileInfo(path).Length / 1e9:F2} GB."));
    }

    private static void Fill(SqliteConnection connection, int workspaces, int images, CancellationToken stop)
    {
        // What breaks off half way is thrown away, so nothing has to survive.
        Execute(connection, "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; " +
            "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -400000");
        // Sorted once at the end, an index takes a fraction of the time;
        // so do the texts that triggers would add one by one.
        var indexes = Read(
            connection,
            "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') " +
            "AND sql IS NOT NULL");
        foreach (var (name, _) in indexes)
        {
            Execute(connection, $"DROP {name}");
        }

        var start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - Year;
        var ids = AddWorkspaces(connection, workspaces, start, stop);
        AddImages(connection, ids, images, start, stop);
        AddCredits(connection);
        AddTexts(connection);
        foreach (var (_, sql) in indexes)
        {
            stop.ThrowIfCancellationRequested();
            Execute(connection, sql);
        }

        Execute(connection, "PRAGMA journal_mode = WAL");
    }

    // All seeded texts are ASCII: lower case is all that folding does to them.
    private static void AddTexts(SqliteConnection connection) => Execute(
        connection,
        """
        INSERT INTO search_texts (kind, workspace, id, text)
        SELECT 'accounts', '', id, lower(email) FROM accounts ORDER BY id;
        INSERT INTO search_texts (kind, workspace, id, text)
        SELECT 'images', workspace, id, lower(title || ' ' || brief || ' ' || prompt) FROM images
            ORDER BY workspace, id;
        """);

    private static string[] AddWorkspaces(SqliteConnection connection, int count, long start, CancellationToken stop)
    {
        using var workspace = new BulkInsert(connection, "workspaces", "id", "granted_plan", "created_at");
        using var account = new BulkInsert(
            connection, "accounts", "id", "email", "normalized_email", "role", "workspace", "locale", "time_zone",
            "password_hash", "security_stamp", "created_at");
        var ids = new string[count];
        InTransactions(connection, count, number =>
        {
            var at = start + (Year * number / count);
            var id = ids[number] = IdAt(at);
            workspace.Add(id, "enterprise", at);
            var email = FormattableString.Invariant($"person-{number:D9}@example.com");
            account.Add(
                IdAt(at), email, email.ToUpperInvariant(), number == 0 ? "admin" : "user", id, "fr", "Europe/Paris",
                "AQAAAAIAAzRQAAAAEHh0c2VlZGVkLWFjY291bnQtb3BlbnMtd2l0aC1ubyBwYXNzd29yZCBhdCBhbGw=",
                Guid.CreateVersion7().ToString("N"), at);
        }, stop);
        return ids;
    }

    private static void AddImages(
        SqliteConnection connection, string[] workspaces, int count, long start, CancellationToken stop)
    {
        using var image = new BulkInsert(
            connection, "images", "id", "workspace", "generation",
            "title", "brief", "prompt", "negative_prompt", "style", "model", "engine", "provider", "seed", "width",
            "height", "bytes", "hash", "cache_key", "created_at");
        InTransactions(connection, count, number =>
        {
            var at = start + (Year * number / count);
            // A prime step goes through all workspaces before it comes to one again, and never in their order.
            var workspace = workspaces[(int)(number * 7_368_787L % workspaces.Length)];
            var hash = FormattableString.Invariant($"{number:x16}{number * 2_654_435_761L:x16}");
            image.Add(
                IdAt(at), workspace, IdAt(at),
                FormattableString.Invariant($"Five ideas for a garden in autumn, part {number}"),
                "A quiet garden in autumn with a wooden bench, leaves on the ground and soft light from the left",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Editorial illustration for an article: a quiet garden in autumn with a wooden bench, leaves on " +
                    $"the ground and soft light from the left, number {number}, clean composition, no text"),
                "text, watermark, logo, signature, blurry, low quality, deformed",
                "editorial", ImageModels.StableDiffusionXl.Id, EngineNames.HuggingFace, "fal-ai",
                number * 48_271L % int.MaxValue, 1024, 1024, 1_500_000, hash, hash + hash, at);
        }, stop);
    }

    private static void AddCredits(SqliteConnection connection) => Execute(
        connection,
        """
        BEGIN;
        INSERT INTO credits (generation, workspace, period, state, node, lease_until, reason, held_at, settled_at)
            SELECT generation, workspace, strftime('%Y-%m', created_at / 1000, 'unixepoch'), 'committed', '0',
                created_at + 60000, 'image_kept', created_at, created_at + 9000
            FROM images ORDER BY id;
        INSERT INTO periods (workspace, period, used) SELECT workspace, period, count(*) FROM credits
            GROUP BY workspace, period;
        COMMIT;
        """);

    private static void InTransactions(SqliteConnection connection, int count, Action<int> add, CancellationToken stop)
    {
        for (var number = 0; number < count; number++)
        {
            if (number % InOneTransaction == 0)
            {
                stop.ThrowIfCancellationRequested();
                Execute(connection, number == 0 ? "BEGIN" : "COMMIT; BEGIN");
            }

            add(number);
        }

        Execute(connection, "COMMIT");
    }

    private static string IdAt(long milliseconds) =>
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).ToString();

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        // Sorting millions of rows takes longer than the usual half minute.
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Written here, or by the migrations.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static List<(string Name, string Sql)> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written here.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var list = new List<(string Name, string Sql)>();
        while (rows.Read())
        {
            list.Add((rows.GetString(0), rows.GetString(1)));
        }

        return list;
    }
}
