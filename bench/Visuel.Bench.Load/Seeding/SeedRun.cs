using Visuel.Server.Stores;

namespace Visuel.Bench.Load.Seeding;

/// <summary>The verb that fills a store: with accounts that can call, or with the records of a
/// large installation.</summary>
internal static class SeedRun
{
    /// <summary>Fills <c>visuel.db</c> in <c>--data</c>.</summary>
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        var data = Path.GetFullPath(arguments.Text("data"));
        if (arguments.Find("accounts") is not null)
        {
            var (accounts, cookies) = (arguments.Number("accounts", least: 1), arguments.Text("cookies"));
            var mongo = arguments.Find("mongodb");
            arguments.RefuseOthers();
            await SeedAccounts.RunAsync(new StoreOptions(data, mongo), accounts, cookies, stop);
        }
        else
        {
            var (workspaces, images) = (arguments.Number("workspaces", least: 1), arguments.Number("images", least: 1));
            arguments.RefuseOthers();
            await SeedRecords.RunAsync(data, workspaces, images, stop);
        }

        return 0;
    }
}
