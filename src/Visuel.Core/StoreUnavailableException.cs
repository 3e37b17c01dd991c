namespace Visuel.Core;

/// <summary>The store does not answer. Nothing is half written; the call may be made again later. Whoever means it
/// catches it by this name, never as <see cref="IOException"/>: that one may be of a connection or of a single
/// file.</summary>
public class StoreUnavailableException : IOException
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
