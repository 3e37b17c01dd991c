using System.Threading.Channels;
using Visuel.Core.Accounts;
using Visuel.Server.Rounds;

namespace Visuel.Server.Callers;

/// <summary>Writes down when keys and sessions were last used, beside the requests and never in their way: once a
/// minute each. What cannot be written is left to a later use.</summary>
public sealed class LastUses(ISessions sessions, IApiKeys keys, RoundParts parts)
    : Round(Rhythms.NoteLastUses, parts)
{
    // While the store is away no more than this many wait; the others are left to a later use.
    private readonly Channel<(KnownCaller Caller, DateTimeOffset At)> waiting =
        Channel.CreateBounded<(KnownCaller, DateTimeOffset)>(
            new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Remembers that somebody's key or session is being used; returns at once.</summary>
    public void Note(KnownCaller caller)
    {
        var now = Clock.GetUtcNow();
        if (caller.NotesUseAt(now))
        {
            waiting.Writer.TryWrite((caller, now));
            Wake();
        }
    }

    protected override async Task<bool> RunAsync(CancellationToken stop)
    {
        await WriteAsync();
        return false;
    }

    protected override Task EndAsync(CancellationToken stop) => WriteAsync();

    // What is waiting is written also while the server stops.
    private async Task WriteAsync()
    {
        while (waiting.Reader.TryRead(out var use))
        {
            await (use.Caller switch
            {
                { Key: { } key } => keys.NoteUseAsync(key.Id, use.At, CancellationToken.None),
                { Session: { } session } => sessions.NoteUseAsync(session.Id, use.At, CancellationToken.None),
                _ => Task.CompletedTask,
            });
        }
    }
}
