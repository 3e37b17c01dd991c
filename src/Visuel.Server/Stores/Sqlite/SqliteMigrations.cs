using Visuel.Core;

namespace Visuel.Server.Stores.Sqlite;

/// <summary>Applies the numbered scripts beside this file that the database has not seen,
/// each in a transaction with its number.</summary>
internal static class SqliteMigrations
{
    /// <summary>Brings the schema up to date and gives its number. Two processes may start at once: one applies, the
    /// other waits and finds it done.</summary>
    /// <exception cref="StoreUnavailableException">The file was written by a newer program.</exception>
    public static int Apply(SqliteSession session)
    {
        var scripts = Scripts();
        if (VersionOf(session) > scripts.Count)
        {
            throw new StoreUnavailableException(
                $"The database has schema {VersionOf(session)}, newer than this program's {scripts.Count}. Start the " +
                "newer program, or restore a backup.");
        }

        while (VersionOf(session) < scripts.Count)
        {
            session.Execute("BEGIN IMMEDIATE");
            var next = VersionOf(session);
            if (next < scripts.Count)
            {
                session.ExecuteScript(scripts[next]);
                session.ExecuteScript($"PRAGMA user_version = {next + 1}");
            }

            session.Execute("COMMIT");
        }

        return scripts.Count;
    }

    private static int VersionOf(SqliteSession session) => session.First("PRAGMA user_version", row => row.GetInt32(0));

    private static List<string> Scripts()
    {
        var assembly = typeof(SqliteMigrations).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var script = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return script.ReadToEnd();
            })];
    }
}
