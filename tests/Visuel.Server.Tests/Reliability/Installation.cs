using Microsoft.Data.Sqlite;
using Visuel.Core.Quota;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Reliability;

/// <summary>An installation in a folder of its own: servers come and go, people and their data stay.</summary>
internal sealed class Installation(string? folder = null) : IDisposable
{
    private readonly TemporaryFolder own = new();
    private readonly List<(string Name, string Token, Guid Id)> people = [];

    /// <summary>The folder servers are started in.</summary>
    public string Folder => folder ?? own.Path;

    /// <summary>Settings every server is started with.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal) { ["VISUEL_DATA"] = "data" };

    /// <summary>SQLite's write-ahead log.</summary>
    public string WriteAheadLog => Path.Combine(Data, "visuel.db-wal");

    private string Data => Path.Combine(Folder, "data");

    /// <summary>Starts one more server.</summary>
    /// <param name="under">The program, and its words, that the server is started by; by nothing unless told.</param>
    public Task<RunningServer> StartAsync(IReadOnlyList<string>? under = null) =>
        RunningServer.StartAsync(RunningServer.Program, Folder, Settings, under);

    /// <summary>Starts a server with a data folder of its own, as on another machine.</summary>
    public Task<RunningServer> StartNodeAsync(string name) =>
        RunningServer.StartAsync(
            RunningServer.Program, Folder,
            new Dictionary<string, string>(Settings, StringComparer.Ordinal) { ["VISUEL_DATA"] = name });

    /// <summary>Registers somebody; the first one is the owner. A cookie outlives every server.</summary>
    public async Task<Actor> SignUpAsync(RunningServer server, string name, string? plan = null)
    {
        var visitor = new Visitor(server.Address);
        var reply = await visitor.RegisterAsync(name);
        Assert.Equal(201, reply.Status);
        var id = reply.Json.GetProperty("id").GetGuid();
        people.Add((name, visitor.Token!, id));
        if (plan is not null)
        {
            using var owner = Returns(server, people[0].Name);
            Assert.Equal(200, (await owner.PatchAsync($"/api/admin/accounts/{id}", new { plan })).Status);
        }

        return new Actor(visitor, $"{name}@example.com", id);
    }

    /// <summary>Somebody who registered, at another server.</summary>
    public Actor Returns(RunningServer server, string name) => Returns(server.Address, name);

    /// <inheritdoc cref="Returns(RunningServer, string)"/>
    public Actor Returns(Uri server, string name)
    {
        var (_, token, id) = people.Single(person => person.Name == name);
        var visitor = new Visitor(server);
        visitor.Http.DefaultRequestHeaders.Add("Cookie", $"token={token}");
        return new Actor(visitor, $"{name}@example.com", id);
    }

    /// <summary>The account of somebody who registered.</summary>
    public Guid IdOf(string name) => people.Single(person => person.Name == name).Id;

    /// <summary>How many holds stand in the store.</summary>
    public long CountHolds() => Count("SELECT count(*) FROM credits WHERE state = 'held'");

    /// <summary>How many requests stand in the store that are not over.</summary>
    public long CountInFlight() => Count("SELECT count(*) FROM generations WHERE finished_at IS NULL");

    /// <summary>How many credits ended how.</summary>
    public IReadOnlyList<(string State, string Reason, string Count)> CountCredits() =>
        [.. List(
            "SELECT state || '|' || coalesce(reason, '') || '|' || count(*) FROM credits GROUP BY state, reason " +
            "ORDER BY state, reason").Select(
                row => row.Split('|') is [var state, var reason, var count] ? (state, reason, count) : default)];

    /// <summary>What does not fit together between ledger, records and files; empty when nothing is wrong.
    /// No server may be running.</summary>
    /// <param name="removed">Images that their owners removed: their credits stay spent.</param>
    public IReadOnlyList<string> Audit(params IReadOnlyList<Guid> removed)
    {
        var wrong = new List<string>();
        var gone = string.Join(", ", removed.Select(image => $"'{image}'"));
        Add("used differs from the credits spent by", "SELECT p.workspace FROM periods p " +
            "WHERE used <> (SELECT count(*) FROM credits c WHERE c.workspace = p.workspace AND c.period = p.period " +
            "AND c.state = 'committed')");
        // An image, or a cancel past the twentieth of a day.
        Add("spent without an image:",
            $"SELECT generation FROM credits WHERE state = 'committed' AND reason <> '{CreditReason.CancelledTooOften}'"
                + " AND generation NOT IN (SELECT generation FROM images)"
                + $" AND generation NOT IN (SELECT id FROM generations WHERE image IN ({gone}))");
        Add("held differs from the holds of", "SELECT p.workspace FROM periods p " +
            "WHERE held <> (SELECT count(*) FROM credits c WHERE c.workspace = p.workspace AND c.period = p.period " +
            "AND c.state = 'held')");
        Add("an image without a settled credit:", "SELECT i.id FROM images i LEFT JOIN credits c " +
            "ON c.generation = i.generation WHERE c.state IS NULL OR c.state NOT IN ('committed', 'freeofcharge')");
        Add("a generation that succeeded without an image:",
            "SELECT id FROM generations WHERE state = 'succeeded' AND image NOT IN (SELECT id FROM images)"
                + $" AND image NOT IN ({gone})");
        var records = List("SELECT workspace || '/' || id || '.png' FROM images").ToHashSet(StringComparer.Ordinal);
        var images = Path.Combine(Data, "images");
        var files = Directory.EnumerateFiles(images, "*.png", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(images, file)).ToHashSet(StringComparer.Ordinal);
        wrong.AddRange(records.Except(files).Select(file => $"a record without a file: {file}"));
        wrong.AddRange(files.Except(records).Select(file => $"a file without a record: {file}"));
        wrong.AddRange(Directory.EnumerateFiles(Path.Combine(images, "arrivals"), "*", SearchOption.AllDirectories)
            .Select(file => $"half a file: {Path.GetFileName(file)}"));
        return wrong;

        void Add(string what, string sql) => wrong.AddRange(List(sql).Select(row => $"{what} {row}"));
    }

    public void Dispose() => own.Dispose();

    private long Count(string sql) => long.Parse(List(sql).Single(), System.Globalization.CultureInfo.InvariantCulture);

    private List<string> List(string sql)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(Data, "visuel.db"), Pooling = false }
                .ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var list = new List<string>();
        while (rows.Read())
        {
            list.Add(rows.GetValue(0).ToString()!);
        }

        return list;
    }
}
