using Microsoft.Data.Sqlite;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Library;
using Visuel.Server.Stores.Sqlite;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

public sealed class SqliteSearchTests : SearchContract
{
    private readonly TemporaryFolder folder = new();

    private string FilePath => Path.Combine(folder.Path, "visuel.db");

    [Fact]
    public async Task Texts_of_a_file_from_before_there_was_a_search_are_found_also_when_two_open_it_at_once()
    {
        var workspace = new WorkspaceId(Some.NextId());
        using (var old = OpenAsItWas())
        {
            Fill(old, workspace, 1700);
        }

        var stores = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => new SqliteStore(FilePath))));
        foreach (var store in stores)
        {
            var query = new ContentQuery(null, null, null, null, null, "ECOLE 1699", null, 50);
            var found = await new SqliteContents(store).ListAsync(workspace, query, Stop);
            Assert.Equal("École 1699", Assert.Single(found.Items).Fields.Title);
            var library = new SqliteLibrary(store);
            Assert.Single((await library.ListAsync(workspace, new ImageQuery("ete", null, null, 50), Stop)).Items);
            Assert.Single((await new SqliteAccounts(store).ListAsync("lea", null, 50, Stop)).Items);
            Assert.Empty(await store.ReadAsync(
                session => session.All("SELECT id FROM search_texts WHERE text IS NULL", row => row.Id(0)), Stop));
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_an_older_program_writes_meanwhile_is_found_after_the_next_start()
    {
        var workspace = new WorkspaceId(Some.NextId());
        await using (new SqliteStore(FilePath))
        {
            using var older = new SqliteConnection($"Data Source={FilePath};Pooling=false");
            older.Open();
            Run(older, $"INSERT INTO workspaces (id, created_at) VALUES ('{workspace}', 1)");
            Insert(older, workspace, "École");
            Run(older, "UPDATE contents SET title = 'Noël'");
        }

        await using var store = new SqliteStore(FilePath);
        var query = new ContentQuery(null, null, null, null, null, "noel", null, 50);
        Assert.Single((await new SqliteContents(store).ListAsync(workspace, query, Stop)).Items);
        Assert.Empty((await new SqliteContents(store).ListAsync(workspace, query with { Text = "ecole" }, Stop)).Items);
    }

    [Fact]
    public async Task Texts_that_the_program_before_folded_by_fewer_rules_are_folded_anew()
    {
        var workspace = new WorkspaceId(Some.NextId());
        await using (new SqliteStore(FilePath))
        {
            using var older = new SqliteConnection($"Data Source={FilePath};Pooling=false");
            older.Open();
            Run(older, $"INSERT INTO workspaces (id, created_at) VALUES ('{workspace}', 1)");
            Insert(older, workspace, "Numéro n°5");
            Run(older, "UPDATE search_texts SET text = 'numero n°5'; PRAGMA user_version = 20");
        }

        await using var store = new SqliteStore(FilePath);
        var query = new ContentQuery(null, null, null, null, null, "nº5", null, 50);
        Assert.Single((await new SqliteContents(store).ListAsync(workspace, query, Stop)).Items);
    }

    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();

    // A file as the program made it before script 15.
    private SqliteConnection OpenAsItWas()
    {
        var connection = new SqliteConnection($"Data Source={FilePath};Pooling=false");
        connection.Open();
        var assembly = typeof(SqliteStore).Assembly;
        var scripts = assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal));
        foreach (var name in scripts.Order(StringComparer.Ordinal).Take(14))
        {
            using var script = new StreamReader(assembly.GetManifestResourceStream(name)!);
            Run(connection, script.ReadToEnd());
        }

        Run(connection, "PRAGMA user_version = 14");
        return connection;
    }

    private static void Fill(SqliteConnection old, WorkspaceId workspace, int items)
    {
        Run(old, $"INSERT INTO workspaces (id, created_at) VALUES ('{workspace}', 1)");
        Run(old,
            "INSERT INTO accounts (id, email, normalized_email, name, role, workspace, time_zone, password_hash, " +
            "security_stamp, created_at) " +
            $"VALUES ('{Some.NextId()}', 'a@b.c', 'A@B.C', 'Léa Petit', 'user', '{workspace}', 'UTC', '', '', 1)");
        Run(old,
            "INSERT INTO images (id, workspace, generation, title, prompt, model, engine, seed, width, height, " +
            "bytes, hash, cache_key, created_at) VALUES " +
            $"('{Some.NextId()}', '{workspace}', '{Some.NextId()}', " +
            "'L’été', 'a beach', 'm', 'e', 1, 1, 1, 1, '', '', 1)");
        Run(old, "BEGIN");
        for (var number = 0; number < items; number++)
        {
            Insert(old, workspace, $"École {number}");
        }

        Run(old, "COMMIT");
    }

    private static void Insert(SqliteConnection old, WorkspaceId workspace, string title) => Run(old,
        "INSERT INTO contents " +
        "(id, workspace, type, title, time_zone, all_day, status, version, created_at, updated_at) " +
        $"VALUES ('{Some.NextId()}', '{workspace}', 'article', '{title}', 'UTC', 0, 'draft', 1, 1, 1)");

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
