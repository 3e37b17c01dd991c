using Visuel.Server.Rounds;

namespace Visuel.Server.Blobs;

/// <summary>Moves what <see cref="SpooledBlobs"/> kept in the folder to the bucket.</summary>
internal sealed partial class SpoolSweeper(SpooledBlobs blobs, RoundParts parts)
    : Round(Rhythms.MoveToBucket, parts)
{
    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        var moved = 0;
        try
        {
            await ForEachAsync(
                blobs.ListWaiting(),
                Thing.Of,
                async workspace => moved += await ForEachAsync(
                    blobs.ListWaiting(workspace),
                    name => Thing.Of(name.Image),
                    name => blobs.MoveAsync(name, stop),
                    stop),
                stop);
        }
        finally
        {
            if (moved > 0)
            {
                Log.Moved(Logger, moved);
            }
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Moved {Count} files from the data folder to the bucket")]
        public static partial void Moved(ILogger logger, int count);
    }
}
