using Visuel.Core.Library;
using Visuel.Server.Rounds;
using Visuel.Server.Stores;

namespace Visuel.Server.Blobs;

/// <summary>Where the files of images are, for the server and every command: the data folder, the bucket, or the bucket
/// with the folder standing in while it is away.</summary>
public static class BlobCatalog
{
    /// <summary>Registers what keeps the files.</summary>
    internal static IServiceCollection AddBlobs(this IServiceCollection services, StoreOptions options)
    {
        services.AddSingleton(provider => OpenFolder(options, provider.GetRequiredService<NodeSlot>()));
        services.AddSingleton(provider => Open(options, provider.GetRequiredService<DiskBlobs>));
        if (options.Bucket is { } bucket)
        {
            services.AddSingleton<IPublicFiles>(_ => new S3PublicFiles(bucket));
        }

        if (options.Bucket is null || IsSpooled(options))
        {
            services.AddRound<FolderProbe>();
        }

        return IsSpooled(options)
            ? services
                .AddSingleton(provider => (SpooledBlobs)provider.GetRequiredService<IBlobs>())
                .AddRound<SpoolSweeper>()
            : services;
    }

    /// <summary>Where files are written, and where the server reads them.</summary>
    public static IBlobs Open(StoreOptions options, NodeSlot node) =>
        Open(options, () => OpenFolder(options, node));

    /// <summary>The data folder alone.</summary>
    public static DiskBlobs OpenFolder(StoreOptions options, NodeSlot node) =>
        new(Path.Combine(options.DataFolder, "images"), node.Name);

    /// <summary>Every place that may hold files, by its name: those in the folder may not have been moved to the bucket
    /// yet.</summary>
    public static IReadOnlyList<(string Name, IBlobs Blobs)> OpenAll(StoreOptions options, NodeSlot node)
    {
        var all = new List<(string, IBlobs)> { (options.DataFolder, OpenFolder(options, node)) };
        if (options.Bucket is { } bucket)
        {
            all.Add(($"the bucket {bucket.Bucket}", new S3Blobs(bucket)));
        }

        return all;
    }

    private static IBlobs Open(StoreOptions options, Func<DiskBlobs> folder) => options.Bucket switch
    {
        null => folder(),
        { } bucket when IsSpooled(options) => new SpooledBlobs(new S3Blobs(bucket), folder()),
        { } bucket => new S3Blobs(bucket),
    };

    // With several machines no other could show what lies in the folder of one.
    private static bool IsSpooled(StoreOptions options) =>
        options.Bucket is not null && !StoreCatalog.Of(options).IsShared;
}
