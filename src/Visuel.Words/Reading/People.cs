namespace Visuel.Words;

/// <summary>Whether English words name somebody.</summary>
public static class People
{
    /// <summary>Whether somebody is in the picture of these words.</summary>
    public static bool AreIn(string english) => english.ToLowerInvariant().Split(' ', ',', '.', ';')
        .Any(word => Grammar.People.Contains(Inflection.EnglishSingular(word)));
}
