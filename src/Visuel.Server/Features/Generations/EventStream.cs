using System.Globalization;
using System.Text;
using System.Text.Json;
using Visuel.Client;

namespace Visuel.Server.Features.Generations;

/// <summary>Writes Server-Sent Events (HTML Living Standard, 9.2). The framework's own writer has no comments, which keep an idle connection alive.</summary>
internal sealed class EventStream(Stream body)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/event-stream";

    /// <summary>Sends an event.</summary>
    public Task SendAsync<T>(string name, int id, T data, CancellationToken stop) =>
        WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {name}\ndata: {JsonSerializer.Serialize(data, VisuelJson.Options)}\n\n"), stop);

    /// <summary>Sends a comment, so that the connection is seen to live.</summary>
    public Task PingAsync(CancellationToken stop) => WriteAsync(": ping\n\n", stop);

    private async Task WriteAsync(string text, CancellationToken stop)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
        await body.FlushAsync(stop);
    }
}
