using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Visuel.Core.Accounts;

namespace Visuel.Server.Callers;

/// <summary>What a token says.</summary>
/// <param name="Session">The session it names.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="IssuedAt">When it was signed.</param>
/// <param name="ExpiresAt">When it stops to count.</param>
public sealed record TokenWords(SessionId Session, AccountId Account, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>What a token says whose signature was found good; null where it is not one of ours.</summary>
    public static TokenWords? Read(JsonWebToken token) =>
        Guid.TryParse(token.TryGetPayloadValue<string>(Caller.SessionClaim, out var session) ? session : null, out var id) && Guid.TryParse(token.Subject, out var account)
        && token.IssuedAt > DateTime.UnixEpoch
            ? new TokenWords(new SessionId(id), new AccountId(account), new DateTimeOffset(token.IssuedAt), new DateTimeOffset(token.ValidTo))
            : null;
}

/// <summary>Tokens whose signature was checked a moment ago, so that a browser's next request need not be checked again: the same characters have the same signature.
/// Only the signature is remembered; whether the session still lasts is looked up each time.</summary>
public sealed class KnownTokens(TimeProvider clock) : IDisposable
{
    private static readonly MemoryCacheEntryOptions Entry = new() { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(1) };

    private readonly MemoryCache remembered = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>What the token says, or null when its signature is to be checked.</summary>
    public TokenWords? Find(string token) => remembered.TryGetValue(token, out TokenWords? words) && words!.ExpiresAt > clock.GetUtcNow() ? words : null;

    /// <summary>Remembers a token whose signature is good.</summary>
    public void Remember(string token, TokenWords words) => remembered.Set(token, words, Entry);

    public void Dispose() => remembered.Dispose();
}
