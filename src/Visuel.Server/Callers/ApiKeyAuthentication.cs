using System.Security.Claims;
using Visuel.Core.Accounts;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Features.Keys;

namespace Visuel.Server.Callers;

/// <summary>Lets an API key in as the account that made it, to work in its workspace.</summary>
public sealed class ApiKeyAuthentication(SessionCache cache, KeyUses uses)
{
    /// <summary>Who the key stands for, or null when it is wrong, revoked or expired.</summary>
    public async Task<ClaimsPrincipal?> RunAsync(string key, string scheme, CancellationToken stop)
    {
        if (ApiKeySecret.Read(key) is not { } secret || await cache.FindAsync(secret.Hash, stop) is not { } holder)
        {
            return null;
        }

        uses.Note(holder);
        return CallerIdentity.OfKey(holder.Account, scheme);
    }
}
