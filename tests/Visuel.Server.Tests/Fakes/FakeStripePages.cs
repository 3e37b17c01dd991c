using System.Net;
using Microsoft.AspNetCore.Http;

namespace Visuel.Server.Tests.Fakes;

/// <summary>The pages of the fake Stripe that people see: where they pay, where they manage what they pay,
/// and an invoice.</summary>
internal sealed class FakeStripePages(FakeStripeLedger ledger)
{
    public async Task HandleAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/');
        var isPost = HttpMethods.IsPost(context.Request.Method);
        switch (parts)
        {
            case ["", "c", "pay", var id] when ledger.Find("sessions", id) is { } session
                && FakeStripeLedger.Status(session) == "open":
                if (isPost)
                {
                    ledger.CompleteCheckout(id);
                    context.Response.Redirect(session["success_url"]!.GetValue<string>()
                        .Replace("{CHECKOUT_SESSION_ID}", id, StringComparison.Ordinal));
                    return;
                }

                var back = WebUtility.HtmlEncode(session["cancel_url"]!.GetValue<string>());
                await ShowAsync(
                    context, "Checkout", $"<form method=post><button>Pay</button></form><a href=\"{back}\">Back</a>");
                return;
            case ["", "p", "session", var id] when ledger.Find("portals", id) is { } portal:
                var live = ledger.SubscriptionsOf(portal["customer"]!.GetValue<string>())
                    .LastOrDefault(one => FakeStripeLedger.Status(one) != "canceled");
                if (isPost && live is not null)
                {
                    ledger.CancelAtEnd(FakeStripeLedger.Id(live), isByPortal: true);
                    context.Response.Redirect(portal["return_url"]!.GetValue<string>());
                    return;
                }

                var begins = portal["_ends"] is null ? "" : " data-flow=\"cancel\"";
                await ShowAsync(
                    context, "Portal",
                    $"<form method=post{begins}><button>Cancel the subscription</button></form><a " +
                    $"href=\"{WebUtility.HtmlEncode(portal["return_url"]!.GetValue<string>())}\">Back</a>");
                return;
            case ["", "i", var id]:
                await ShowAsync(context, "Invoice", id);
                return;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }
    }

    private static Task ShowAsync(HttpContext context, string title, string body)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!doctype html><html lang=en><title>{title}</title><h1>{title}</h1>{body}</html>",
            context.RequestAborted);
    }
}
