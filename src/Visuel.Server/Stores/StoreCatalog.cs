using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Http;
using Visuel.Server.Stores.Sqlite;

namespace Visuel.Server.Stores;

/// <summary>Where records are kept.</summary>
/// <param name="DataFolder">Folder of the database and of the images.</param>
public sealed record StoreOptions(string DataFolder)
{
    /// <summary>Reads <c>VISUEL_DATA</c>; <c>MONGODB_URI</c> is refused plainly until its adapters are here.</summary>
    public static StoreOptions Read(SettingsReader settings)
    {
        if (settings.Text("MONGODB_URI") is not null)
        {
            settings.Fault("MONGODB_URI", "is not supported by this version yet: leave it out, and records are kept in SQLite");
        }

        var folder = Path.GetFullPath(settings.Text("VISUEL_DATA") ?? "data");
        if (WhyNotWritable(folder) is { } why)
        {
            settings.Fault("VISUEL_DATA", $"must be a folder that can be written to: {folder} cannot ({why})");
        }

        return new StoreOptions(folder);
    }

    private static string? WhyNotWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(
                Path.Combine(folder, $".probe-{Guid.CreateVersion7()}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error is UnauthorizedAccessException ? "access denied" : error.Message.Split(" : ")[0];
        }
    }
}

/// <summary>The one switch between stores.</summary>
public static class StoreCatalog
{
    /// <summary>Registers an adapter for every port of the store.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreOptions options)
    {
        return services
            .AddSingleton(_ => new SqliteStore(Path.Combine(options.DataFolder, "visuel.db")))
            .AddSingleton<IAccounts, SqliteAccounts>()
            .AddSingleton<ISessions, SqliteSessions>()
            .AddSingleton<IApiKeys, SqliteApiKeys>()
            .AddSingleton<IContents, SqliteContents>()
            .AddSingleton<ILibrary, SqliteLibrary>()
            .AddSingleton<IQuotaLedger, SqliteQuota>()
            .AddSingleton<IGenerations, SqliteGenerations>()
            .AddSingleton<IPeriodArchive, SqlitePeriodArchive>()
            .AddSingleton<IAuditTrail, SqliteAuditTrail>()
            .AddSingleton<IPasswordResets, SqlitePasswordResets>()
            .AddSingleton<IVisitors, SqliteVisitors>()
            .AddSingleton<IOwnTokens, SqliteOwnTokens>()
            .AddSingleton<IBrands, SqliteBrands>()
            .AddSingleton<ISecrets, SqliteSecrets>();
    }
}
