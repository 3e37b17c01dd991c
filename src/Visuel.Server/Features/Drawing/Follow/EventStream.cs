using System.Globalization;
using System.Text;
using System.Text.Json;
using Visuel.Client;

namespace Visuel.Server.Features.Drawing.Follow;

/// <summary>Writes Server-Sent Events (HTML Living Standard, 9.2). The framework's own writer has no comments, which
/// keep an idle connection alive.</summary>
internal sealed class EventStream(Stream body, TimeProvider clock)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/event-stream";

    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(15);

    /// <summary>Sends what is watched until it ends, the reader is gone, or it may not listen any more; and a comment
    /// every 15 s, so that the connection is seen to live.</summary>
    /// <param name="watch">What is told, until its token is cancelled.</param>
    /// <param name="send">Sends one of it.</param>
    /// <param name="mayGoOn">Whether the reader may still listen; asked before each comment.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> watch, Func<Writer, T, Task> send, Func<Task<bool>> mayGoOn,
        CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var writer = new Writer(body, ended.Token);
        var pinging = PingAsync(writer, mayGoOn, ended);
        try
        {
            await foreach (var one in watch(ended.Token))
            {
                await send(writer, one);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The ping found that the reader may not listen any more, or is gone.
        }
        finally
        {
            await ended.CancelAsync();
            await pinging;
        }
    }

    private async Task PingAsync(Writer writer, Func<Task<bool>> mayGoOn, CancellationTokenSource ended)
    {
        using var tick = new PeriodicTimer(BetweenPings, clock);
        try
        {
            while (await tick.WaitForNextTickAsync(ended.Token) && await mayGoOn())
            {
                await writer.WriteAsync(": ping\n\n");
            }

            await ended.CancelAsync();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
    }

    /// <summary>Writes one thing after the other, whoever writes.</summary>
    internal sealed class Writer(Stream body, CancellationToken stop) : IDisposable
    {
        private readonly SemaphoreSlim turns = new(1);

        /// <summary>Sends an event.</summary>
        public Task SendAsync<T>(string name, int id, T data) =>
            WriteAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"id: {id}\nevent: {name}\ndata: {JsonSerializer.Serialize(data, VisuelJson.Options)}\n\n"));

        /// <summary>Sends text as it is.</summary>
        public async Task WriteAsync(string text)
        {
            await turns.WaitAsync(stop);
            try
            {
                await body.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
                await body.FlushAsync(stop);
            }
            finally
            {
                turns.Release();
            }
        }

        public void Dispose() => turns.Dispose();
    }
}
