using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Server.Callers;
using Visuel.Server.Stores;

namespace Visuel.Bench.Load.Seeding;

/// <summary>Fills a new store with accounts that are signed in already, through the server's own classes: registering
/// each of them over HTTP would cost a slow password hash. Nobody can sign in to them with a password.</summary>
internal static class SeedAccounts
{
    private const string NoHash = "no password opens this";

    /// <summary>Adds accounts with unlimited workspaces and a session each,
    /// and writes their cookies as <c>token=…</c>, one a line.</summary>
    /// <param name="options">The server's store.</param>
    /// <param name="count">How many.</param>
    /// <param name="cookies">The file to write.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task RunAsync(StoreOptions options, int count, string cookies, CancellationToken stop)
    {
        Directory.CreateDirectory(options.DataFolder);
        await using var store = new ServiceCollection().AddStore(options).BuildServiceProvider();
        // Together, so that they share the store's flushes.
        var tokens = await Task.WhenAll(Enumerable.Range(0, count).Select(number => AddAsync(store, number, stop)));
        await File.WriteAllLinesAsync(cookies, tokens, stop);
    }

    private static async Task<string> AddAsync(ServiceProvider store, int number, CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        var workspace = new Workspace(
            new WorkspaceId(Guid.CreateVersion7(now)), Plans.Enterprise.Name, null, null, now);
        var email = FormattableString.Invariant($"bench-{number}@example.com");
        var account = new Account(
            new AccountId(Guid.CreateVersion7(now)), email, email.ToUpperInvariant(), null, AccountRole.User,
            workspace.Id, "en", Account.DefaultTimeZone, NoHash, Guid.CreateVersion7(now).ToString("N"), now);
        if (await store.GetRequiredService<IAccounts>().RegisterAsync(
            account, workspace, Plans.Enterprise.Name, mayOwn: true, stop) is not RegisterOutcome.Registered)
        {
            throw new BenchException($"The store in use already has {email}: seed a new one.");
        }

        var secret = Secret.Of(SecretKind.Session, RandomNumberGenerator.GetBytes(Secret.RandomBytes));
        var session = Session.Begin(
            new SessionId(Guid.CreateVersion7(now)), account.Id, SignInOrigin.Of("bench", address: null), now);
        await store.GetRequiredService<ISessions>().StartAsync(session, secret.Hash, stop);
        return $"{TokenCookie.Name}={secret.Text}";
    }
}
