using Visuel.Words;

namespace Visuel.Core.Accounts;

/// <summary>The 100,000 commonest passwords of ten characters and more (docs/decisions/0010).</summary>
internal static class CommonPasswords
{
    /// <summary>Whether it is one of them, in any letter case. Reads the list, some 15 ms: it is asked for where a
    /// hash takes half a second, and 1.3 MB need not stay in memory for that.</summary>
    public static bool Contains(string password) =>
        EmbeddedFiles.PackedLines(typeof(CommonPasswords).Assembly, "common-passwords.txt.br")
            .Contains(password, StringComparer.OrdinalIgnoreCase);
}
