using MongoDB.Driver;

namespace Visuel.Bench.Load.Running;

/// <summary>How long and how often to measure.</summary>
/// <param name="Rounds">Rounds that count.</param>
/// <param name="Seconds">Seconds that count in each.</param>
/// <param name="WarmUp">Seconds before those.</param>
/// <param name="Accounts">Accounts that call in turn.</param>
/// <param name="Only">Words of which a scenario's name must hold one; empty for all.</param>
/// <param name="Mongo">The server that Visuel keeps its records on, or null for SQLite.</param>
internal sealed record LoadOptions(
    int Rounds, int Seconds, int WarmUp, int Accounts, IReadOnlyList<string> Only, MongoUrl? Mongo)
{
    // A workspace may ask 1,200 times a minute, and a bare GET is answered some ten thousand times a second.
    private const int UsualAccounts = 2000;

    /// <summary>Reads them.</summary>
    public static LoadOptions Read(Arguments arguments)
    {
        var options = new LoadOptions(
            arguments.Number("rounds", 5, least: 1),
            arguments.Number("seconds", 10, least: 1),
            arguments.Number("warm-up", 3, least: 1),
            arguments.Number("accounts", UsualAccounts, least: 1),
            arguments.Find("only")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [],
            arguments.Find("mongodb") is { } uri ? new MongoUrl(uri) : null);
        arguments.RefuseOthers();
        return options;
    }
}
