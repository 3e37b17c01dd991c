using Visuel.Core.Generation;
using Visuel.Core.Words;

namespace Visuel.Core.Accounts;

/// <summary>What a password must be: long enough, and no other rule (NIST SP 800-63B, 5.1.1).</summary>
public static class PasswordRules
{
    /// <summary>The shortest, in characters as people count them.</summary>
    public const int Shortest = 10;

    /// <summary>The longest, in characters as people count them.</summary>
    public const int Longest = 128;

    /// <summary>What is wrong with a password.</summary>
    /// <param name="field">Its name on the wire.</param>
    /// <param name="password">The password.</param>
    public static IEnumerable<FieldProblem> Check(string field, string password)
    {
        var composed = TypedText.Password(password);
        if (!TextLimit.Holds(composed, Longest) || TextLimit.Count(composed) < Shortest)
        {
            yield return new FieldProblem(field, "password_length", Shortest, Longest);
        }
    }
}
