using System.Net;
using Stripe;
using Visuel.Core.Billing;

namespace Visuel.Server.Payments;

/// <summary>Asks Stripe, and says in the program's words what went wrong. Stripe's own sentences are dropped: they may name people.</summary>
internal static class StripeCall
{
    /// <summary>What Stripe answers.</summary>
    /// <exception cref="PaymentException">It does not answer, or refuses.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> call, CancellationToken stop)
    {
        try
        {
            return await call();
        }
        catch (StripeException error)
        {
            throw Translate(error);
        }
        catch (HttpRequestException error)
        {
            throw new PaymentException(PaymentFault.Unavailable, "no connection", error);
        }
        catch (OperationCanceledException error) when (!stop.IsCancellationRequested)
        {
            throw new PaymentException(PaymentFault.Unavailable, "no answer in time", error);
        }
    }

    /// <summary>What Stripe answers, or null when it knows nothing of that name.</summary>
    public static Task<T?> FindAsync<T>(Func<Task<T>> call, CancellationToken stop)
        where T : class => AskAsync<T?>(
        async () =>
        {
            try
            {
                return await call();
            }
            catch (StripeException error) when (error is { HttpStatusCode: HttpStatusCode.NotFound } or { StripeError.Code: "resource_missing" })
            {
                return null;
            }
        },
        stop);

    private static PaymentException Translate(StripeException error)
    {
        var status = (int)error.HttpStatusCode;
        var fault = status switch
        {
            401 or 403 => PaymentFault.NotSetUp,
            // 200 with something that is no answer of Stripe's.
            409 or 429 or >= 500 or 0 or 200 => PaymentFault.Unavailable,
            _ => PaymentFault.Refused,
        };
        var reason = error.StripeError?.Code ?? error.StripeError?.Type ?? $"status {status}";
        return new PaymentException(fault, error.StripeResponse?.RequestId is { } request ? $"{reason}, {request}" : reason);
    }
}
