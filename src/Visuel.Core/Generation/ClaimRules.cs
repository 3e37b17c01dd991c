using Visuel.Core.Accounts;

namespace Visuel.Core.Generation;

/// <summary>A workspace with generations in the queue.</summary>
/// <param name="Workspace">Which.</param>
/// <param name="First">The oldest of its queued generations.</param>
/// <param name="Drawn">How many generations are claimed for it; see <see cref="GenerationRules.Claimed"/>.</param>
/// <param name="LastTurn">When one was last claimed for it; null when none ever was.</param>
public sealed record WaitingWorkspace(
    WorkspaceId Workspace, GenerationId First, int Drawn, DateTimeOffset? LastTurn = null);

/// <summary>What is drawn next: fair between workspaces.</summary>
public static class ClaimRules
{
    /// <summary>Of the workspaces that draw less than they may: the one that draws least, of these the one whose last
    /// turn is longest ago. Null when there is none.</summary>
    /// <param name="waiting">All workspaces with something in the queue.</param>
    /// <param name="most">The most that one workspace may draw at once.</param>
    public static WaitingWorkspace? Next(IEnumerable<WaitingWorkspace> waiting, int most) =>
        DrawingLeast(waiting, most)
            .MinBy(workspace => (workspace.LastTurn ?? DateTimeOffset.MinValue, workspace.First.Value));

    /// <summary>The first half of <see cref="Next"/>, which looks at no <see cref="WaitingWorkspace.LastTurn"/>: all
    /// workspaces that draw equally little.</summary>
    public static IReadOnlyList<WaitingWorkspace> DrawingLeast(IEnumerable<WaitingWorkspace> waiting, int most)
    {
        var least = new List<WaitingWorkspace>();
        foreach (var workspace in waiting.Where(
            workspace => MayDraw(workspace.Drawn, most) && (least.Count == 0 || workspace.Drawn <= least[0].Drawn)))
        {
            if (least.Count > 0 && workspace.Drawn < least[0].Drawn)
            {
                least.Clear();
            }

            least.Add(workspace);
        }

        return least;
    }

    /// <summary>Whether a workspace may draw one more.</summary>
    public static bool MayDraw(int drawn, int most) => drawn < most;
}
