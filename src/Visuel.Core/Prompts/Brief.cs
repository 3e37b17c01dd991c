using Visuel.Core.Calendar;

namespace Visuel.Core.Prompts;

/// <summary>What the user gave: own words, or title and description, and what the image is for.</summary>
/// <param name="Words">Own words; when present the title and description only choose the recipe.</param>
/// <param name="Title">The title, or null.</param>
/// <param name="Description">The description, or null.</param>
/// <param name="Type">What the image is for.</param>
public sealed record Brief(string? Words, string? Title, string? Description, ContentType Type)
{
    /// <summary>The words that name the subject.</summary>
    public string Subject => Words ?? Title ?? Description ?? "";

    /// <summary>What is said beside the subject, or null.</summary>
    public string? Detail => Words is null && Title is not null ? Description : null;
}
