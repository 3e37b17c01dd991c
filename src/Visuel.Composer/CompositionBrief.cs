namespace Visuel.Composer;

/// <summary>What to illustrate.</summary>
/// <param name="Words">The title, or the user's own words.</param>
/// <param name="Description">More words, which count less than the title's; null when there are none.</param>
/// <param name="ContentType">One of <see cref="Illustrator.ContentTypes"/>; anything else counts as "image".</param>
public sealed record CompositionBrief(string Words, string? Description, string ContentType)
{
    /// <summary>Text to set on the picture, at most three lines of it; null for none.
    /// It does not change what is shown beside it.</summary>
    public string? Title { get; init; }

    /// <summary>Two colours to draw in, in place of a palette's; null to let the words choose.</summary>
    public BrandColours? Brand { get; init; }

    /// <summary>A logo to stand at the foot of the picture; null for none.
    /// It does not change what is shown beside it.</summary>
    public BrandLogo? Logo { get; init; }
}
