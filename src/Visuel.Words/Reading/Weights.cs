namespace Visuel.Words;

/// <summary>How strongly a phrase leads a title. Measured on the titles of tests/Visuel.Words.Tests/Lists.</summary>
internal static class Weights
{
    public const float Figure = 4.4f;
    public const float Occasion = 3.1f;
    public const float Thing = 3f;

    /// <summary>The words before "with" or after "of" of what is shown for a thing, in an English title.</summary>
    public const float PartOfThing = 2.9f;

    /// <summary>Its last word.</summary>
    public const float HeadOfThing = 2.6f;

    /// <summary>A word whose usual meaning nothing speaks for.</summary>
    public const float UsualSense = 2.6f;

    public const float Topic = 2.4f;
    public const float Broad = 1.85f;
    public const float Act = 1.9f;
    public const float Frame = 1.8f;
    public const float Place = 1.4f;
    public const float Weak = 1f;

    /// <summary>An English noun by the share of its meanings that can be drawn (0 to 5).</summary>
    public const float Noun = .6f;

    /// <summary>For each further word of a phrase.</summary>
    public const float FurtherWord = .35f;

    /// <summary>For each word that stands before.</summary>
    public const float Later = .05f;

    /// <summary>Behind a colon or a full stop: what stands before it is what the title is about.</summary>
    public const float LaterSentence = .3f;

    /// <summary>The same of a figure of speech: "Inscriptions à la cantine : dernière ligne droite".</summary>
    public const float LaterFigure = 1.6f;

    /// <summary>After "à", "dans", "pour".</summary>
    public const float Circumstance = .8f;

    /// <summary>After "de", "avec", "with"; an English noun before another.</summary>
    public const float Complement = .5f;
}
