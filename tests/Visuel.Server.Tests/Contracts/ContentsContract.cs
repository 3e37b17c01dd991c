using Visuel.Core.Calendar;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every calendar store must keep.</summary>
public abstract class ContentsContract : StoreContract
{
    private static readonly ContentQuery All = new(null, null, null, null, null, null, null, 50);

    [Fact]
    public async Task Gives_back_what_was_added()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var item = await Store.AddContentAsync(workspace, "Rentrée « d'été » 100 %", Some.Now);
        var read = await Store.Contents.FindAsync(workspace, item.Id, Stop);
        Assert.Equal(item.Fields, read!.Fields);
        Assert.Equal((1, item.CreatedAt, item.UpdatedAt), (read.Version, read.CreatedAt, read.UpdatedAt));
    }

    [Fact]
    public async Task Of_two_at_once_who_read_the_same_version_one_wins()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var item = await Store.AddContentAsync(workspace);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() =>
            Store.Contents.UpdateAsync(
                workspace, item.Id, item.Fields with { Title = $"{number}" }, 1, Some.Now, Stop))));
        var winner = Assert.Single(outcomes.OfType<UpdateOutcome.Updated>()).Item;
        Assert.Equal(2, winner.Version);
        Assert.All(outcomes.OfType<UpdateOutcome.Conflict>(), lost => Assert.Equal(
            winner.Fields.Title, lost.Current.Fields.Title));
        Assert.Equal(7, outcomes.OfType<UpdateOutcome.Conflict>().Count());
    }

    [Fact]
    public async Task Twice_in_a_row_each_from_the_version_it_read()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var item = await Store.AddContentAsync(workspace);
        await Store.Contents.UpdateAsync(
            workspace, item.Id, item.Fields with { Status = ContentStatus.Scheduled }, 1, Some.Now, Stop);
        var second = await Store.Contents.UpdateAsync(
            workspace, item.Id, item.Fields with { Channel = null }, 2, Some.Now, Stop);
        Assert.Equal(3, Assert.IsType<UpdateOutcome.Updated>(second).Item.Version);
    }

    [Fact]
    public async Task After_a_crash_the_item_is_still_there()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var item = await Store.AddContentAsync(workspace);
        await Store.ReopenAsync();
        Assert.NotNull(await Store.Contents.FindAsync(workspace, item.Id, Stop));
    }

    [Fact]
    public async Task Another_workspace_sees_nothing_of_it()
    {
        var (ada, bob) = (await Store.AddWorkspaceAsync("ada"), await Store.AddWorkspaceAsync("bob"));
        var item = await Store.AddContentAsync(ada);
        Assert.Null(await Store.Contents.FindAsync(bob, item.Id, Stop));
        Assert.IsType<UpdateOutcome.Missing>(
            await Store.Contents.UpdateAsync(bob, item.Id, item.Fields, 1, Some.Now, Stop));
        Assert.False(await Store.Contents.DeleteAsync(bob, item.Id, Stop));
        Assert.Empty((await Store.Contents.ListAsync(bob, All, Stop)).Items);
    }

    [Fact]
    public async Task A_deleted_item_leaves_its_images_in_the_library()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var item = await Store.AddContentAsync(workspace);
        var image = await Store.KeepImageAsync(workspace, item.Id);
        Assert.True(await Store.Contents.DeleteAsync(workspace, item.Id, Stop));
        Assert.False(await Store.Contents.DeleteAsync(workspace, item.Id, Stop));
        Assert.Empty((await Store.Library.FindAsync(workspace, image.Id, Stop))!.Contents);
    }

    [Fact]
    public async Task Lists_by_date_from_inclusive_to_exclusive_and_undated_last()
    {
        var workspace = await Store.AddWorkspaceAsync();
        await Store.AddContentAsync(workspace, "undated");
        await Store.AddContentAsync(workspace, "next", Some.Now.AddDays(1));
        await Store.AddContentAsync(workspace, "now", Some.Now);
        await Store.AddContentAsync(workspace, "before", Some.Now.AddMilliseconds(-1));
        Assert.Equal(["before", "now", "next", "undated"], await TitlesAsync(All));
        Assert.Equal(["now"], await TitlesAsync(All with { From = Some.Now, To = Some.Now.AddDays(1) }));
        Assert.Equal(["undated"], await TitlesAsync(All with { Undated = true }));

        async Task<IEnumerable<string>> TitlesAsync(ContentQuery query) =>
            (await Store.Contents.ListAsync(workspace, query, Stop)).Items.Select(item => item.Fields.Title);
    }

    [Fact]
    public async Task Lists_in_parts_without_a_gap_or_a_double()
    {
        var workspace = await Store.AddWorkspaceAsync();
        for (var index = 0; index < 7; index++)
        {
            // Three share an instant and two have none: the id decides between them.
            await Store.AddContentAsync(workspace, $"{index}", index < 5 ? Some.Now.AddDays(index / 3) : null);
        }

        var titles = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Store.Contents.ListAsync(workspace, All with { Cursor = cursor, Limit = 2 }, Stop);
            titles.AddRange(page.Items.Select(item => item.Fields.Title));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], titles);
    }

    [Fact]
    public async Task Narrows_by_type_status_channel_and_words()
    {
        var workspace = await Store.AddWorkspaceAsync();
        var ad = Some.Content(workspace, "Soldes", Some.Now);
        await Store.Contents.AddAsync(
            ad with
            {
                Fields = ad.Fields with
                {
                    Type = ContentType.Ad,
                    Status = ContentStatus.Published,
                    Channel = Channel.Instagram,
                    Description = "50% off",
                },
            }, Stop);
        await Store.AddContentAsync(workspace, "Article");
        ContentQuery[] queries =
        [
            All with { Type = ContentType.Ad }, All with { Status = ContentStatus.Published },
            All with { Channel = Channel.Instagram }, All with { Text = "sold" }, All with { Text = "50%" },
        ];
        foreach (var query in queries)
        {
            Assert.Equal(ad.Id, Assert.Single((await Store.Contents.ListAsync(workspace, query, Stop)).Items).Id);
        }
    }
}
