using System.Security.Cryptography;
using System.Text;
using Visuel.Core;

namespace Visuel.Server.Features.Accounts;

/// <summary>The code that lets somebody who does not sit at the machine become the owner of a fresh installation.
/// Printed at start, while there is no account.</summary>
public sealed class SetupCode(ISecrets secrets)
{
    // Without letters that are mistaken for digits.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 10;

    /// <summary>The code of this installation.</summary>
    public async Task<string> ReadAsync(CancellationToken stop)
    {
        var candidate = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetString(Letters, Length));
        return Encoding.ASCII.GetString((await secrets.GetOrAddAsync("setup-code", candidate, stop)).Span);
    }

    /// <summary>Whether this is the code, compared in constant time.</summary>
    public async Task<bool> IsAsync(string? text, CancellationToken stop)
    {
        var code = Encoding.ASCII.GetBytes(await ReadAsync(stop));
        return text is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text.Trim().ToUpperInvariant()), code);
    }
}
