using Visuel.Core.Accounts;
using Visuel.Core.Library;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every keeper of public copies must keep.</summary>
public abstract class PublicCopiesContract : StoreContract
{
    private static readonly DateTimeOffset Later = Some.Now.AddMinutes(5);

    [Fact]
    public async Task Images_kept_while_a_workspace_publishes_get_a_copy_with_a_name_nobody_can_guess_and_no_others()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        await Store.KeepImageAsync(ada, key: "before");
        Assert.False(await Store.PublicCopies.IsPublishingAsync(ada, Stop));
        await PublishAsync(ada);
        await PublishAsync(ada);
        Assert.True(await Store.PublicCopies.IsPublishingAsync(ada, Stop));
        var (one, two) = (await Store.KeepImageAsync(ada, key: "one"), await Store.KeepImageAsync(ada, key: "two"));
        await Store.KeepImageAsync(bob);
        await Store.ReopenAsync();

        var due = await TakeAsync();
        Assert.Equal(new HashSet<ImageId> { one.Id, two.Id }, due.Select(copy => copy.Image).ToHashSet());
        Assert.All(
            due, copy => Assert.Equal((ada, PublicCopyState.Due, 0), (copy.Workspace, copy.State, copy.Attempts)));
        Assert.All(due, copy => Assert.Matches("^[0-9a-f]{32}$", copy.Name));
        Assert.NotEqual(due[0].Name, due[1].Name);
        Assert.Null((await Store.Library.FindAsync(ada, one.Id, Stop))!.PublicName);
    }

    [Fact]
    public async Task What_one_has_taken_no_other_gets_until_its_time_is_over()
    {
        var ada = await Store.AddWorkspaceAsync();
        await PublishAsync(ada);
        for (var number = 0; number < 6; number++)
        {
            await Store.KeepImageAsync(ada, key: $"{number}");
        }

        var taken = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Task.Run(() => Store.PublicCopies.TakeAsync(Some.Now, Later, 2, Stop))));
        while (await Store.PublicCopies.TakeAsync(Some.Now, Later, 2, Stop) is { Count: > 0 } more)
        {
            taken = [.. taken, more];
        }

        Assert.Equal(6, taken.SelectMany(copies => copies).Select(copy => copy.Image).Distinct().Count());
        Assert.Equal(6, taken.Sum(copies => copies.Count));
        Assert.Equal(6, (await Store.PublicCopies.TakeAsync(Later, Later.AddMinutes(5), 10, Stop)).Count);
    }

    [Fact]
    public async Task One_that_is_served_has_its_name_in_the_record_and_is_due_no_more()
    {
        var ada = await Store.AddWorkspaceAsync();
        await PublishAsync(ada);
        var image = await Store.KeepImageAsync(ada);
        var copy = Assert.Single(await TakeAsync());
        Assert.True(await Store.PublicCopies.ServeAsync(image.Id, Stop));
        Assert.True(await Store.PublicCopies.ServeAsync(image.Id, Stop));
        Assert.Equal(copy.Name, (await Store.Library.FindAsync(ada, image.Id, Stop))!.PublicName);
        Assert.Equal(copy.Name, Assert.Single(
            (await Store.Library.ListAsync(ada, new ImageQuery(null, null, null, 10), Stop)).Items).PublicName);
        Assert.Empty(await Store.PublicCopies.TakeAsync(Later.AddDays(1), Later.AddDays(2), 10, Stop));
    }

    [Fact]
    public async Task An_attempt_in_vain_is_counted_and_the_next_comes_when_it_was_put_off_to()
    {
        var ada = await Store.AddWorkspaceAsync();
        await PublishAsync(ada);
        var image = await Store.KeepImageAsync(ada);
        await TakeAsync();
        await Store.PublicCopies.DelayAsync(image.Id, Later.AddHours(1), Stop);
        Assert.Empty(await Store.PublicCopies.TakeAsync(Later, Later.AddMinutes(5), 10, Stop));
        Assert.Equal(1, Assert.Single(
            await Store.PublicCopies.TakeAsync(Later.AddHours(1), Later.AddHours(2), 10, Stop)).Attempts);
    }

    [Fact]
    public async Task When_its_image_is_deleted_a_copy_is_to_be_removed_and_can_no_longer_be_served()
    {
        var ada = await Store.AddWorkspaceAsync();
        await PublishAsync(ada);
        var image = await Store.KeepImageAsync(ada);
        var before = Assert.Single(await TakeAsync());
        Assert.True(await Store.Library.DeleteAsync(ada, image.Id, Stop));
        Assert.False(await Store.PublicCopies.ServeAsync(image.Id, Stop));
        Assert.Equal(before with { State = PublicCopyState.Removing }, Assert.Single(await TakeAsync()));
        await Store.PublicCopies.ForgetAsync(image.Id, Stop);
        Assert.Empty(await Store.PublicCopies.TakeAsync(Later.AddDays(1), Later.AddDays(2), 10, Stop));
    }

    [Fact]
    public async Task Who_publishes_no_more_has_every_copy_removed_and_gets_no_new_one()
    {
        var ada = await Store.AddWorkspaceAsync();
        await PublishAsync(ada);
        var (served, due) =
            (await Store.KeepImageAsync(ada, key: "served"), await Store.KeepImageAsync(ada, key: "due"));
        await Store.PublicCopies.ServeAsync(served.Id, Stop);
        await Store.PublicCopies.SetPublishingAsync(ada, isPublishing: false, Some.Now, Stop);
        await Store.KeepImageAsync(ada, key: "after");
        Assert.False(await Store.PublicCopies.IsPublishingAsync(ada, Stop));
        Assert.Null((await Store.Library.FindAsync(ada, served.Id, Stop))!.PublicName);
        var removing = await TakeAsync();
        Assert.Equal(new HashSet<ImageId> { served.Id, due.Id }, removing.Select(copy => copy.Image).ToHashSet());
        Assert.All(removing, copy => Assert.Equal(PublicCopyState.Removing, copy.State));
    }

    private Task PublishAsync(WorkspaceId workspace) =>
        Store.PublicCopies.SetPublishingAsync(workspace, isPublishing: true, Some.Now, Stop);

    private Task<IReadOnlyList<PublicCopy>> TakeAsync() => Store.PublicCopies.TakeAsync(Some.Now, Later, 10, Stop);
}
