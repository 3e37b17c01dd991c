using System.Net.Mail;

namespace Visuel.Server.Features.Accounts;

/// <summary>E-mail addresses as people type them.</summary>
internal static class EmailAddress
{
    private const int Longest = 254;

    /// <summary>The address without surrounding space, or null when it is none.</summary>
    public static string? Clean(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length <= Longest && !trimmed.Any(char.IsWhiteSpace)
            && MailAddress.TryCreate(trimmed, out var address) && address.Address == trimmed
            ? trimmed
            : null;
    }

    /// <summary>The form in which two addresses are the same.</summary>
    public static string Normalize(string address) => address.Trim().ToUpperInvariant();
}
