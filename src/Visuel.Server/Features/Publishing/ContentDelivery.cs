using System.Net;

namespace Visuel.Server.Features.Publishing;

/// <summary>The CDN itself: whether it serves a file, and asking it to forget one.</summary>
public sealed partial class ContentDelivery(
    IHttpClientFactory clients, PublishingOptions options, ILogger<ContentDelivery> logger)
{
    /// <summary>The name of its HTTP client.</summary>
    public const string ClientName = "cdn";

    private static readonly HttpMethod Purge = new("PURGE");

    /// <summary>Whether it serves the file.</summary>
    /// <exception cref="HttpRequestException">It does not answer.</exception>
    public async Task<bool> ServesAsync(string copy, string file, CancellationToken stop)
    {
        using var answer = await SendAsync(HttpMethod.Head, copy, file, stop);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Asks it to forget the file (<c>PURGE</c>, as Fastly, Varnish and nginx know it). One that knows no such
    /// request keeps its copy until it throws it away by itself.</summary>
    /// <exception cref="HttpRequestException">It does not answer, or fails.</exception>
    public async Task ForgetAsync(string copy, string file, CancellationToken stop)
    {
        using var answer = await SendAsync(Purge, copy, file, stop);
        if (answer.StatusCode >= HttpStatusCode.InternalServerError
            && answer.StatusCode is not HttpStatusCode.NotImplemented)
        {
            throw new HttpRequestException($"The CDN answered {(int)answer.StatusCode}.");
        }

        if (!answer.IsSuccessStatusCode && answer.StatusCode is not HttpStatusCode.NotFound)
        {
            LogNotPurged((int)answer.StatusCode);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string copy, string file, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{options.Cdn}/{copy}/{file}"));
        try
        {
            return await clients.CreateClient(ClientName)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (TaskCanceledException late) when (!stop.IsCancellationRequested)
        {
            throw new HttpRequestException("The CDN did not answer in time.", late);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The CDN answered PURGE with {Status}: it may go on serving a copy that was removed until it throws it away " +
        "by itself")]
    private partial void LogNotPurged(int status);
}
