using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Server.Ui;

namespace Visuel.Server.Features.Calendar;

/// <summary>What became of saving a content item.</summary>
public abstract record SaveContentOutcome
{
    private SaveContentOutcome()
    {
    }

    /// <summary>The item as it is now.</summary>
    public sealed record Saved(ContentItem Item) : SaveContentOutcome;

    /// <summary>Something cannot be taken.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : SaveContentOutcome;

    /// <summary>Somebody else changed it first.</summary>
    public sealed record Conflict(ContentItem Current) : SaveContentOutcome;

    /// <summary>There is no such item.</summary>
    public sealed record Missing : SaveContentOutcome;
}

/// <summary>Makes and replaces content items, and tells open pages.</summary>
public sealed class SaveContent(IContents contents, WorkspaceNews news, TimeProvider clock)
{
    /// <summary>Makes an item.</summary>
    public async Task<SaveContentOutcome> AddAsync(WorkspaceId workspace, ContentFields typed, CancellationToken stop)
    {
        var fields = ContentRules.Clean(typed);
        if (ContentRules.Check(fields).ToList() is { Count: > 0 } problems)
        {
            return new SaveContentOutcome.Invalid(problems);
        }

        var now = clock.GetUtcNow();
        var item = new ContentItem(new ContentItemId(Guid.CreateVersion7(now)), workspace, fields, [], 1, now, now);
        await contents.AddAsync(item, stop);
        news.Tell(workspace);
        return new SaveContentOutcome.Saved(item);
    }

    /// <summary>Replaces the fields of the version that was read.</summary>
    public async Task<SaveContentOutcome> UpdateAsync(
        WorkspaceId workspace, ContentItemId id, ContentFields typed, int version, CancellationToken stop)
    {
        var fields = ContentRules.Clean(typed);
        if (ContentRules.Check(fields).ToList() is { Count: > 0 } problems)
        {
            return new SaveContentOutcome.Invalid(problems);
        }

        switch (await contents.UpdateAsync(workspace, id, fields, version, clock.GetUtcNow(), stop))
        {
            case UpdateOutcome.Updated updated:
                news.Tell(workspace);
                return new SaveContentOutcome.Saved(updated.Item);
            case UpdateOutcome.Conflict conflict:
                return new SaveContentOutcome.Conflict(conflict.Current);
            default:
                return new SaveContentOutcome.Missing();
        }
    }
}
