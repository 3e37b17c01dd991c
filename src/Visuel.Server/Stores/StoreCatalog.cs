using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Blobs;
using Visuel.Server.Settings;
using Visuel.Server.Stores.MongoDb;
using Visuel.Server.Stores.Records;
using Visuel.Server.Stores.Sqlite;

namespace Visuel.Server.Stores;

/// <summary>Where records and images are kept.</summary>
/// <param name="DataFolder">Folder of the database and of the images where they are on this machine, and of what is this machine's alone.</param>
/// <param name="MongoUri">The address of the database of all nodes, or null for SQLite in the folder.</param>
/// <param name="Bucket">Where images are kept, or null for the folder.</param>
public sealed record StoreOptions(string DataFolder, string? MongoUri = null, S3Options? Bucket = null)
{
    /// <summary>What people call the store.</summary>
    public string Name => MongoUri is null ? $"The store in {DataFolder}" : "The database at MONGODB_URI";

    /// <summary>Reads <c>VISUEL_DATA</c>, <c>MONGODB_URI</c> and the bucket's settings.</summary>
    public static StoreOptions Read(SettingsReader settings)
    {
        var (mongo, bucket) = (ReadMongo(settings), S3Options.Read(settings));
        if (mongo is not null && bucket is null)
        {
            settings.Notice("Records are in MongoDB, but images are in the data folder of this machine (no S3_BUCKET): run no second node.");
        }

        var folder = Path.GetFullPath(settings.Text("VISUEL_DATA") ?? "data");
        if (WhyNotWritable(folder) is { } why)
        {
            settings.Fault("VISUEL_DATA", $"must be a folder that can be written to: {folder} cannot ({why})");
        }

        return new StoreOptions(folder, mongo, bucket);
    }

    private static string? ReadMongo(SettingsReader settings)
    {
        var uri = settings.Text("MONGODB_URI");
        if (uri is not null && !MongoStore.IsAddress(uri))
        {
            settings.Fault("MONGODB_URI", "must be an address that starts with mongodb:// or mongodb+srv://");
        }

        return uri;
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
    public static IServiceCollection AddStore(this IServiceCollection services, StoreOptions options) =>
        options.MongoUri is { } uri ? services.AddMongo(uri) : services.AddSqlite(options.DataFolder);

    /// <summary>All records of the store, for moves and backups.</summary>
    internal static IRecords OpenRecords(StoreOptions options) => options.MongoUri is { } uri ? new MongoRecords(uri) : new SqliteRecords(options.DataFolder);

    private static IServiceCollection AddSqlite(this IServiceCollection services, string folder) => services
        .AddSingleton(_ => new SqliteStore(Path.Combine(folder, "visuel.db")))
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
        .AddSingleton<IWorkspaceMarks, SqliteWorkspaceMarks>()
        .AddSingleton<IVisitors, SqliteVisitors>()
        .AddSingleton<IOwnTokens, SqliteOwnTokens>()
        .AddSingleton<IBrands, SqliteBrands>()
        .AddSingleton<IPublicCopies, SqlitePublicCopies>()
        .AddSingleton<ICustomers, SqliteCustomers>()
        .AddSingleton<IPaymentEvents, SqlitePaymentEvents>()
        .AddSingleton<ISecrets, SqliteSecrets>();

    private static IServiceCollection AddMongo(this IServiceCollection services, string uri) => services
        .AddSingleton(_ => new MongoStore(uri))
        .AddSingleton<MongoOlderTexts>()
        .AddHostedService<OlderTextsWorker>()
        .AddSingleton<IAccounts, MongoAccounts>()
        .AddSingleton<ISessions, MongoSessions>()
        .AddSingleton<IApiKeys, MongoApiKeys>()
        .AddSingleton<IContents, MongoContents>()
        .AddSingleton<ILibrary, MongoLibrary>()
        .AddSingleton<IQuotaLedger, MongoQuota>()
        .AddSingleton<IGenerations, MongoGenerations>()
        .AddSingleton<IPeriodArchive, MongoPeriodArchive>()
        .AddSingleton<IAuditTrail, MongoAuditTrail>()
        .AddSingleton<IPasswordResets, MongoPasswordResets>()
        .AddSingleton<IWorkspaceMarks, MongoWorkspaceMarks>()
        .AddSingleton<IVisitors, MongoVisitors>()
        .AddSingleton<IOwnTokens, MongoOwnTokens>()
        .AddSingleton<IBrands, MongoBrands>()
        .AddSingleton<IPublicCopies, MongoPublicCopies>()
        .AddSingleton<ICustomers, MongoCustomers>()
        .AddSingleton<IPaymentEvents, MongoPaymentEvents>()
        .AddSingleton<ISecrets, MongoSecrets>();
}
