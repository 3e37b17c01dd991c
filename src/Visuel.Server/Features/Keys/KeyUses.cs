using System.Threading.Channels;
using Visuel.Core;
using Visuel.Core.Accounts;

namespace Visuel.Server.Features.Keys;

/// <summary>Writes down when keys were last used, beside the requests and never in their way: once a minute and key.
/// What cannot be written is left to a later use.</summary>
public sealed partial class KeyUses(IApiKeys keys, TimeProvider clock, ILogger<KeyUses> logger) : BackgroundService
{
    // While the store is away no more than this many wait; the others are left to a later use.
    private readonly Channel<(ApiKeyId Key, DateTimeOffset At)> waiting =
        Channel.CreateBounded<(ApiKeyId, DateTimeOffset)>(new BoundedChannelOptions(1000) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Remembers that a key is being used; returns at once.</summary>
    public void Note(KeyHolder holder)
    {
        var now = clock.GetUtcNow();
        if (holder.NotesUseAt(now))
        {
            waiting.Writer.TryWrite((holder.Key.Id, now));
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
        await foreach (var (key, at) in waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await keys.NoteUseAsync(key, at, CancellationToken.None);
            }
            catch (StoreUnavailableException error)
            {
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The last use of a key could not be written down; its next use tries again")]
    private partial void LogFailed(Exception error);
}

/// <summary>A key and the account that made it, as they were read.</summary>
public sealed class KeyHolder(ApiKey key, Account account)
{
    // Milliseconds since 1970.
    private long notedAt = key.LastUsedAt?.ToUnixTimeMilliseconds() ?? long.MinValue;

    public ApiKey Key { get; } = key;

    public Account Account { get; } = account;

    /// <summary>Whether the use at this instant is to be written down: of those that ask at once, one is told so, and then none for a minute.</summary>
    public bool NotesUseAt(DateTimeOffset now)
    {
        var before = Interlocked.Read(ref notedAt);
        var due = before == long.MinValue || now.ToUnixTimeMilliseconds() - before >= (long)ApiKey.UseResolution.TotalMilliseconds;
        return due && Interlocked.CompareExchange(ref notedAt, now.ToUnixTimeMilliseconds(), before) == before;
    }
}
