using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Library;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every store must show of what was written to a workspace.</summary>
public abstract class WorkspaceMarksContract : StoreContract
{
    [Fact]
    public async Task Whatever_a_page_shows_changes_the_mark()
    {
        var ada = await Store.AddWorkspaceAsync();
        var item = await ChangesAsync(ada, () => Store.AddContentAsync(ada));
        await ChangesAsync(ada, () => Store.Contents.UpdateAsync(
            ada, item.Id, item.Fields with { Title = "Another" }, 1, Some.Now, Stop));
        var kept = await ChangesAsync(ada, () => Store.KeepImageAsync(ada, item.Id));
        var other = await Store.AddContentAsync(ada);
        await ChangesAsync(ada, () => Store.Library.LinkAsync(ada, kept.Id, other.Id, Some.Now, Stop));
        await ChangesAsync(ada, () => Store.Library.UpdateAsync(ada, kept.Id, favourite: true, null, Stop));
        await ChangesAsync(ada, () => Store.Library.UpdateAsync(ada, kept.Id, null, "A cat", Stop));
        await ChangesAsync(ada, () => Store.Contents.DeleteAsync(ada, item.Id, Stop));
        await ChangesAsync(ada, () => Store.Library.DeleteAsync(ada, kept.Id, Stop));
    }

    [Fact]
    public async Task Each_step_of_a_drawing_that_moves_a_credit_changes_the_mark()
    {
        var ada = await Store.AddWorkspaceAsync();
        var drawn = await ChangesAsync(ada, () => Store.StartDrawingAsync(ada));
        var image = Some.Image(ada, drawn);
        Assert.True(await Store.Generations.BeginSavingAsync(drawn, "0", image.Id, Stop));
        await ChangesAsync(ada, () => Store.Library.KeepAsync(image, null, evenIfLate: false, Some.Now, Stop));
        var cancelled = await ChangesAsync(ada, () => Store.StartDrawingAsync(ada));
        await ChangesAsync(ada, () => Store.Generations.CancelAsync(ada, cancelled, Some.Now, Stop));
    }

    [Fact]
    public async Task Reading_and_what_another_workspace_writes_leave_the_mark_as_it_was()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        await Store.AddContentAsync(ada);
        var before = await MarkAsync(ada);

        await Store.Contents.ListAsync(ada, new ContentQuery(null, null, null, null, null, null, null, 10), Stop);
        await Store.Library.ListAsync(ada, new ImageQuery(null, null, null, 10), Stop);
        await Store.AddContentAsync(bob);
        await Store.ReopenAsync();

        Assert.Equal(before, await MarkAsync(ada));
    }

    [Fact]
    public async Task Several_are_read_at_once_and_one_that_is_not_there_harms_nobody()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));

        var marks = await Store.Marks.ReadAsync([ada, bob, new WorkspaceId(Some.NextId())], Stop);

        Assert.True(marks.ContainsKey(ada) && marks.ContainsKey(bob));
        Assert.Empty(await Store.Marks.ReadAsync([], Stop));
    }

    private async Task<T> ChangesAsync<T>(WorkspaceId workspace, Func<Task<T>> write)
    {
        var before = await MarkAsync(workspace);
        var result = await write();
        Assert.NotEqual(before, await MarkAsync(workspace));
        return result;
    }

    private async Task<string> MarkAsync(WorkspaceId workspace) =>
        (await Store.Marks.ReadAsync([workspace], Stop))[workspace];
}
