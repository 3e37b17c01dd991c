using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Visuel.Core.Billing;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Limits;
using Visuel.Server.Settings;

namespace Visuel.Server.Features.Billing;

/// <summary>The forms of the plans page, which lead to Stripe, and the return from there. A failure is shown on the
/// plans page. A form is answered by a page that leads on by itself (<see cref="LeavePage"/>): browsers follow a
/// redirect only to addresses that our policy names (<c>form-action</c>), and Stripe's pages may have an address of the
/// operator's.</summary>
public static class BillingForms
{
    // A second click waits until the first is answered, and gets the same page.
    private static readonly TimeSpan WaitsFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Maps <c>/billing</c>. State changes by plain forms;
    /// <see cref="SameOrigin"/> has refused those of other sites.</summary>
    public static void MapBillingForms(this IEndpointRouteBuilder routes)
    {
        var billing = routes.MapGroup("/billing").ExcludeFromDescription().RequireRateLimiting(RateLimits.Payments);
        billing.MapPost("/checkout", BuyAsync).DisableAntiforgery();
        billing.MapPost("/portal", OpenAsync).DisableAntiforgery();
        billing.MapGet("/return", ReturnAsync);
        billing.MapGet("/invoices/{id}", ShowInvoiceAsync);
    }

    internal static Task<IResult> BuyAsync(
        [FromForm] string? plan, HttpContext http, StartCheckout start, PublicAddress address, TimeProvider clock,
        CancellationToken stop) => GuardAsync(() => CallTime.LimitAsync(
            CallTime.OfOnePerson, clock, within => StartAsync(plan, http, start, address, clock, within), stop));

    private static async Task<IResult> StartAsync(
        string? plan, HttpContext http, StartCheckout start, PublicAddress address, TimeProvider clock,
        CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            switch (await start.RunAsync(
                Caller.Of(http.User), Plans.Find(plan) ?? Plans.Free, BillingEndpoints.OriginOf(http, address),
                BillingEndpoints.Language, stop))
            {
                case StartCheckoutOutcome.Opened opened:
                    return See(opened.Page);
                case StartCheckoutOutcome.SubscriptionExists { Portal: { } portal }:
                    return See(portal);
                case StartCheckoutOutcome.SubscriptionExists:
                    return ShowProblem(Problem.SubscriptionExists);
                case StartCheckoutOutcome.Disputed:
                    return ShowProblem(Problem.BillingOnHold);
                case StartCheckoutOutcome.Granted:
                    return ShowProblem(Problem.PlanGranted);
                case StartCheckoutOutcome.InProgress when clock.GetElapsedTime(began) < WaitsFor:
                    await Task.Delay(Pause, clock, stop);
                    break;
                case StartCheckoutOutcome.InProgress:
                    return ShowProblem(Problem.CheckoutInProgress);
                default:
                    return ShowProblem(Problem.InvalidRequest);
            }
        }
    }

    internal static Task<IResult> OpenAsync(
        [FromForm] string? flow, HttpContext http, OpenPortal portal, PublicAddress address, CancellationToken stop) =>
        GuardAsync(async () =>
        await portal.RunAsync(
            Caller.Of(http.User).Workspace, BillingEndpoints.OriginOf(http, address), BillingEndpoints.Language,
            flow is "cancel", stop) is { } page
            ? (IResult)See(page)
            : ShowProblem(Problem.NotFound));

    internal static Task<IResult> ShowInvoiceAsync(
        string id, HttpContext http, ICustomers customers, IPaymentGateway gateway, TimeProvider clock,
        CancellationToken stop) => GuardAsync(async () =>
        await BillingEndpoints.FindInvoiceAsync(id, http, customers, gateway, clock, stop) is { } page
            ? (IResult)TypedResults.Redirect(page.AbsoluteUri)
            : ShowProblem(Problem.NotFound));

    private static async Task<RedirectHttpResult> ReturnAsync([FromQuery(
        Name = "session_id")] string? session, HttpContext http, FinishCheckout finish, CancellationToken stop)
    {
        var workspace = Caller.Of(http.User).Workspace;
        var isCheckout = session is { Length: > 0 and <= 255 };
        try
        {
            if (!isCheckout)
            {
                await finish.RunAsync(workspace, stop);
            }

            return TypedResults.Redirect(
                isCheckout && await finish.RunAsync(workspace, session!, stop) ? "/plans?paid=1" : "/plans");
        }
        catch (PaymentException)
        {
            // The webhook reports the same change a moment later.
            return TypedResults.Redirect(isCheckout ? "/plans?paid=1" : "/plans");
        }
    }

    private static async Task<IResult> GuardAsync(Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (PaymentException error)
        {
            return ShowProblem(Problem.Of(error.Fault));
        }
    }

    private static SeeOther ShowProblem(Problem problem) => new($"/plans?problem={problem.Code}");

    private static RazorComponentResult<LeavePage> See(Uri page) => new(new { Page = page });

    // 303 makes the browser follow with GET.
    internal sealed class SeeOther(string place) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = place;
            return Task.CompletedTask;
        }
    }
}
