using System.Net;

namespace Visuel.Server.Payments;

/// <summary>Asks again where Stripe answers 429, which its library does not (docs/contracts/stripe.md#requests). Stripe
/// has done nothing then.</summary>
internal sealed class TooManyCalls(TimeProvider clock) : DelegatingHandler
{
    private const int MostRetries = 3;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode is not HttpStatusCode.TooManyRequests || retry == MostRetries)
            {
                return response;
            }

            var wait = response.Headers.RetryAfter?.Delta ?? First * Math.Pow(2, retry);
            response.Dispose();
            await Task.Delay(wait < Longest ? wait : Longest, clock, cancellationToken);
        }
    }
}
