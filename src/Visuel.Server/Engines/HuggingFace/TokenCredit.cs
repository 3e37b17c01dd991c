using System.Collections.Concurrent;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Remembers the tokens whose credit is used up. With such a token one drawing in ten minutes is tried, to
/// find out whether it was topped up; the others fail without a call. Only this process remembers; after a start each
/// token is tried again.</summary>
internal sealed partial class TokenCredit(TimeProvider time, ILogger<TokenCredit> logger)
{
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Depletion> depleted = new(StringComparer.Ordinal);

    /// <summary>Since when a token's credit has been used up, or null when it is not known to be.</summary>
    public DateTimeOffset? DepletedSince(string token) =>
        depleted.TryGetValue(token, out var depletion) ? depletion.Since : null;

    /// <summary>Whether a drawing may be asked for with the token: always while it has credit,
    /// else only as a probe.</summary>
    public bool MayAsk(string token) =>
        !depleted.TryGetValue(token, out var depletion) || depletion.MayProbe(time.GetUtcNow(), BetweenProbes);

    /// <summary>Remembers the token if the failure says that its credit is used up.</summary>
    public void Learn(string token, FaultClass fault)
    {
        if (fault == FaultClass.CreditsExhausted && depleted.TryAdd(token, new Depletion(time.GetUtcNow())))
        {
            LogDepleted((int)BetweenProbes.TotalMinutes);
        }
    }

    /// <summary>Forgets that a token had no credit: it drew, or its owner saved it again.</summary>
    public void Restore(string token)
    {
        if (depleted.TryRemove(token, out _))
        {
            LogRestored();
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "The Hugging Face credit behind a token is used up (402). Top it up at " +
        "https://huggingface.co/settings/billing; one drawing is tried every {Minutes} minutes")]
    private partial void LogDepleted(int minutes);

    [LoggerMessage(LogLevel.Information, "A token that was out of Hugging Face credit may draw again")]
    private partial void LogRestored();

    private sealed class Depletion(DateTimeOffset since)
    {
        private readonly Lock door = new();
        private DateTimeOffset lastAsked = since;

        public DateTimeOffset Since { get; } = since;

        public bool MayProbe(DateTimeOffset now, TimeSpan between)
        {
            lock (door)
            {
                if (now - lastAsked < between)
                {
                    return false;
                }

                lastAsked = now;
                return true;
            }
        }
    }
}
