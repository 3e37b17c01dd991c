using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Server.Answers;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>What is wanted of the wand of a content item.</summary>
/// <param name="Reader">Who wants it, and reads the sentences.</param>
/// <param name="Item">The item, which is saved already.</param>
public sealed record WandWish(Account Reader, ContentItemId Item)
{
    /// <summary>Whose item it is.</summary>
    public WorkspaceId Workspace => Reader.Workspace;

    /// <summary>The user's own words; without them the item's title is drawn.</summary>
    public string? Words { get; init; }

    /// <summary>The model, or null for the default one.</summary>
    public string? Model { get; init; }

    /// <summary>Whether the title is set on the picture.</summary>
    public bool Titled { get; init; }

    /// <summary>Whether another image is wanted than one that is there.</summary>
    public bool IsAnother { get; init; }
}

/// <summary>Where the wand stands.</summary>
public abstract record WandState
{
    private WandState()
    {
    }

    /// <summary>It waits or is drawn.</summary>
    /// <param name="Generation">How far it is; null before it is started.</param>
    public sealed record Drawing(Generation? Generation) : WandState;

    /// <summary>The image is on the item.</summary>
    /// <param name="Image">The image.</param>
    /// <param name="Versions">All images of the item, newest first, this one among them.</param>
    public sealed record Ready(Image Image, IReadOnlyList<Image> Versions) : WandState;

    /// <summary>It was not drawn, and nothing was charged.</summary>
    /// <param name="Problem">Why, as the API codes it.</param>
    /// <param name="Sentence">Why, in the reader's language.</param>
    /// <param name="Offers">What the reader can do about it.</param>
    public sealed record Refused(Problem Problem, string Sentence, WandOffers Offers) : WandState;

    /// <summary>It was cancelled.</summary>
    public sealed record Cancelled : WandState;
}

/// <summary>What is offered to who was refused.</summary>
[Flags]
public enum WandOffers
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To look at the plans.</summary>
    Plans = 1,

    /// <summary>To have it drawn by the composer instead.</summary>
    Composer = 2,
}
