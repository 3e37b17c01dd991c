using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Billing;
using Visuel.Core.Generation;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Limits;
using Visuel.Server.Settings;

namespace Visuel.Server.Features.Billing;

/// <summary>Buying a plan and managing it, for programs of people who are signed in;
/// for the forms of the pages see <see cref="BillingForms"/>.</summary>
public static class BillingEndpoints
{
    // As many as are ever read at once.
    private const int MostInvoices = 1000;

    /// <summary>Maps <c>/api/billing</c>.</summary>
    public static void MapBillingEndpoints(this IEndpointRouteBuilder routes)
    {
        var billing = routes.MapGroup("/api/billing").WithTags("Billing");
        billing.MapGet("", ReadAsync);
        billing.MapPost("/checkout", StartAsync).RequireRateLimiting(RateLimits.Payments);
        billing.MapPost("/portal", OpenAsync).RequireRateLimiting(RateLimits.Payments);
        billing.MapGet("/invoices/{id}", ShowInvoiceAsync).RequireRateLimiting(RateLimits.Payments);
    }

    /// <summary>The plan that is paid for, until when, and its invoices, as Stripe said them last.</summary>
    internal static async Task<Ok<BillingAnswer>> ReadAsync(
        HttpContext http, ReadBilling read, CancellationToken stop) =>
        TypedResults.Ok((await read.RunAsync(Caller.Of(http.User).Workspace, stop)).ToAnswer());

    /// <summary>Opens the page on which a plan is paid. While a subscription lives there is no second one: 409, with
    /// the page on which it is managed.</summary>
    internal static async Task<Results<Ok<PageAnswer>, ProblemHttpResult>> StartAsync(
        JsonBody<StartCheckoutRequest> body, HttpContext http, StartCheckout start, PublicAddress address,
        Problems problems, CancellationToken stop)
    {
        if (Plans.Find(body.Value.Plan) is not { } plan)
        {
            return problems.Invalid(new FieldProblem("plan", body.Value.Plan is null ? "required" : "plan"));
        }

        return await start.RunAsync(Caller.Of(http.User), plan, OriginOf(http, address), Language, stop) switch
        {
            StartCheckoutOutcome.Opened opened => TypedResults.Ok(new PageAnswer(opened.Page)),
            StartCheckoutOutcome.SubscriptionExists exists => problems.Answer(
                Problem.SubscriptionExists, new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["portalUrl"] = exists.Portal,
                    ["upgradeUrl"] = BillingOptions.PlansPath,
                }),
            StartCheckoutOutcome.Disputed => problems.Answer(Problem.BillingOnHold),
            StartCheckoutOutcome.Granted => problems.Answer(Problem.PlanGranted),
            StartCheckoutOutcome.InProgress => problems.Answer(Problem.CheckoutInProgress),
            _ => problems.Invalid(new FieldProblem("plan", "not_sold")),
        };
    }

    /// <summary>Opens the page on which the subscription is managed: card, invoices, end.</summary>
    /// <param name="flow"><c>cancel</c> begins with its end.</param>
    internal static async Task<Results<Ok<PageAnswer>, ProblemHttpResult>> OpenAsync(
        HttpContext http, OpenPortal portal, PublicAddress address, Problems problems, string? flow,
        CancellationToken stop)
    {
        if (flow is not (null or "cancel"))
        {
            return problems.Invalid(new FieldProblem("flow", "unknown_value"));
        }

        return await portal.RunAsync(
            Caller.Of(http.User).Workspace, OriginOf(http, address), Language, flow is "cancel", stop) is { } page
            ? TypedResults.Ok(new PageAnswer(page))
            : problems.Answer(Problem.NotFound);
    }

    /// <summary>Leads to Stripe's page of one of the caller's invoices.</summary>
    internal static async Task<Results<RedirectHttpResult, ProblemHttpResult>> ShowInvoiceAsync(
        string id, HttpContext http, ICustomers customers, IPaymentGateway gateway, TimeProvider clock,
        Problems problems, CancellationToken stop) =>
        await FindInvoiceAsync(id, http, customers, gateway, clock, stop) is { } page
            ? TypedResults.Redirect(page.AbsoluteUri)
            : problems.Answer(Problem.NotFound);

    /// <summary>Stripe's page of one of the caller's invoices, or null.</summary>
    internal static async Task<Uri?> FindInvoiceAsync(
        string id, HttpContext http, ICustomers customers, IPaymentGateway gateway, TimeProvider clock,
        CancellationToken stop)
    {
        var all = await customers.ListInvoicesAsync(Caller.Of(http.User).Workspace, MostInvoices, stop);
        return all.Any(invoice => invoice.Id == id)
            ? await CallTime.LimitAsync(
                CallTime.OfOnePerson, clock, within => gateway.FindInvoicePageAsync(id, within), stop)
            : null;
    }

    /// <summary>Our own address, as whoever calls sees it.</summary>
    internal static Uri OriginOf(HttpContext http, PublicAddress address) => new(address.OriginOf(http.Request));

    /// <summary>The caller's language, of two letters.</summary>
    internal static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
}
