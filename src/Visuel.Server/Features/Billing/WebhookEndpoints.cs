using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Visuel.Client.Wire;
using Visuel.Core.Billing;
using Visuel.Server.Answers;

namespace Visuel.Server.Features.Billing;

/// <summary>Where Stripe tells that something changed. It is verified, kept and answered;
/// everything else happens afterwards.</summary>
public static class WebhookEndpoints
{
    // Bytes; Stripe's events are far smaller.
    private const int Longest = 1024 * 1024;

    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Maps <c>/api/webhooks/stripe</c>.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/webhooks/stripe", ReceiveAsync).WithTags("Billing").AllowAnonymous().DisableAntiforgery()
            .DisableRateLimiting();

    /// <summary>Takes an event that Stripe signed, once.
    /// What is not of this installation is answered like the rest, and ignored.</summary>
    internal static async Task<Results<Ok<ReceivedAnswer>, ProblemHttpResult>> ReceiveAsync(
        HttpRequest request, [FromHeader(Name = "Stripe-Signature")] string? signature, IPaymentGateway gateway,
        IPaymentEvents events, BillingOptions options, PaymentWorker worker, Problems problems, TimeProvider clock,
        CancellationToken stop)
    {
        if (!options.IsSelling)
        {
            return problems.Answer(Problem.NotFound);
        }

        // The signature is of the bytes as they came: nothing may be read and written again before it is checked.
        if (await RequestBytes.ReadAsync(request, Longest) is not { } bytes)
        {
            return problems.Answer(Problem.TooLarge);
        }

        switch (gateway.ReadWebhook(TextOf(bytes), signature))
        {
            case WebhookReading.Ours(var told):
                if (await events.AddAsync(told, PaymentEventState.New, clock.GetUtcNow(), stop))
                {
                    worker.Wake();
                }

                return TypedResults.Ok(new ReceivedAnswer(true));
            case WebhookReading.Foreign(var told):
                await events.AddAsync(told, PaymentEventState.Ignored, clock.GetUtcNow(), stop);
                return TypedResults.Ok(new ReceivedAnswer(true));
            case WebhookReading.Malformed:
                return problems.Answer(Problem.InvalidRequest);
            default:
                return problems.Answer(Problem.InvalidSignature);
        }
    }

    private static string? TextOf(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
