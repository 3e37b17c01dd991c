using System.Net.Http.Headers;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>What became of a call.</summary>
internal abstract record UpstreamOutcome
{
    private UpstreamOutcome()
    {
    }

    /// <summary>A success with a body.</summary>
    public sealed record Answered(UpstreamReply Reply) : UpstreamOutcome;

    /// <summary>Anything else.</summary>
    /// <param name="Fault">What kind of failure.</param>
    /// <param name="Reply">The answer, or null when none came.</param>
    public sealed record Failed(ProviderFault Fault, UpstreamReply? Reply) : UpstreamOutcome;
}

/// <summary>Calls the Hub, the router and an endpoint, once, with the token. Knows nothing of any provider.</summary>
internal sealed partial class UpstreamClient(
    IHttpClientFactory clients, TimeProvider time, ILogger<UpstreamClient> logger)
{
    /// <summary>Its name among the HTTP clients.</summary>
    public const string ClientName = "huggingface";

    // 25 MB of image as base64 in JSON, with some room around it.
    private const int LongestBody = 36 * 1024 * 1024;
    private const int LongestError = 64 * 1024;

    /// <summary>Sends a call and reads its answer. Only a cancelled <paramref name="stop"/> throws.</summary>
    public async Task<UpstreamOutcome> SendAsync(UpstreamCall call, CancellationToken stop)
    {
        using var request = Write(call);
        using var client = clients.CreateClient(ClientName);
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (HttpRequestException lost)
        {
            LogLost(call.Asked, call.Method, lost.HttpRequestError);
            return new UpstreamOutcome.Failed(
                ProviderFault.Of(FaultClass.Unavailable, $"not reached: {lost.HttpRequestError}"), null);
        }

        using (response)
        {
            var outcome = await ReadAsync(response, stop);
            Log(call, response, outcome);
            return outcome;
        }
    }

    private static HttpRequestMessage Write(UpstreamCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.Address);
        request.Headers.Authorization = call.Token is null ? null : new AuthenticationHeaderValue("Bearer", call.Token);
        if (call.Accept is not null)
        {
            request.Headers.Accept.ParseAdd(call.Accept);
        }

        foreach (var (name, value) in call.Headers)
        {
            request.Headers.Add(name, value);
        }

        if (call.BillTo is not null)
        {
            request.Headers.Add("X-HF-Bill-To", call.BillTo);
        }

        if (call.Json is not null)
        {
            // Bare: Hugging Face's inference containers compare the whole header and refuse .NET's "; charset=utf-8".
            request.Content = new ByteArrayContent(call.Json)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
        }

        return request;
    }

    private async Task<UpstreamOutcome> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        try
        {
            if (!response.IsSuccessStatusCode || response.StatusCode == System.Net.HttpStatusCode.NoContent)
            {
                var beginning = UpstreamReply.From(
                    response, await BoundedBody.ReadPrefixAsync(response.Content, LongestError, stop));
                return new UpstreamOutcome.Failed(FaultReader.Read(beginning, time.GetUtcNow()), beginning);
            }

            return await BoundedBody.ReadAsync(response.Content, LongestBody, stop) is { } body
                ? new UpstreamOutcome.Answered(UpstreamReply.From(response, body))
                : new UpstreamOutcome.Failed(ProviderFault.Of(FaultClass.Malformed, "the answer is too long"), null);
        }
        catch (IOException)
        {
            return new UpstreamOutcome.Failed(
                new ProviderFault(new EngineFault(FaultClass.Malformed, "the answer broke off"), MayRetry: true), null);
        }
    }

    private void Log(UpstreamCall call, HttpResponseMessage response, UpstreamOutcome outcome)
    {
        var status = (int)response.StatusCode;
        var reply = outcome is UpstreamOutcome.Answered answered
            ? answered.Reply
            : UpstreamReply.From(response, default);
        if (outcome is UpstreamOutcome.Failed failed)
        {
            LogFailed(call.Asked, call.Method, status, failed.Fault.Class, reply.RequestId);
        }
        else
        {
            LogAnswered(call.Asked, call.Method, status, reply.RequestId);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Provider} answered {Method} with {Status}, request {RequestId}")]
    private partial void LogAnswered(string provider, HttpMethod method, int status, string? requestId);

    [LoggerMessage(LogLevel.Warning, "{Provider} answered {Method} with {Status}: {Class}, request {RequestId}")]
    private partial void LogFailed(
        string provider, HttpMethod method, int status, FaultClass @class, string? requestId);

    [LoggerMessage(LogLevel.Warning, "{Provider} was not reached for {Method}: {Error}")]
    private partial void LogLost(string provider, HttpMethod method, HttpRequestError error);
}
