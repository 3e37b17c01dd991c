using Visuel.Core.Calendar;
using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Core.Generation;

/// <summary>What a store knows when an image is to be kept.</summary>
/// <param name="Requests">The generation that drew it and all that joined it; empty when they are forgotten.</param>
/// <param name="Credit">Its credit, or null.</param>
/// <param name="Usage">What is used of the credit's own count.</param>
/// <param name="HasWorkspace">Whether its workspace is there.</param>
/// <param name="HasImage">Whether an image of this id or of this generation is kept already.</param>
public sealed record KeepFacts(
    IReadOnlyList<StoredGeneration> Requests, Credit? Credit, Usage Usage, bool HasWorkspace, bool HasImage);

/// <summary>How a drawing ends: with its image kept, or failed.</summary>
public static class EndRules
{
    /// <summary>Keeps an image, links it to the items of all who wait for it, spends the credit and ends the
    /// generation. An image that comes late, after its generation was settled as lost, is kept all the same when
    /// <paramref name="evenIfLate"/>: with a fresh credit, or free of charge where none is left.</summary>
    public static Decision<KeepOutcome> Keep(
        Image image, KeepFacts facts, int? limit, bool evenIfLate, DateTimeOffset now)
    {
        if (!evenIfLate
            && !facts.Requests.Any(request => request.Id == image.Generation && IsAwaited(request, image.Id)))
        {
            return new(new KeepOutcome.SettledAsLost());
        }

        if (!facts.HasWorkspace)
        {
            return new(new KeepOutcome.WorkspaceGone());
        }

        var spend = CreditRules.Spend(facts.Credit, facts.Usage, limit, image.Supplier, now);
        return new(
            new KeepOutcome.Kept(spend.Outcome),
            facts.HasImage
                ? spend.Changes
                :
                [
                    new Change.AddImage(image),
                    .. ItemsOf(facts.Requests).Select(item => new Change.LinkImage(image, item, now)),
                    new Change.End(image.Generation, GenerationState.Succeeded, now) { Image = image.Id },
                    .. spend.Changes,
                ]);
    }

    /// <summary>Ends a drawing without an image and gives its credit back. Nothing changes when the credit is not held
    /// by this process any more, or an image is kept.</summary>
    public static Decision<bool> Fail(
        GenerationId leader, Credit? credit, bool hasImage, string node, GenerationFailure why, DateTimeOffset now) =>
        hasImage || !new CreditHolder(node).Holds(credit)
            ? new(false)
            : new(
                true,
                [
                    new Change.End(leader, GenerationState.Failed, now) { Failure = why },
                    .. CreditRules.GiveBack(credit, why.Reason, now),
                ]);

    // Its generation waits for this very image, or has it.
    private static bool IsAwaited(StoredGeneration leader, ImageId image) =>
        leader.Image == image && leader.State is (GenerationState.Saving or GenerationState.Succeeded);

    private static IEnumerable<ContentItemId> ItemsOf(IReadOnlyList<StoredGeneration> requests) =>
        requests.Where(request => request.IsWaitedFor)
            .Select(request => request.Content).OfType<ContentItemId>().Distinct();
}
