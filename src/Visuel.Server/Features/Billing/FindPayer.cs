using Visuel.Core.Accounts;
using Visuel.Core.Billing;

namespace Visuel.Server.Features.Billing;

/// <summary>Whose customer at Stripe it is.</summary>
public abstract record Payer
{
    private Payer()
    {
    }

    /// <summary>A workspace's, which is read again.</summary>
    public sealed record Ours(WorkspaceId Workspace) : Payer;

    /// <summary>A customer that names a workspace and pays, but is not counted: an administrator must see to
    /// it.</summary>
    /// <param name="Reason">What is wrong, in words for the administrator.</param>
    public sealed record NotCounted(string Reason) : Payer;

    /// <summary>Nobody's here.</summary>
    public sealed record Nobody : Payer;
}

/// <summary>Finds whose customer at Stripe it is, and links it where its metadata name a workspace. A workspace that
/// has two customers who pay is linked to one and remembers the other: <see cref="SyncCustomer"/> reads both, and an
/// administrator sees that it pays twice.</summary>
public sealed partial class FindPayer(
    ICustomers customers, IAccounts accounts, IPaymentGateway gateway, PriceBook prices, TimeProvider clock,
    ILogger<FindPayer> logger)
{
    /// <summary>Finds it. A customer that is not linked may still name a workspace: somebody made it by hand, or a
    /// backup that is older than the customer was restored.</summary>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses.</exception>
    public async Task<Payer> RunAsync(string id, CancellationToken stop)
    {
        if (await customers.FindByIdAsync(id, stop) is { } known)
        {
            return new Payer.Ours(known.Workspace);
        }

        if (await gateway.FindWorkspaceAsync(id, stop) is not { } workspace)
        {
            return new Payer.Nobody();
        }

        if (await accounts.FindWorkspaceAsync(workspace, stop) is null)
        {
            LogHomeless(id, workspace);
            return new Payer.Nobody();
        }

        return await customers.LinkAsync(workspace, id, clock.GetUtcNow(), stop) switch
        {
            { Id: { } linked } customer when linked != id => await CompareAsync(customer, linked, id, stop),
            { } customer => new Payer.Ours(customer.Workspace),
            null => new Payer.Nobody(),
        };
    }

    private async Task<Payer> CompareAsync(Customer customer, string linked, string id, CancellationToken stop)
    {
        if (!await PaysAsync(id, stop))
        {
            if (customer.Former == id)
            {
                return new Payer.Ours(customer.Workspace);
            }

            LogOther(customer.Workspace, id);
            return new Payer.Nobody();
        }

        // The linked customer may have left a checkout open. It must not be paid once the other one is linked.
        await gateway.CloseCheckoutsAsync(linked, but: null, stop);
        if (!await PaysAsync(linked, stop))
        {
            return await ReplaceAsync(customer, id, stop);
        }

        if (customer.Former is not null && customer.Former != id)
        {
            LogTwice(customer.Workspace, linked, id);
            return new Payer.NotCounted($"customer {id} pays beside {linked}");
        }

        if (customer.Former is null)
        {
            await SaveAsync(customer with { Former = id }, customer.Standing, isGone: false, stop);
        }

        return new Payer.Ours(customer.Workspace);
    }

    // The linked customer pays nothing, and the other one does: the workspace is linked to that one instead.
    private async Task<Payer> ReplaceAsync(Customer idle, string id, CancellationToken stop)
    {
        await SaveAsync(idle, Standing.Nothing, isGone: true, stop);
        await customers.LinkAsync(idle.Workspace, id, clock.GetUtcNow(), stop);
        return new Payer.Ours(idle.Workspace);
    }

    private async Task SaveAsync(Customer customer, Standing standing, bool isGone, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (!await customers.SaveAsync(new CustomerUpdate(customer, isGone, standing, [], [], now, now), stop))
        {
            throw new PaymentException(PaymentFault.Unavailable, "somebody else wrote");
        }
    }

    private async Task<bool> PaysAsync(string id, CancellationToken stop)
    {
        var book = await prices.OpenAsync(stop);
        return await gateway.ReadAsync(id, book.PlanOf, stop) is { } reading
            && Standing.Of(reading, Standing.Nothing).Live > 0;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Stripe's customer {Customer} names workspace {Workspace}, which does not exist: does it still pay at Stripe?")]
    private partial void LogHomeless(string customer, WorkspaceId workspace);

    [LoggerMessage(
        LogLevel.Warning,
        "Stripe's customer {Customer} names workspace {Workspace}, which has another customer: nothing was changed")]
    private partial void LogOther(WorkspaceId workspace, string customer);

    [LoggerMessage(
        LogLevel.Error,
        "Workspace {Workspace} pays as customer {Linked} and as {Other}, which is not counted: end one at Stripe")]
    private partial void LogTwice(WorkspaceId workspace, string linked, string other);
}
