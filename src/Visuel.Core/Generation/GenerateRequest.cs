using Visuel.Core.Calendar;
using Visuel.Core.Prompts;
using Visuel.Core.Words;

namespace Visuel.Core.Generation;

/// <summary>One wish for an image, from the API or from a page. Words without a visible sign count as
/// absent.</summary>
public sealed record GenerateRequest
{
    /// <summary>The user's own words; they win over the title.</summary>
    public string? Prompt { get; init; }

    /// <summary>The title to draw from when there are no own words.</summary>
    public string? ContentTitle { get; init; }

    /// <summary>More about the title.</summary>
    public string? ContentDescription { get; init; }

    /// <summary>What the image is for; without it an article when there is a title, else a plain image.</summary>
    public ContentType? ContentType { get; init; }

    /// <summary>The content item to fill missing words from and to keep the image on.</summary>
    public ContentItemId? ContentId { get; init; }

    /// <summary>The size wanted.</summary>
    public DrawSize Size { get; init; } = DrawSize.Default;

    /// <summary>What to avoid, beside what the recipe avoids.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>A style by name; see <see cref="PromptStyles"/>.</summary>
    public string? Style { get; init; }

    /// <summary>A model by id, or null for the installation's own.</summary>
    public string? Model { get; init; }

    /// <summary>A pinned seed, or null for a fresh one.</summary>
    public long? Seed { get; init; }

    /// <summary>How much of the words is ours.</summary>
    public PromptWording Wording { get; init; }

    /// <summary>Whether the prompt cache may answer.</summary>
    public bool UseCache { get; init; } = true;

    /// <summary>Whether the composer may draw if the engine asked for cannot.</summary>
    public bool Fallback { get; init; }

    /// <summary>Whether the title, or the words where there is none, is to be set on the picture;
    /// only the composer can.</summary>
    public bool Titled { get; init; }

    /// <summary>The same wish with its words cleaned, and missing ones taken from its content item.</summary>
    public GenerateRequest Completed(ContentFields? content) => this with
    {
        Prompt = TypedText.Line(Prompt),
        ContentTitle = TypedText.Line(ContentTitle) ?? content?.Title,
        ContentDescription = TypedText.Line(ContentDescription) ?? content?.Description,
        ContentType = ContentType ?? content?.Type,
        NegativePrompt = TypedText.Line(NegativePrompt),
        Style = TypedText.Line(Style),
        Model = TypedText.Line(Model),
    };

    /// <summary>What a prompt is to be written for, once <see cref="GenerateRules.Check"/> found nothing
    /// wrong.</summary>
    /// <param name="model">The model that will read it.</param>
    /// <param name="readsTheBrief">Whether its engine understands the words itself.</param>
    public PromptRequest ToPromptRequest(ImageModel model, bool readsTheBrief) => new(ToBrief(), model)
    {
        Style = Style,
        Avoid = NegativePrompt,
        Wording = Wording,
        Size = Size,
        ReadsTheBrief = readsTheBrief,
    };

    /// <summary>What the engine is to draw, once <see cref="GenerateRules.Check"/> found nothing wrong.</summary>
    public Brief ToBrief()
    {
        var title = TypedText.Line(ContentTitle);
        return new Brief(
            TypedText.Line(Prompt),
            title,
            TypedText.Line(ContentDescription),
            ContentType ?? (title is null ? Calendar.ContentType.Image : Calendar.ContentType.Article));
    }
}
