using Visuel.Core.Library;
using Visuel.Core.Quota;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every library must keep.</summary>
public abstract class LibraryContract : StoreContract
{
    private static readonly ImageQuery All = new(null, null, null, 50);

    [Fact]
    public async Task Keeps_the_record_and_commits_the_credit_together()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var image = await Store.KeepImageAsync(workspace);
        var read = await Store.Library.FindAsync(workspace, image.Id, Stop);
        Assert.Equal(image.Recipe, read!.Recipe);
        Assert.Equal(image.File, read.File);
        Assert.Equal(image.CreatedAt, read.CreatedAt);
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task Keeping_twice_in_a_row_changes_nothing()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var image = await Store.KeepImageAsync(workspace);
        Assert.Equal(new KeepOutcome.Kept(CreditState.Committed), await Store.Library.KeepAsync(
            image, null, evenIfLate: false, Some.Now, Stop));
        Assert.Single((await Store.Library.ListAsync(workspace, All, Stop)).Items);
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task Two_at_once_keep_one_image_of_a_generation()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var generation = await Store.StartDrawingAsync(workspace);
        var image = Some.Image(workspace, generation);
        Assert.True(await Store.Generations.BeginSavingAsync(generation, "0", image.Id, Stop));
        await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => Store.Library.KeepAsync(image, null, evenIfLate: false, Some.Now, Stop))));
        Assert.Equal(image.Id, (await Store.Library.FindByGenerationAsync(generation, Stop))!.Id);
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }

    [Fact]
    public async Task After_a_crash_the_image_is_still_there()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var image = await Store.KeepImageAsync(workspace);
        await Store.ReopenAsync();
        Assert.NotNull(await Store.Library.FindAsync(workspace, image.Id, Stop));
    }

    [Fact]
    public async Task Another_workspace_sees_nothing_of_it()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        var image = await Store.KeepImageAsync(ada);
        Assert.Null(await Store.Library.FindAsync(bob, image.Id, Stop));
        Assert.Null(await Store.Library.FindCachedAsync(bob, image.CacheKey, Stop));
        Assert.Empty((await Store.Library.ListAsync(bob, All, Stop)).Items);
        Assert.Null(await Store.Library.UpdateAsync(bob, image.Id, true, null, Stop));
        Assert.False(await Store.Library.DeleteAsync(bob, image.Id, Stop));
        Assert.False(
            await Store.Library.LinkAsync(bob, image.Id, (await Store.AddContentAsync(bob)).Id, Some.Now, Stop));
        Assert.False(
            await Store.Library.LinkAsync(ada, image.Id, (await Store.AddContentAsync(bob)).Id, Some.Now, Stop));
    }

    [Fact]
    public async Task Finds_the_newest_image_of_a_cache_key()
    {
        var workspace = await Store.AddWorkspaceAsync();
        await Store.KeepImageAsync(workspace, key: "same");
        var newest = await Store.KeepImageAsync(workspace, key: "same");
        Assert.Equal(newest.Id, (await Store.Library.FindCachedAsync(workspace, "same", Stop))!.Id);
        Assert.Null(await Store.Library.FindCachedAsync(workspace, "other", Stop));
    }

    [Fact]
    public async Task Puts_an_image_on_an_item_once_and_the_newest_first()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var item = await Store.AddContentAsync(workspace);
        var first = await Store.KeepImageAsync(workspace, item.Id);
        var second = await Store.KeepImageAsync(workspace);
        Assert.True(await Store.Library.LinkAsync(workspace, second.Id, item.Id, Some.Now.AddSeconds(1), Stop));
        Assert.True(await Store.Library.LinkAsync(workspace, second.Id, item.Id, Some.Now.AddSeconds(2), Stop));
        Assert.Equal([second.Id, first.Id], (await Store.Contents.FindAsync(workspace, item.Id, Stop))!.Images);
        Assert.Equal([item.Id], (await Store.Library.FindAsync(workspace, second.Id, Stop))!.Contents);
    }

    [Fact]
    public async Task Lists_newest_first_in_parts_without_a_gap_or_a_double()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var kept = new List<ImageId>();
        for (var index = 0; index < 7; index++)
        {
            kept.Add((await Store.KeepImageAsync(workspace)).Id);
        }

        var listed = new List<ImageId>();
        string? cursor = null;
        do
        {
            var page = await Store.Library.ListAsync(workspace, All with { Cursor = cursor, Limit = 3 }, Stop);
            listed.AddRange(page.Items.Select(image => image.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        kept.Reverse();
        Assert.Equal(kept, listed);
    }

    [Theory]
    [InlineData("red", 1)]
    [InlineData("100%", 1)]
    [InlineData("_", 0)]
    [InlineData("nothing", 0)]
    public async Task Searches_words_as_they_are_written(string words, int found)
    {
        var workspace = await Store.AddWorkspaceAsync();
        await Store.KeepImageAsync(workspace, prompt: "a red bicycle");
        await Store.KeepImageAsync(workspace, prompt: "100% cotton");
        Assert.Equal(found, (await Store.Library.ListAsync(workspace, All with { Text = words }, Stop)).Items.Count);
    }

    [Fact]
    public async Task Changes_only_what_is_named()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var image = await Store.KeepImageAsync(workspace);
        await Store.Library.UpdateAsync(workspace, image.Id, null, "A cat", Stop);
        var updated = await Store.Library.UpdateAsync(workspace, image.Id, true, null, Stop);
        Assert.Equal((true, "A cat"), (updated!.Favourite, updated.AltText));
    }

    [Fact]
    public async Task A_deleted_image_leaves_its_items_and_the_cache_but_its_credit_stays_spent()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var item = await Store.AddContentAsync(workspace);
        var image = await Store.KeepImageAsync(workspace, item.Id);
        Assert.True(await Store.Library.DeleteAsync(workspace, image.Id, Stop));
        Assert.False(await Store.Library.DeleteAsync(workspace, image.Id, Stop));
        Assert.Null(await Store.Library.FindCachedAsync(workspace, image.CacheKey, Stop));
        Assert.Empty((await Store.Contents.FindAsync(workspace, item.Id, Stop))!.Images);
        Assert.Equal(new Usage(1, 0), await Store.Quota.ReadAsync(workspace, Period.Of(Some.Now), Stop));
    }
}
