namespace Visuel.Words;

/// <summary>The forms under which a French or English word of the data is found in a title.</summary>
internal static class Inflection
{
    private static readonly string[] First = ["e", "es", "ons", "ez", "ent", "é", "ée", "és", "ées", "ant"];
    private static readonly string[] Second = ["is", "it", "issez", "issons", "issent", "i", "ie"];

    /// <summary>One form for singular and plural. Data and titles both go through it, so it need not be a
    /// word.</summary>
    public static string Singular(string word) => word switch
    {
        _ when word.Length > 4 && Ends(word, "aux") && !Ends(word, "eaux") => $"{word[..^3]}al",
        _ when word.Length > 3 && word[^1] is 's' or 'x' && word[^2] != 's' => word[..^1],
        _ => word,
    };

    /// <summary>A verb of the first two groups conjugated; of any other word itself.</summary>
    public static IEnumerable<string> Verb(string word)
    {
        string[] ends = word.Length <= 4 ? [] : Ends(word, "er") ? First : Ends(word, "ir") ? Second : [];
        return ends.Select(end => word[..^2] + end).Prepend(word);
    }

    /// <summary>The feminines of a trade: boulangère, vendeuse, directrice, souffleuse de verre.</summary>
    public static IEnumerable<string> Feminine(string name)
    {
        var end = name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? space : name.Length;
        var (trade, rest) = (name[..end], name[end..]);
        if (Ends(trade, "eur"))
        {
            yield return $"{trade[..^1]}se{rest}";
        }

        if (Ends(trade, "teur"))
        {
            yield return $"{trade[..^4]}trice{rest}";
        }

        if (Ends(trade, "ien"))
        {
            yield return $"{trade}ne{rest}";
        }

        if (Ends(trade, "er"))
        {
            yield return $"{trade[..^2]}ère{rest}";
        }
    }

    /// <summary>All forms of an adjective or a participle.</summary>
    public static IEnumerable<string> Adjective(string masculine)
    {
        string feminine = masculine switch
        {
            "blanc" => "blanche",
            "frais" => "fraîche",
            "vieux" => "vieille",
            "roux" => "rousse",
            "long" => "longue",
            "sec" => "sèche",
            "grec" => "grecque",
            "doux" => "douce",
            "public" => "publique",
            "favori" => "favorite",
            _ when masculine[^1] is 'e' => masculine,
            _ when Ends(masculine, "eau") => $"{masculine[..^3]}elle",
            _ when Ends(masculine, "x") => $"{masculine[..^1]}se",
            _ when Ends(masculine, "f") => $"{masculine[..^1]}ve",
            _ when Ends(masculine, "er") => $"{masculine[..^2]}ère",
            _ when Ends(masculine, "en") || Ends(masculine, "el") || Ends(masculine, "on") || Ends(masculine, "et") =>
                $"{masculine}{masculine[^1]}e",
            _ => $"{masculine}e",
        };
        string plural = masculine switch
        {
            _ when masculine[^1] is 's' or 'x' => masculine,
            _ when Ends(masculine, "eau") => $"{masculine}x",
            _ when Ends(masculine, "al") => $"{masculine[..^1]}ux",
            _ => $"{masculine}s",
        };
        return new[] { masculine, feminine, plural, $"{feminine}s" }.Distinct(StringComparer.Ordinal);
    }

    /// <summary>One form for the singular and the plural of an English noun.</summary>
    public static string EnglishSingular(string noun) => noun switch
    {
        "children" => "child",
        "men" => "man",
        "women" => "woman",
        "mice" => "mouse",
        "feet" => "foot",
        "teeth" => "tooth",
        _ when Ends(noun, "ies") && noun.Length > 4 => $"{noun[..^3]}y",
        _ when Ends(noun, "lves") || Ends(noun, "aves") || Ends(noun, "oaves") => $"{noun[..^3]}f",
        _ when Ends(noun, "nives") || Ends(noun, "wives") => $"{noun[..^3]}fe",
        _ when noun.Length > 5 && (Ends(noun, "oes") || Ends(noun, "ches") || Ends(noun, "shes") || Ends(noun, "xes")
            || Ends(noun, "sses")) => noun[..^2],
        _ when noun.Length > 3 && noun[^1] is 's' && noun[^2] is not ('s' or 'u' or 'i') => noun[..^1],
        _ => noun,
    };

    private static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.Ordinal);
}
