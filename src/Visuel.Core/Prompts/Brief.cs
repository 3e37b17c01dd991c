using Visuel.Core.Calendar;

namespace Visuel.Core.Prompts;

/// <summary>What the user gave: own words, or a title and a description, and what the image is for.</summary>
/// <param name="Words">The user's own words, or null. Where they are given, title and description are not
/// drawn.</param>
/// <param name="Title">The title, or null.</param>
/// <param name="Description">The description, or null.</param>
/// <param name="Type">What the image is for.</param>
public sealed record Brief(string? Words, string? Title, string? Description, ContentType Type)
{
    /// <summary>The words that name the subject.</summary>
    public string Subject => Words ?? Title ?? Description ?? "";

    /// <summary>The description where the title is the subject; otherwise null.</summary>
    public string? Detail => Words is null && Title is not null ? Description : null;
}
