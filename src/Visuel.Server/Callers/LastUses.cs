using System.Threading.Channels;
using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Callers;

/// <summary>Writes down when keys and sessions were last used, beside the requests and never in their way: once a
/// minute
/// each. What cannot be written is left to a later use.</summary>
public sealed partial class LastUses(ISessions sessions, IApiKeys keys, TimeProvider clock, ILogger<LastUses> logger)
    : BackgroundService
{
    // While the store is away no more than this many wait; the others are left to a later use.
    private readonly Channel<(KnownCaller Caller, DateTimeOffset At)> waiting =
        Channel.CreateBounded<(KnownCaller, DateTimeOffset)>(
            new BoundedChannelOptions(1000) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Remembers that somebody's key or session is being used; returns at once.</summary>
    public void Note(KnownCaller caller)
    {
        var now = clock.GetUtcNow();
        if (caller.NotesUseAt(now))
        {
            waiting.Writer.TryWrite((caller, now));
        }
    }

    /// <summary>Writes down what is waiting, then ends.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Ends with the channel rather than with the token, which would leave behind what waits.
        await foreach (var (caller, at) in waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await (caller switch
                {
                    { Key: { } key } => keys.NoteUseAsync(key.Id, at, CancellationToken.None),
                    { Session: { } session } => sessions.NoteUseAsync(session.Id, at, CancellationToken.None),
                    _ => Task.CompletedTask,
                });
            }
            catch (StoreUnavailableException error)
            {
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(
        LogLevel.Warning, "The last use of a key or a session could not be written down; its next use tries again")]
    private partial void LogFailed(Exception error);
}
