namespace Visuel.Server.Tests.Contracts;

/// <summary>A contract that every store keeps; an adapter's test class says which store.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected StoreUnderTest Store { get; private set; } = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract Task<StoreUnderTest> OpenAsync();

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
