using Visuel.Core;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace.Providers;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Fetches drawn images from where a provider says they are. The token never goes there.</summary>
internal sealed partial class ImageDownload(
    IHttpClientFactory clients, AllowedDownloads allowed, HuggingFaceOptions options, TimeProvider time,
    ILogger<ImageDownload> logger)
{
    /// <summary>Its name among the HTTP clients.</summary>
    public const string ClientName = "huggingface-downloads";

    private const int Tries = 3;

    /// <summary>Fetches an image, or reads it from a <c>data:</c> address. The image is paid for, so a failed download
    /// is repeated, three times in all.</summary>
    public async Task<ProviderOutcome> FetchAsync(string address, CancellationToken stop)
    {
        if (DataUri.Is(address))
        {
            return DataUri.Read(address) is { } bytes
                ? new ProviderOutcome.Drawn(bytes)
                : new ProviderOutcome.Refused(FaultClass.Malformed, "unreadable data URI");
        }

        if (allowed.Admit(address) is not { } admitted)
        {
            return new ProviderOutcome.Refused(
                FaultClass.Malformed, $"{HostOf(address)} is not among HF_DOWNLOAD_HOSTS");
        }

        using var budget = new CancellationTokenSource(options.Budgets.Download, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, stop);
        try
        {
            for (var tried = 1; ; tried++)
            {
                var outcome = await FetchOnceAsync(admitted, either.Token);
                if (outcome is not ProviderOutcome.Refused { Fault.Class: FaultClass.Unavailable } || tried == Tries)
                {
                    return outcome;
                }

                var pause = new Backoff(options.Budgets.Backoff, TimeSpan.MaxValue).After(tried);
                await Task.Delay(pause, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new ProviderOutcome.Refused(FaultClass.Timeout, "the image did not arrive in time");
        }
    }

    private async Task<ProviderOutcome> FetchOnceAsync(Uri address, CancellationToken stop)
    {
        using var client = clients.CreateClient(ClientName);
        try
        {
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stop);
            var status = (int)response.StatusCode;
            LogFetched(address.Host, status);
            return status switch
            {
                200 => await BoundedBody.ReadAsync(response.Content, ImageFile.Longest, stop) is { } bytes
                    ? new ProviderOutcome.Drawn(bytes)
                    : new ProviderOutcome.Refused(FaultClass.Malformed, "the image is larger than 25 MB"),
                >= 500 or 429 => new ProviderOutcome.Refused(
                    FaultClass.Unavailable, $"the download answered HTTP {status}"),
                _ => new ProviderOutcome.Refused(FaultClass.Malformed, $"the download answered HTTP {status}"),
            };
        }
        catch (HttpRequestException lost)
        {
            LogLost(address.Host, lost.HttpRequestError);
            return new ProviderOutcome.Refused(
                FaultClass.Unavailable, $"the download was not reached: {lost.HttpRequestError}");
        }
        catch (IOException)
        {
            return new ProviderOutcome.Refused(FaultClass.Unavailable, "the download broke off");
        }
    }

    private static string HostOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : "no address";

    [LoggerMessage(LogLevel.Debug, "Download from {Host} answered {Status}")]
    private partial void LogFetched(string host, int status);

    [LoggerMessage(LogLevel.Warning, "Download from {Host} failed: {Error}")]
    private partial void LogLost(string host, HttpRequestError error);
}
