using System.Security.Cryptography;
using System.Text;
using Visuel.Core;

namespace Visuel.Server.Features.Accounts;

/// <summary>The code that the first account needs, since it becomes the owner of the installation. No address and no
/// header of a request proves that somebody sits at the machine: a proxy there sends requests of others. The server
/// prints the code at start, in a link, while there is no account.</summary>
public sealed class SetupCode(ISecrets secrets, AccountOptions options)
{
    // Without letters that are mistaken for digits.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    // Each is 5 bits: 130 in all, which nobody guesses.
    private const int Length = 26;

    /// <summary>The code of this installation: the operator's, else one that is made once and kept.</summary>
    public async Task<string> ReadAsync(CancellationToken stop)
    {
        if (options.SetupCode is { } chosen)
        {
            return chosen;
        }

        var candidate = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetString(Letters, Length));
        return Encoding.ASCII.GetString((await secrets.GetOrAddAsync("setup-code", candidate, stop)).Span);
    }

    /// <summary>Whether this is the code, compared in constant time and without regard to case.</summary>
    public async Task<bool> IsAsync(string? text, CancellationToken stop)
    {
        var code = await ReadAsync(stop);
        return text is not null && CryptographicOperations.FixedTimeEquals(Bytes(text.Trim()), Bytes(code));
    }

    private static byte[] Bytes(string code) => Encoding.UTF8.GetBytes(code.ToUpperInvariant());
}
