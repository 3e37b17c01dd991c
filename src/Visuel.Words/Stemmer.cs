namespace Visuel.Words;

/// <summary>
/// One light stemmer for French and English together. The lexicon, the keywords and the titles all go through it, so it
/// only has to send the forms of a word to one place, not to a dictionary's form.
/// </summary>
public static class Stemmer
{
    private const int Short = 3;

    // Here the ending belongs to the word: "marketing" is not what one does when one markets, and "livrée" is no book.
    private static readonly HashSet<string> WholeWords = new(StringComparer.Ordinal)
    {
        "training", "marketing", "building", "meeting", "painting", "wedding", "spring", "morning", "string", "evening",
        "camping", "shopping", "parking", "coaching", "branding", "pudding", "emailing", "planning", "coworking",
        "boxing", "dressing", "pressing", "gaming", "reading", "brushing", "hearing", "bedding", "bleed", "speed",
        "news", "livree", "plane", "planes", "outing", "outings", "bowling", "fencing", "screening",
        "booking", "bookings", "coupe", "coupes", "rhume", "rhumes", "semi", "housing", "refugee", "refugees",
        "hunting", "forge", "forging", "legs",
    };

    public static string Stem(string word)
    {
        if (word.Length <= Short || WholeWords.Contains(word))
        {
            return word;
        }

        var stem = Derived(Singular(word));
        stem = LastVowel(stem);
        var doubled = stem.Length > 4 && stem[^1] == stem[^2] && stem[^1] is not ('e' or 'o');
        return doubled ? stem[..^1] : stem;
    }

    private static string Singular(string word) => word switch
    {
        _ when Ends(word, "eaux") => word[..^1],
        _ when Ends(word, "aux") && word.Length > 4 => $"{word[..^3]}al",
        _ when Ends(word, "ies") && word.Length > 4 => $"{word[..^3]}y",
        _ when Ends(word, "sses") => word[..^2],
        _ when word[^1] == 's' && word[^2] != 's' => word[..^1],
        _ when Ends(word, "ux") => word[..^1], // bijoux, jeux; not paix, prix, choix
        _ => word,
    };

    private static string Derived(string word) => word switch
    {
        _ when WholeWords.Contains(word) => word,
        _ when word.Length > 5 && Ends(word, "ing") => Verb(word[..^3]),
        _ when word.Length > 5 && Ends(word, "ed") => Verb(word[..^2]),
        _ when word.Length > 5 && Ends(word, "ez") => $"{word[..^1]}r", // réservez, as réserver
        _ when word.Length > 5 && Ends(word, "euse") => $"{word[..^4]}eur",
        _ when word.Length > 5 && Ends(word, "trice") => $"{word[..^5]}teur",
        _ when word.Length > 5 && Ends(word, "iere") => $"{word[..^4]}ier",
        _ => word,
    };

    // The verb without its English ending: "caring" comes from "care", not "car", and "running" from "run".
    private static string Verb(string stem)
    {
        var isDoubled = stem[^1] == stem[^2];
        return stem.Length switch
        {
            4 when isDoubled && stem[^1] is not ('l' or 's' or 'z' or 'f' or 'e' or 'o') => stem[..^1],
            3 or 4 when !isDoubled && IsVowel(stem[^2]) && !IsVowel(stem[^3]) && !IsVowel(stem[^1])
                && stem[^1] is not ('w' or 'x' or 'y') => $"{stem}e",
            _ => stem,
        };
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';

    private static string LastVowel(string word)
    {
        var stem = word.Length > 4 && Ends(word, "ee") ? word[..^1] : word;
        return stem switch
        {
            _ when stem.Length > Short && Ends(stem, "ie") => stem[..^1],
            _ when stem.Length > Short && stem[^1] == 'y' => $"{stem[..^1]}i",
            _ when stem.Length > 4 && stem[^1] == 'e' => stem[..^1],
            _ => stem,
        };
    }

    private static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.Ordinal);
}
