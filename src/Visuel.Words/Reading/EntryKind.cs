namespace Visuel.Words;

/// <summary>What a known phrase is.</summary>
public enum EntryKind
{
    /// <summary>A thing, a person at work, an animal.</summary>
    Thing,

    /// <summary>A topic that a scene shows: "recrutement".</summary>
    Topic,

    /// <summary>An announcement of something else: "on recrute", "soldes".</summary>
    Frame,

    /// <summary>A topic so common in titles that anything concrete goes before it: "conseil".</summary>
    Weak,

    /// <summary>What somebody does: "jardiner".</summary>
    Act,

    /// <summary>A figure of speech or a fixed phrase: "tirer son épingle du jeu".</summary>
    Figure,

    /// <summary>A day or a season that people celebrate: "chandeleur".</summary>
    Occasion,

    /// <summary>A town, a region, a country.</summary>
    Place,

    /// <summary>An English noun that only the list of nouns has.</summary>
    Noun,
}
