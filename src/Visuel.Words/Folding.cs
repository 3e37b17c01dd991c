using System.Text;

namespace Visuel.Words;

/// <summary>
/// Lower case without accents, by an explicit table: under InvariantGlobalization string.Normalize leaves accents in
/// place, and ICU versions differ between machines, so neither may decide what a title means.
/// </summary>
public static class Folding
{
    private const string Accented = "àáâãäåāçćčèéêëēęìíîïīñńòóôõöøōùúûüūýÿžśšł";
    private const string Plain = "aaaaaaaccceeeeeeiiiiinnooooooouuuuuyyzssl";

    public static string Fold(string word)
    {
        if (word.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is ' '))
        {
            return word;
        }

        var folded = new StringBuilder(word.Length);
        foreach (var original in word)
        {
            var letter = char.ToLowerInvariant(original);
            var place = Accented.IndexOf(letter, StringComparison.Ordinal);
            _ = letter switch
            {
                >= '\u0300' and <= '\u036f' => folded, // a combining accent, as macOS file names have them
                'œ' => folded.Append("oe"),
                'æ' => folded.Append("ae"),
                'ß' => folded.Append("ss"),
                _ => folded.Append(place < 0 ? letter : Plain[place]),
            };
        }

        return folded.ToString();
    }
}
