namespace Visuel.Words;

/// <summary>The words of a title, each under the forms by which the data knows it.</summary>
internal sealed class TitleWords
{
    private const string Breaking = ":;?!.,–—|()\"«»+&\n/";

    private readonly string[] singular;
    private readonly string[] plain;
    private readonly bool[] little;
    private readonly bool[] breaks;

    public TitleWords(string title)
    {
        Words = WordSplitter.Split(title);
        singular = [.. Words.Select(word => Inflection.Singular(word.Spelling))];
        plain = [.. Words.Select(word => Inflection.Singular(word.Text))];
        breaks = [.. Words.Index().Select(word => word.Index > 0 && IsBreak(word.Item.Before))];
        little = [.. Words.Index().Select(word => IsLittleAt(word.Index))];
        IsWithoutAccents = Words.All(word => string.Equals(word.Spelling, word.Text, StringComparison.Ordinal));
        IsInCapitals = Words.All(word => IsUpper(word.Written));
        var names = Words.Skip(1)
            .Where((word, index) => !little[index + 1] && !breaks[index + 1] && char.IsLetter(word.Written[0])
                && word.Written.Any(char.IsLower))
            .ToList();
        IsInTitleCase = IsInCapitals
            || (names.Count > 1 && names.Count(word => char.IsLower(word.Written[0])) <= names.Count / 5);
    }

    public IReadOnlyList<Word> Words { get; }

    public int Count => Words.Count;

    /// <summary>Whether no word has an accent: then they may have been left out.</summary>
    public bool IsWithoutAccents { get; }

    /// <summary>Whether all is in capitals.</summary>
    public bool IsInCapitals { get; }

    /// <summary>Whether most words begin with a capital, so that one says nothing.</summary>
    public bool IsInTitleCase { get; }

    /// <summary>In lower case, with accents.</summary>
    public string Spelling(int place) => Words[place].Spelling;

    /// <summary>The spelling without the sign of a plural.</summary>
    public string Singular(int place) => singular[place];

    /// <summary>The same without accents.</summary>
    public string Plain(int place) => plain[place];

    /// <summary>Whether a word names nothing.</summary>
    public bool IsLittle(int place) => little[place];

    /// <summary>Whether a sign parts a word from the one before.</summary>
    public bool Breaks(int place) => breaks[place];

    /// <summary>Whether a sign parts words of a range.</summary>
    public bool BreaksWithin(int start, int length) =>
        Enumerable.Range(start + 1, length - 1).Any(place => breaks[place]);

    /// <summary>Whether a word is a name: a capital inside a sentence.</summary>
    public bool IsName(int place) =>
        place > 0 && !IsInTitleCase && !breaks[place] && char.IsUpper(Words[place].Written[0]);

    /// <summary>Whether a word is written in capitals where others are not: CAP, RH.</summary>
    public bool IsAcronym(int place) =>
        !IsInCapitals && Words[place].Written.Length > 1 && IsUpper(Words[place].Written);

    private static bool IsUpper(string written) => !written.Any(char.IsLower);

    private static bool IsBreak(string before) =>
        before.Any(sign => Breaking.Contains(sign, StringComparison.Ordinal) || char.IsSurrogate(sign))
        || before.Contains(" - ", StringComparison.Ordinal);

    // In "rendez-vous" and "don't" the little word is a part of the word beside it, or the other way round.
    private bool IsLittleAt(int place)
    {
        if (!Grammar.Little.Contains(Spelling(place)))
        {
            return place + 1 < Count && Words[place + 1] is { Spelling: "t", Before: "'" or "’" };
        }

        var joined = IsJoined(place) && !Grammar.Little.Contains(Spelling(place - 1));
        return !joined && !(place + 1 < Count && IsJoined(place + 1) && !Grammar.Little.Contains(Spelling(place + 1)));
    }

    private bool IsJoined(int place) => place > 0 && Words[place] is { HyphenBefore: true, Before.Length: 1 };
}
