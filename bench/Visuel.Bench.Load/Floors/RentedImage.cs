using System.Buffers;

namespace Visuel.Bench.Load.Floors;

/// <summary>An image in memory that goes back to the pool: a floor makes no garbage it need not make.</summary>
internal sealed class RentedImage(int length) : IDisposable
{
    private readonly byte[] rented = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>Its bytes.</summary>
    public Memory<byte> Bytes => rented.AsMemory(0, length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(rented);
}
