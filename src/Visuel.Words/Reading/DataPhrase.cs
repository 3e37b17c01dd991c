namespace Visuel.Words;

/// <summary>A phrase of the data, cut as <see cref="WordSplitter"/> cuts titles, without what only titles
/// need.</summary>
internal readonly struct DataPhrase
{
    private readonly List<string> all;
    private readonly List<string> real;

    private DataPhrase(List<string> all, List<string> real) => (this.all, this.real) = (all, real);

    /// <summary>How many of its words mean something.</summary>
    public int Real => real.Count;

    /// <summary>Whether it is one word that means something and little ones.</summary>
    public bool IsOneWithLittleOnes => real.Count < 2 && all.Count > real.Count;

    /// <summary>All its words.</summary>
    public string Whole => string.Join(' ', all);

    /// <summary>Those that mean something, each in a form.</summary>
    public string Key(Func<string, string> form) =>
        real.Count == 1 ? form(real[0]) : string.Join(' ', real.Select(form));

    /// <summary>Cuts a phrase in lower case.</summary>
    public static DataPhrase Of(string phrase)
    {
        var (all, joined) = (new List<string>(4), new List<bool>(4));
        for (var start = 0; start < phrase.Length; start++)
        {
            var end = start;
            while (end < phrase.Length && char.IsLetterOrDigit(phrase[end]))
            {
                end++;
            }

            if (end > start)
            {
                var word = phrase[start..end];
                if (word is not "the")
                {
                    all.Add(word);
                    joined.Add(start > 0 && phrase[start - 1] is '-');
                }

                start = end;
            }
        }

        var meant = new List<string>(all.Count);
        for (var place = 0; place < all.Count; place++)
        {
            if (!Grammar.Little.Contains(all[place]) || IsPartOfAWord(all, joined, place))
            {
                meant.Add(all[place]);
            }
        }

        return new DataPhrase(all, meant);
    }

    // The "vous" of "rendez-vous".
    private static bool IsPartOfAWord(List<string> all, List<bool> joined, int place) =>
        (place > 0 && joined[place] && !Grammar.Little.Contains(all[place - 1]))
        || (place + 1 < all.Count && joined[place + 1] && !Grammar.Little.Contains(all[place + 1]));
}
