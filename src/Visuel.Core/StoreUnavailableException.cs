namespace Visuel.Core;

/// <summary>The store does not answer. Nothing is half written; the call may be made again later.</summary>
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
