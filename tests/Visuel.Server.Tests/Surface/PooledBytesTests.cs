namespace Visuel.Server.Tests.Surface;

/// <summary>Memory that goes back to a pool must never show one person's image to another.</summary>
public sealed class PooledBytesTests
{
    [Fact]
    public void What_was_released_cannot_be_read_by_any_part_of_it()
    {
        var bytes = PooledBytes.Rent(1000);
        var part = bytes[10..20];
        PooledBytes.Release(part);
        Assert.Throws<ObjectDisposedException>(() => bytes.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => part.ToArray());
        Assert.Throws<ObjectDisposedException>(() => part.Pin());
    }

    [Fact]
    public void Released_twice_it_goes_back_once()
    {
        var bytes = PooledBytes.Rent(3_000_000);
        PooledBytes.Release(bytes);
        PooledBytes.Release(bytes);
        var (one, other) = (PooledBytes.Rent(3_000_000), PooledBytes.Rent(3_000_000));
        one.Span.Fill(1);
        other.Span.Fill(2);
        Assert.Equal(1, one.Span[0]);
    }

    [Fact]
    public void Grown_it_keeps_what_it_held_whoever_made_it()
    {
        byte[] foreign = [1, 2, 3];
        Assert.Equal([1, 2, 3], PooledBytes.Grow(foreign, 5_000)[..3].ToArray());
        var own = PooledBytes.Rent(3);
        foreign.CopyTo(own);
        var grown = PooledBytes.Grow(own, 5_000);
        Assert.Equal(5_003, grown.Length);
        Assert.Equal([1, 2, 3], grown[..3].ToArray());
        Assert.Throws<ObjectDisposedException>(() => own.Span.Length);
    }

    [Fact]
    public void Memory_of_others_is_left_alone()
    {
        byte[] foreign = [1, 2, 3];
        PooledBytes.Release(foreign);
        Assert.Null(PooledBytes.OwnerOf(foreign));
        Assert.Equal([1, 2, 3], foreign);
    }
}
