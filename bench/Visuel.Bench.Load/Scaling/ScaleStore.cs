using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Stores;
using Visuel.Server.Stores.Records;

namespace Visuel.Bench.Load.Scaling;

/// <summary>A seeded store, behind the server's ports.
/// The calls that are measured stand here and nowhere else.</summary>
internal sealed class ScaleStore : IAsyncDisposable
{
    private const int PageOfLibrary = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly GenerationPlan Plan =
        new(new GenerateRequest { Prompt = "a bicycle" },
            EngineNames.Composer, ImageModels.Composer.Id, "a bicycle", null, 1, "", null);

    private readonly ServiceProvider store;
    private readonly IQuotaLedger ledger;
    private readonly IGenerations generations;
    private readonly ILibrary library;
    private readonly IReadOnlyList<WorkspaceId> workspaces;

    private ScaleStore(ServiceProvider store, IReadOnlyList<WorkspaceId> workspaces)
    {
        (this.store, this.workspaces) = (store, workspaces);
        ledger = store.GetRequiredService<IQuotaLedger>();
        generations = store.GetRequiredService<IGenerations>();
        library = store.GetRequiredService<ILibrary>();
    }

    /// <summary>Opens the store.</summary>
    public static async Task<ScaleStore> OpenAsync(StoreOptions options, CancellationToken stop)
    {
        var ids = new List<WorkspaceId>();
        await using (var records = StoreCatalog.OpenRecords(options))
        {
            await foreach (var workspace in records.ReadAsync(RecordKinds.Workspaces, stop))
            {
                ids.Add(new WorkspaceId(Guid.Parse(workspace["id"]!.GetValue<string>())));
            }
        }

        return new ScaleStore(new ServiceCollection().AddStore(options).BuildServiceProvider(), ids);
    }

    /// <summary>Starts a generation, which sets a credit aside: a durable write.</summary>
    public async Task HoldAsync(CancellationToken stop)
    {
        var now = TimeProvider.System.GetUtcNow();
        var hold = new CreditHold(new GenerationId(Guid.CreateVersion7(now)), AnyWorkspace(), now, now + Lease);
        var claim = new DrawingClaim("bench", now, now + Lease, int.MaxValue);
        Expect(await generations.StartAsync(
            new NewGeneration(hold, Plan) { Shares = false }, limit: null, claim,
            stop) is StartOutcome.Started { Claimed: not null });
    }

    /// <summary>Reads what a workspace has used of this month.</summary>
    public async Task ReadQuotaAsync(CancellationToken stop) =>
        Expect((await ledger.ReadAsync(AnyWorkspace(), Period.Of(TimeProvider.System.GetUtcNow()), stop)).Used >= 0);

    /// <summary>Reads the first page of a workspace's library.</summary>
    public async Task ListAsync(CancellationToken stop) =>
        Expect((await library.ListAsync(
            AnyWorkspace(), new ImageQuery(null, null, null, PageOfLibrary), stop)).Items.Count > 0);

    public ValueTask DisposeAsync() => store.DisposeAsync();

#pragma warning disable CA5394 // Whose turn it is, not a secret.
    private WorkspaceId AnyWorkspace() => workspaces[Random.Shared.Next(workspaces.Count)];
#pragma warning restore CA5394

    private static void Expect(bool isRight)
    {
        if (!isRight)
        {
            throw new BenchException("The seeded store gave an answer it should not give.");
        }
    }
}
