using System.Globalization;
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

    private static readonly IdnMapping Domains = new();

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

    /// <summary>The form in which two addresses are the same. An international domain is written as the name system
    /// does, and as some browsers do with what was typed: bücher.example is xn--bcher-kva.example.</summary>
    public static string Normalize(string address)
    {
        var clean = TypedText.Address(address);
        var at = clean.LastIndexOf('@') + 1;
        return (clean[..at] + AsciiOf(clean[at..])).ToUpperInvariant();
    }

    /// <summary>The account with this address, or null. Earlier versions kept addresses as they were typed: where the
    /// form above finds nothing, the composed form is looked for, then the typed and the decomposed one.</summary>
    public static async Task<Account?> FindAsync(IAccounts accounts, string typed, CancellationToken stop)
    {
        var normal = Normalize(typed);
        var composed = TypedText.Address(typed).ToUpperInvariant();
        string[] forms =
            [normal, composed, typed.Trim().ToUpperInvariant(), composed.Normalize(NormalizationForm.FormD)];
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

    private static string AsciiOf(string domain)
    {
        try
        {
            return Domains.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return domain; // no name that the name system could have
        }
    }
}
