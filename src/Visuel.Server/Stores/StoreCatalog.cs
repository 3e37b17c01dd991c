using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Blobs;
using Visuel.Server.Rounds;
using Visuel.Server.Settings;
using Visuel.Server.Stores.MongoDb;
using Visuel.Server.Stores.Records;
using Visuel.Server.Stores.Sqlite;

namespace Visuel.Server.Stores;

/// <summary>Where records and images are kept.</summary>
/// <param name="DataFolder">Folder of the database and of the images where they are on this machine, and of what is
/// this machine's alone.</param>
/// <param name="MongoUri">The address of the database of all nodes, or null for SQLite in the folder.</param>
/// <param name="Bucket">Where images are kept, or null for the folder.</param>
public sealed record StoreOptions(string DataFolder, string? MongoUri = null, S3Options? Bucket = null)
{
    /// <summary>What people call the store.</summary>
    public string Name => StoreCatalog.Of(this).Name;

    /// <summary>Reads <c>VISUEL_DATA</c>, <c>MONGODB_URI</c> and the bucket's settings.</summary>
    public static StoreOptions Read(SettingsReader settings)
    {
        var folder = Path.GetFullPath(settings.AsTyped("VISUEL_DATA") ?? "data");
        var options = new StoreOptions(folder, ReadMongo(settings), S3Options.Read(settings));
        if (options.Bucket is null && StoreCatalog.Of(options).IsShared)
        {
            settings.Notice(
                "Records are in MongoDB, but images are in the data folder of this machine (no S3_BUCKET): run no " +
                "second node.");
        }

        if (WhyNotWritable(folder) is { } why)
        {
            settings.Fault("VISUEL_DATA", $"must be a folder that can be written to: {folder} cannot ({why})");
            return options;
        }

        foreach (var open in PrivateFiles.Protect(folder))
        {
            settings.Notice(open);
        }

        return options;
    }

    private static string? ReadMongo(SettingsReader settings)
    {
        var uri = settings.AsTyped("MONGODB_URI");
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
                Path.Combine(folder, $".probe-{Guid.CreateVersion7()}"), FileMode.CreateNew, FileAccess.Write,
                FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error is UnauthorizedAccessException ? "access denied" : error.Message.Split(" : ")[0];
        }
    }
}

/// <summary>What differs between stores.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="IsShared">Whether processes of other machines, with data folders of their own, use it too.</param>
/// <param name="Register">Registers an adapter for every port.</param>
/// <param name="KeepKeys">Says where the keys are kept that seal cookies and tokens.</param>
/// <param name="OpenRecords">Opens all its records, for moves and backups.</param>
/// <param name="IsThere">Whether there is anything to open; opening makes it.</param>
internal sealed record Store(
    string Name,
    bool IsShared,
    Func<IServiceCollection, IServiceCollection> Register,
    Action<IDataProtectionBuilder> KeepKeys,
    Func<IRecords> OpenRecords,
    Func<bool> IsThere);

/// <summary>The one switch between stores, for the server and every command.</summary>
public static class StoreCatalog
{
    /// <summary>Registers records, files and keys, and which of the processes on the data folder this one is.</summary>
    public static void AddStorage(this IServiceCollection services, StoreOptions options)
    {
        services.AddSingleton(options).AddSingleton(TimeProvider.System).AddStore(options);
        services.AddSingleton(_ => OpenNode(options)).AddBlobs(options);
        Of(options).KeepKeys(services.AddDataProtection().SetApplicationName("visuel"));
    }

    /// <summary>Registers an adapter for every port of the store.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreOptions options) =>
        Of(options).Register(services);

    /// <summary>Takes a place among the processes on the data folder.</summary>
    public static NodeSlot OpenNode(StoreOptions options) => new(options.DataFolder, Of(options).IsShared);

    /// <summary>Whether there is a store that can be copied.</summary>
    internal static bool IsThere(StoreOptions options) => Of(options).IsThere();

    /// <summary>All records of the store, for moves and backups.</summary>
    internal static IRecords OpenRecords(StoreOptions options) => Of(options).OpenRecords();

    /// <summary>The store that the settings name. Nothing else asks which it is.</summary>
    internal static Store Of(StoreOptions options) =>
        options.MongoUri is { } uri ? InMongo(uri) : InFolder(options.DataFolder);

    /// <summary>SQLite in the data folder, whatever store the settings name.</summary>
    internal static Store InFolder(string folder) => new(
        $"The store in {folder}",
        IsShared: false,
        services => services.AddSqlite(folder),
        keys => keys.PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(folder, "keys"))),
        () => new SqliteRecords(folder),
        () => File.Exists(Path.Combine(folder, "visuel.db")));

    private static Store InMongo(string uri) => new(
        "The database at MONGODB_URI",
        IsShared: true,
        services => services.AddMongo(uri),
        // All nodes open what one of them sealed.
        keys => keys.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            provider => new ConfigureOptions<KeyManagementOptions>(
                options => options.XmlRepository = new MongoKeyRing(provider.GetRequiredService<MongoStore>()))),
        () => new MongoRecords(uri),
        () => true);

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
        .AddRound<OlderTextsWorker>()
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
