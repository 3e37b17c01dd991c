namespace Visuel.Words;

/// <summary>Words that are another word when an accent is left out or set: "mais" is no "maïs", and "je pense" no
/// flower. Of these the accents decide; of all others an accent may be missing.</summary>
public static class Accents
{
    // Folded, without the s of a plural.
    private static readonly HashSet<string> Deciding = new(StringComparer.Ordinal)
    {
        "acre", "chasse", "colon", "cote", "cru", "gene", "hale", "interne", "jeune", "mai", "male", "matin", "mole",
        "mur", "pale", "pate", "peche", "rot", "sale", "sur", "tache",

        "abonne", "alterne", "anne", "arrive", "assemble", "augmente", "blinde", "casse", "claque", "communique",
        "complete", "connecte", "defile", "depose", "dessine", "ferme", "franchise", "fume", "gele", "glace", "grille",
        "leve", "livre", "marche", "marie", "mijote", "monte", "parfume", "pense", "personnalise", "plonge", "presse",
        "prive", "prolonge", "rentre", "reserve", "retraite", "souffle", "trouve",
    };

    /// <summary>Whether two words that fold to the same letters are two words all the same.</summary>
    public static bool Part(Word word, Word other) =>
        Decide(word) && !IsSpeltAlike(word.Spelling, other.Spelling);

    /// <summary>Whether an accent would make it another word.</summary>
    public static bool Decide(Word word) => Deciding.Contains(word.Text.TrimEnd('s'));

    /// <summary>Whether the accents that were typed make it another word than its plain letters.</summary>
    public static bool ChangeIt(Word word) => Part(word, word with { Spelling = word.Text });

    private static bool IsSpeltAlike(string spelling, string other) =>
        spelling.AsSpan().TrimEnd('s').SequenceEqual(other.AsSpan().TrimEnd('s'));
}
