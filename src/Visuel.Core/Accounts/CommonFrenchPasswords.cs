namespace Visuel.Core.Accounts;

/// <summary>Common French passwords, which the list of the commonest has few of (docs/decisions/0010): a word, once or
/// twice, and behind it nothing, up to four digits, or 12345 and on; then an exclamation mark or none.</summary>
internal static class CommonFrenchPasswords
{
    private const int MostDigits = 4;

    private static readonly HashSet<string> Words = new(
        """
        amour azerty azertyuiop azertyuiopqsdfghjklm bienvenue bisous bonjour bordeaux camille caramel cheval chocolat
        choupette chouchou coucou doudou football france jetaime jetaimemoncoeur jetaimemonamour liberte loulou
        lyon maison marseille monamour monange moncoeur monmotdepasse motdepasse nicolas nounours papillon paris
        poupette princesse qsdfghjklm secret soleil toulouse vacances vanille wxcvbn
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it is one of them, in any letter case.</summary>
    public static bool Contains(string password)
    {
        var marked = password.EndsWith('!') ? password[..^1] : password;
        var word = marked.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        var digits = marked[word.Length..];
        return (digits.Length <= MostDigits || "1234567890".StartsWith(digits, StringComparison.Ordinal))
            && (Words.Contains(word) || IsTwice(word));
    }

    private static bool IsTwice(string word)
    {
        var half = word[..(word.Length / 2)];
        return Words.Contains(half) && word.Equals(half + half, StringComparison.OrdinalIgnoreCase);
    }
}
