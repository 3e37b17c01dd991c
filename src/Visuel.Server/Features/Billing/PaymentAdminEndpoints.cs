using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Billing;

/// <summary>What Stripe told, for administrators: how far looking into it is behind, and what was given up.</summary>
public static class PaymentAdminEndpoints
{
    private const int MostEvents = 50;

    /// <summary>Maps <c>/api/admin/payments</c>.</summary>
    public static void MapPaymentAdmin(this IEndpointRouteBuilder routes)
    {
        var payments = routes.MapGroup("/api/admin/payments").WithTags("Administration")
            .RequireAuthorization(Authentication.Administrators);
        payments.MapGet("", ReadAsync);
        payments.MapPost("/retry", RetryAsync);
        routes.MapGet("/api/admin/accounts/{id:guid}/billing", ReadAccountAsync).WithTags("Administration")
            .RequireAuthorization(Authentication.Administrators);
    }

    /// <summary>How an account's payments stand, as Stripe said them last,
    /// and what an administrator has to see to.</summary>
    internal static async Task<Results<Ok<AdminBillingAnswer>, ProblemHttpResult>> ReadAccountAsync(
        Guid id, IAccounts accounts, ReadBilling read, Problems problems, CancellationToken stop)
    {
        if (await accounts.FindAsync(new AccountId(id), stop) is not { } account)
        {
            return problems.Answer(Problem.NotFound);
        }

        var status = await read.RunAsync(account.Workspace, stop);
        return TypedResults.Ok(new AdminBillingAnswer(
            status.Customer?.Id, status.Customer?.Former, status.Customer?.SyncedAt,
            status.Customer?.Standing.Live ?? 0,
            status.Customer?.Standing is { HasUnknownPrice: true, Subscription: { } paid } ? paid.Price : null,
            status.ToAnswer()));
    }

    /// <summary>How many of Stripe's events wait, since when, and those that were tried in vain too often.</summary>
    internal static async Task<Ok<PaymentsAnswer>> ReadAsync(IPaymentEvents events, CancellationToken stop)
    {
        var backlog = await events.ReadBacklogAsync(stop);
        var dead = await events.ListAsync(PaymentEventState.Dead, MostEvents, stop);
        return TypedResults.Ok(new PaymentsAnswer(
            backlog.OldestNew, backlog.New, backlog.Dead,
            [.. dead.Select(told => new PaymentEventAnswer(
                told.Event.Id, told.Event.Type, told.ReceivedAt, told.Attempts, told.Error))]));
    }

    /// <summary>Lets all events that were given up be looked into again.</summary>
    internal static async Task<Ok<RetriedAnswer>> RetryAsync(RetryPaymentEvents retry, CancellationToken stop) =>
        TypedResults.Ok(new RetriedAnswer(await retry.RunAsync(stop)));
}
