using System.Text;
using Visuel.Core.Generation;
using Visuel.Core.Search;
using Visuel.Core.Words;

namespace Visuel.Core.Accounts;

/// <summary>What a password must be: long enough, not among the commonest, not one's own address or name, and no other
/// rule (NIST SP 800-63B, 5.1.1).</summary>
public static class PasswordRules
{
    /// <summary>The shortest, in characters as people count them: those that are seen, and blanks.</summary>
    public const int Shortest = 10;

    /// <summary>The longest, in characters as people count them.</summary>
    public const int Longest = 128;

    /// <summary>What is wrong with a password, or nothing.</summary>
    /// <param name="field">Its name on the wire.</param>
    /// <param name="password">The password as it was typed.</param>
    /// <param name="email">The address of whose it is to be.</param>
    /// <param name="name">The name, where there is one.</param>
    public static IEnumerable<FieldProblem> Check(string field, string password, string? email, string? name)
    {
        var composed = TypedText.Password(password);
        if (!TextLimit.Holds(composed, Longest) || TextLimit.Count(TypedText.Seen(composed)) < Shortest)
        {
            yield return new FieldProblem(field, "password_length", Shortest, Longest);
        }
        else if (TypedText.Line(composed) is null)
        {
            yield return new FieldProblem(field, "password_blank");
        }
        else if (IsOwn(composed, email, name))
        {
            yield return new FieldProblem(field, "password_own");
        }
        else if (IsCommon(composed))
        {
            yield return new FieldProblem(field, "password_common");
        }
    }

    // Neither an invisible sign nor a letter of full width makes it harder to guess.
    private static bool IsCommon(string password)
    {
        var seen = TypedText.Seen(password.Normalize(NormalizationForm.FormKC)).Trim();
        return CommonPasswords.Contains(seen) || CommonFrenchPasswords.Contains(seen);
    }

    // The address, either half of it, or the name, however they are spelt.
    private static bool IsOwn(string password, string? email, string? name)
    {
        var typed = LettersOf(password);
        return typed.Length > 0
            && ((string?[])[email, name, .. email?.Split('@') ?? []]).Any(own => LettersOf(own) == typed);
    }

    private static string LettersOf(string? text) => string.Concat(FoldedText.Of(text).Where(char.IsLetterOrDigit));
}
