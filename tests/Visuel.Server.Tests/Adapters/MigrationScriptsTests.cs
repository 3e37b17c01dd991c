using System.Security.Cryptography;
using System.Text;
using Visuel.Server.Stores.Sqlite;

namespace Visuel.Server.Tests.Adapters;

/// <summary>A script that was committed never changes: databases that have run it do not run it again, so they would
/// lack what it says now. A change of the schema is the next script;
/// its line here is the only one that may be new.</summary>
public sealed class MigrationScriptsTests
{
    [Fact]
    public void Committed_scripts_stay_as_they_are()
    {
        var assembly = typeof(SqliteMigrations).Assembly;
        var scripts = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var lines = scripts.Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(reader.ReadToEnd().ReplaceLineEndings("\n")));
            return $"{name.Split(".Migrations.")[^1]} {Convert.ToHexStringLower(hash)}";
        });
        Approved.Matches(string.Join('\n', lines), "migrations");
    }
}
