using Visuel.Server.Rounds;

namespace Visuel.Server.Blobs;

/// <summary>Looks whether the folder of images can be written to, so that its trouble is told before somebody's image
/// is lost by it.</summary>
internal sealed class FolderProbe(DiskBlobs blobs, RoundParts parts) : Round(Rhythms.WriteToFolder, parts)
{
    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        await blobs.ProbeAsync(stop);
        return false;
    }
}
