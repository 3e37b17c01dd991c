using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Words;
using Visuel.Server.Ui;

namespace Visuel.Server.Features.Library;

/// <summary>What became of a change to an image.</summary>
public abstract record UpdateImageOutcome
{
    private UpdateImageOutcome()
    {
    }

    /// <summary>The image as it is now.</summary>
    public sealed record Updated(Image Image) : UpdateImageOutcome;

    /// <summary>Something cannot be taken.</summary>
    public sealed record Invalid(FieldProblem Problem) : UpdateImageOutcome;

    /// <summary>There is no such image.</summary>
    public sealed record Missing : UpdateImageOutcome;
}

/// <summary>Changes what people say about an image: whether it is a favourite, and its alternative text.</summary>
public sealed class UpdateImage(ILibrary library, WorkspaceNews news)
{
    private const int LongestAltText = 2000;

    /// <summary>Changes it, and tells open pages. What is null stays as it is.</summary>
    public async Task<UpdateImageOutcome> RunAsync(
        WorkspaceId workspace, ImageId id, bool? favourite, string? altText, CancellationToken stop)
    {
        var words = altText is null ? null : TypedText.Lines(altText) ?? "";
        if (TextLimit.Check("altText", words, LongestAltText).FirstOrDefault() is { } problem)
        {
            return new UpdateImageOutcome.Invalid(problem);
        }

        if (await library.UpdateAsync(workspace, id, favourite, words, stop) is not { } image)
        {
            return new UpdateImageOutcome.Missing();
        }

        news.Tell(workspace);
        return new UpdateImageOutcome.Updated(image);
    }
}
