using Visuel.Client.Wire;
using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Server.Features.Library;

/// <summary>Images as the API tells them.</summary>
internal static class ImageAnswers
{
    /// <summary>An image as the API tells it.</summary>
    public static ImageAnswer ToAnswer(this Image image, PublicLinks links) => new(
        image.Id.Value, links.File(image), [.. image.Contents.Select(content => content.Value)], image.Recipe.Title,
        image.Recipe.Brief, image.Recipe.Prompt, image.Recipe.NegativePrompt, image.Recipe.Style, image.Recipe.Model,
        image.Recipe.Engine, image.Recipe.Provider, image.Recipe.Seed, image.File.Width,
        image.File.Height, image.File.Bytes, image.AltText, image.Favourite, image.CreatedAt,
        image.Recipe.Illustration?.ToAnswer(), links.Variants(image));

    private static IllustrationAnswer ToAnswer(this Illustration illustration) =>
        new(illustration.Scene, illustration.Palette, illustration.Concepts, illustration.Pictograms);
}
