using Microsoft.AspNetCore.Http;
using Visuel.Server.Blobs;

namespace Visuel.Bench.Load.Floors;

/// <summary>The least that a server which promises to keep an image could do: the bare floor, and before the answer the
/// file is on the disk as <see cref="DiskBlobs"/> puts it there: a temporary name, flushed, renamed, its folder
/// flushed. No record, no account, no quota.</summary>
internal sealed class DurableFloor
{
    private readonly string folder;
    private readonly string arrivals;

    private DurableFloor(string folder)
    {
        this.folder = folder;
        arrivals = Path.Combine(folder, "arrivals");
        Directory.CreateDirectory(arrivals);
    }

    /// <summary>The answers; images come from <c>--upstream</c> and go to <c>--folder</c>.</summary>
    public static RequestDelegate Read(Arguments arguments)
    {
        var floor = new DurableFloor(arguments.Text("folder"));
        return BareFloor.Answers(new Uri(arguments.Text("upstream")), floor.KeepAsync);
    }

    private async ValueTask KeepAsync(ReadOnlyMemory<byte> image)
    {
        var name = $"{Guid.CreateVersion7()}.png";
        var arrival = Path.Combine(arrivals, name);
        await using (var file = new FileStream(
            arrival, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            await file.WriteAsync(image);
            file.Flush(flushToDisk: true);
        }

        File.Move(arrival, Path.Combine(folder, name));
        DirectoryFlush.Flush(folder);
    }
}
