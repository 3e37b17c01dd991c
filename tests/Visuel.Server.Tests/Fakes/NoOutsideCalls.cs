using System.Collections.Concurrent;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Stands before every HTTP client of a test: a call that would leave this machine is refused
/// and remembered.</summary>
internal sealed class NoOutsideCalls(ConcurrentQueue<string> refused) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { IsLoopback: true })
        {
            return base.SendAsync(request, cancellationToken);
        }

        refused.Enqueue($"{request.Method} {request.RequestUri}");
        throw new HttpRequestException(HttpRequestError.NameResolutionError, "No test registered this call.");
    }
}
