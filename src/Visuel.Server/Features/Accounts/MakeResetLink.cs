using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Visuel.Core.Accounts;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Accounts;

/// <summary>A link that sets another password, as it is shown once.</summary>
/// <param name="Url">Where it leads; what it carries stands behind the #, which browsers send to nobody.</param>
/// <param name="ExpiresAt">When it is dead.</param>
public sealed record ResetLink(string Url, DateTimeOffset ExpiresAt);

/// <summary>Makes a link with which somebody sets another password, for an administrator to hand over.
/// There is no e-mail in Visuel.</summary>
public sealed class MakeResetLink(IAccounts accounts, IPasswordResets resets, TimeProvider clock)
{
    private const int Bytes = 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The link, or null when there is no such account. The one before it is dead from now on.</summary>
    /// <param name="id">Whose password.</param>
    /// <param name="by">Who makes it; null at the command line.</param>
    /// <param name="origin">Scheme and host that people reach the server at.</param>
    /// <param name="log">Where it is told, and which knows where the request comes from; null at the command
    /// line.</param>
    /// <param name="stop">Gives up before anything is written.</param>
    public async Task<ResetLink?> RunAsync(
        AccountId id, AccountId? by, string origin, SecurityLog? log, CancellationToken stop)
    {
        if (await accounts.FindAsync(id, stop) is not { } account)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        var reset = new PasswordReset(id, HashOf(token), account.SecurityStamp, now + Lifetime);
        var from = log is null ? null : await log.OriginAsync(stop);
        var entry = new AuditEntry(
            new AuditId(Guid.CreateVersion7(now)), now, by, id, "reset_link_made", Detail: null, from?.Network,
            from?.Reference);
        await resets.SaveAsync(reset, entry, stop);
        log?.Tell(entry);
        // The address is for password managers, which ask whose password it is.
        var whose = Uri.EscapeDataString(account.Email);
        return new ResetLink($"{origin.TrimEnd('/')}/reset-password#{token}&{whose}", reset.ExpiresAt);
    }

    /// <summary>What is kept of a token, which may come with all that stands behind the # of its link. A fast hash is
    /// right for 256 random bits.</summary>
    internal static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Split('&')[0].Trim())));
}
