using System.Net.Mail;
using System.Text;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Words;

namespace Visuel.Server.Features.Accounts;

/// <summary>E-mail addresses as people type and paste them.</summary>
internal static class EmailAddress
{
    // RFC 5321, 4.5.3.1.3, without the angle brackets.
    private const int Longest = 254;

    /// <summary>What is wrong with a text that cannot be an address, asked before anything is done with it; null when
    /// its length is none of that.</summary>
    public static FieldProblem? CheckLength(string? text) =>
        text.AsSpan().Trim().Length > Longest ? new FieldProblem("email", "too_long", Longest) : null;

    /// <summary>The address composed, without invisible signs and without surrounding space; null when it is
    /// none.</summary>
    public static string? Clean(string text)
    {
        var clean = TypedText.Address(text);
        return clean.Length <= Longest && !clean.Any(char.IsWhiteSpace)
            && MailAddress.TryCreate(clean, out var address) && address.Address == clean
            ? clean
            : null;
    }

    /// <summary>The form in which two addresses are the same.</summary>
    public static string Normalize(string address) => TypedText.Address(address).ToUpperInvariant();

    /// <summary>The account with this address, or null. Earlier versions kept addresses as they were typed: where the
    /// composed form finds nothing, the typed form is looked for, then the decomposed one.</summary>
    public static async Task<Account?> FindAsync(IAccounts accounts, string typed, CancellationToken stop)
    {
        var normal = Normalize(typed);
        string[] forms = [normal, typed.Trim().ToUpperInvariant(), normal.Normalize(NormalizationForm.FormD)];
        foreach (var form in forms.Distinct(StringComparer.Ordinal))
        {
            // No store keeps half a character.
            if (!form.EnumerateRunes().Contains(Rune.ReplacementChar)
                && await accounts.FindByEmailAsync(form, stop) is { } account)
            {
                return account;
            }
        }

        return null;
    }
}
