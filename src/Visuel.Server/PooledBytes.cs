using System.Buffers;
using System.Runtime.InteropServices;

namespace Visuel.Server;

/// <summary>Memory for the bytes of an image, from a pool: a megabyte and more each would keep the garbage collector
/// busy. Whoever is done with it releases it. What is forgotten is collected like anything else; what is released
/// cannot be read any more, by whoever still holds a part of it.</summary>
internal sealed class PooledBytes : MemoryManager<byte>
{
    private byte[]? rented;

    private PooledBytes(int length) => rented = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>Memory of this length, with whatever stood in it before.</summary>
    public static Memory<byte> Rent(int length) => new PooledBytes(length).Memory[..length];

    /// <summary>The same bytes and more room behind them: in place where there is some, else a copy, and the memory
    /// given is released.</summary>
    public static Memory<byte> Grow(Memory<byte> bytes, int more)
    {
        if (MemoryMarshal.TryGetMemoryManager<byte, PooledBytes>(bytes, out var owner, out var start, out var length)
            && owner.Memory.Length - start - length >= more)
        {
            return owner.Memory.Slice(start, length + more);
        }

        var grown = Rent(bytes.Length + more);
        bytes.CopyTo(grown);
        Release(bytes);
        return grown;
    }

    /// <summary>Gives the memory back that this is a part of, if it came from here and has not
    /// been given back.</summary>
    public static void Release(ReadOnlyMemory<byte> part) => OwnerOf(part)?.Dispose();

    /// <summary>What gives the memory back when it is disposed of; null when it did not come from here.</summary>
    public static IDisposable? OwnerOf(ReadOnlyMemory<byte> part) =>
        MemoryMarshal.TryGetMemoryManager<byte, PooledBytes>(part, out var owner) ? owner : null;

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => Bytes;

    /// <inheritdoc/>
    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        var handle = GCHandle.Alloc(Bytes, GCHandleType.Pinned);
        return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle);
    }

    /// <summary>Nothing to do: the handle that <see cref="Pin"/> gives frees itself.</summary>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override bool TryGetArray(out ArraySegment<byte> segment)
    {
        segment = Bytes;
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref rented, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private byte[] Bytes => rented ?? throw new ObjectDisposedException(nameof(PooledBytes));
}
