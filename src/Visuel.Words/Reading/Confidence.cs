namespace Visuel.Words;

/// <summary>How sure the reading of a title is.</summary>
public enum Confidence
{
    /// <summary>Nothing concrete was found, or only what any title may say.</summary>
    Unsure,

    /// <summary>Something was found that may be beside the point.</summary>
    Likely,

    /// <summary>The title names it.</summary>
    Sure,
}
