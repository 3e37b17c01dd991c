using System.IO.Compression;

namespace Visuel.Server.Features.Moving;

/// <summary>An entry of a backup, as it is unpacked. A zip may hold far more than its file is long; nothing reads an
/// entry further than the zip says it is long.</summary>
internal sealed class BackupEntry : ForwardStream
{
    // Records shrink to a twentieth; what shrinks more was made to fill a disk or a memory.
    private const long MostTimesSmaller = 200;
    private const long AnySize = 1024 * 1024;

    private readonly Stream packed;
    private readonly string name;
    private readonly long longestLine;
    private long read;
    private long lineBegan;

    private BackupEntry(Stream packed, string name, long longestLine) =>
        (this.packed, this.name, this.longestLine) = (packed, name, longestLine);

    /// <summary>Opens an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="longest">The most bytes it may have.</param>
    /// <param name="longestLine">The most bytes a line of it may have.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="CopyException">It is longer, or far longer than what is there of it. Reading fails with the
    /// same at a line that is too long.</exception>
    public static async Task<BackupEntry> OpenAsync(
        ZipArchiveEntry entry, long longest, long longestLine, CancellationToken stop) =>
        entry.Length > longest || (entry.Length - AnySize) / MostTimesSmaller > entry.CompressedLength
            ? throw new CopyException($"{entry.FullName} is larger than anything in a backup of Visuel.")
            : new BackupEntry(await entry.OpenAsync(stop), entry.FullName, longestLine);

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await packed.ReadAsync(buffer, cancellationToken);
        return Counted(buffer.Span, count);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Counted(buffer.AsSpan(offset, count), packed.Read(buffer, offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Counted(ReadOnlySpan<byte> buffer, int count)
    {
        if (buffer[..count].LastIndexOf((byte)'\n') is var end && end >= 0)
        {
            lineBegan = read + end;
        }

        read += count;
        return read - lineBegan > longestLine
            ? throw new CopyException($"{name} has a line that is longer than any record of Visuel.")
            : count;
    }
}
