using System.Net;
using Stripe;
using Visuel.Core.Billing;

namespace Visuel.Server.Payments;

/// <summary>Calls Stripe and turns its failures into <see cref="PaymentException"/>
/// (docs/contracts/stripe.md#failures). Stripe's own sentences are dropped: they may name people.</summary>
internal static class StripeCall
{
    /// <summary>Stripe's answer.</summary>
    /// <exception cref="PaymentException">Stripe does not answer, or refuses.</exception>
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
        catch (NullReferenceException error) when (error.TargetSite?.DeclaringType?.Assembly == typeof(Charge).Assembly)
        {
            // An answer of 200 without what Stripe's library counts on.
            throw new PaymentException(PaymentFault.Unavailable, "an answer that is not Stripe's", error);
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

    /// <summary>Stripe's answer, or null when Stripe knows no object of that id.</summary>
    public static Task<T?> FindAsync<T>(Func<Task<T>> call, CancellationToken stop)
        where T : class => AskAsync<T?>(
        async () =>
        {
            try
            {
                return await call();
            }
            catch (StripeException error)
                when (error is { HttpStatusCode: HttpStatusCode.NotFound } or { StripeError.Code: "resource_missing" })
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
            // 0: no answer. 200: an answer that is not Stripe's JSON.
            409 or 429 or >= 500 or 0 or 200 => PaymentFault.Unavailable,
            _ when error.StripeError?.Param is "email" => PaymentFault.EmailRefused,
            _ => PaymentFault.Refused,
        };
        var reason = error.StripeError?.Code ?? error.StripeError?.Type ?? $"status {status}";
        return new PaymentException(
            fault, error.StripeResponse?.RequestId is { } request ? $"{reason}, {request}" : reason)
        {
            IsKept = status >= 500,
        };
    }
}
