using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;

namespace Visuel.Core.Library;

/// <summary>Names an image, and the file that holds it.</summary>
public readonly record struct ImageId(Guid Value)
{
    /// <summary>The canonical 36-character form, as on the wire.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>A drawing that was kept: its recipe and where it is used. Its file is named by <see cref="Id"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Workspace">Whose it is; nobody else can see it.</param>
/// <param name="Generation">The generation that drew it.</param>
/// <param name="Recipe">What was asked and what was sent.</param>
/// <param name="File">The bytes that were kept.</param>
/// <param name="CacheKey">The prompt cache's key; see <see cref="Prompts.CacheKey"/>.</param>
/// <param name="AltText">Words for those who cannot see it, or null.</param>
/// <param name="Favourite">Whether its owner marked it.</param>
/// <param name="Contents">The content items it is on.</param>
/// <param name="CreatedAt">When it was kept.</param>
public sealed record Image(
    ImageId Id,
    WorkspaceId Workspace,
    GenerationId Generation,
    ImageRecipe Recipe,
    ImageFile File,
    string CacheKey,
    string? AltText,
    bool Favourite,
    IReadOnlyList<ContentItemId> Contents,
    DateTimeOffset CreatedAt)
{
    /// <summary>The name of its public copy, once that is served; null before, and where there is none.</summary>
    public string? PublicName { get; init; }

    /// <summary>Whether its owner's own token paid for it; known while it is kept, and noted with its credit.</summary>
    public bool IsOnOwnToken { get; init; }

    /// <summary>Who was paid for it: the provider, the engine where there is none, or <see cref="OwnToken"/>.</summary>
    public string Supplier => IsOnOwnToken ? OwnToken : Recipe.Provider ?? Recipe.Engine;

    /// <summary>In place of a supplier, where the account's own token paid.</summary>
    public const string OwnToken = "own";
}

/// <summary>How an image came to be.</summary>
/// <param name="Title">The title it was drawn for, or null.</param>
/// <param name="Brief">The user's own words, or null.</param>
/// <param name="Prompt">The words really sent.</param>
/// <param name="NegativePrompt">What the engine was told to avoid, or null.</param>
/// <param name="Style">The style, or null.</param>
/// <param name="Model">The model that drew it.</param>
/// <param name="Engine">The engine that drew it.</param>
/// <param name="Provider">The company behind the router, or null.</param>
/// <param name="Seed">The seed that was used.</param>
public sealed record ImageRecipe(
    string? Title,
    string? Brief,
    string Prompt,
    string? NegativePrompt,
    string? Style,
    string Model,
    string Engine,
    string? Provider,
    long Seed)
{
    /// <summary>Why it looks as it does, where the engine knows; null for what a model drew.</summary>
    public Illustration? Illustration { get; init; }
}

/// <summary>The bytes of an image: always PNG.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Hash">XxHash128 of the file in lower-case hexadecimal, so that reading can verify it.</param>
public sealed record ImageFile(int Width, int Height, long Bytes, string Hash);
