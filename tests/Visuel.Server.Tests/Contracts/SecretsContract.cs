namespace Visuel.Server.Tests.Contracts;

/// <summary>What every keeper of secrets must keep.</summary>
public abstract class SecretsContract : StoreContract
{
    [Fact]
    public async Task All_who_ask_at_once_get_the_same_secret()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(number => Task.Run(() => Store.Secrets.GetOrAddAsync("key", new byte[] { (byte)number }, Stop))));
        Assert.Single(answers.Select(answer => answer.ToArray()[0]).Distinct());
    }

    [Fact]
    public async Task After_a_crash_it_is_the_same()
    {
        await Store.Secrets.GetOrAddAsync("key", new byte[] { 1, 2 }, Stop);
        await Store.ReopenAsync();
        Assert.Equal([1, 2], (await Store.Secrets.GetOrAddAsync("key", new byte[] { 3 }, Stop)).ToArray());
        Assert.Equal([3], (await Store.Secrets.GetOrAddAsync("other", new byte[] { 3 }, Stop)).ToArray());
    }
}
