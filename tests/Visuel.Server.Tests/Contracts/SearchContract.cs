using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Library;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What a search must find in every store: among content items, images and accounts alike.</summary>
public abstract class SearchContract : StoreContract
{
    private static readonly ContentQuery AllItems = new(null, null, null, null, null, null, null, 50);

    private static readonly ImageQuery AllImages = new(null, null, null, 50);

    private static readonly (string Text, string[] Found, string[] Missed)[] Wordings =
    [
        ("École d'été : la rentrée",
            ["École", "école", "ecole", "RENTRÉE", "d’été", "rentrée école", "COLE", "ete :", "e", "« Ecole »"],
            ["écoles", "etee", "ecole%"]),
        ("Un cœur L’été ŒUVRE", ["coeur", "CŒUR", "l'ete", "œuvre", "oeuvre un"], ["coeurs"]),
        ("Soldes -50% _a_ b\\c [x]* $1 100 % ?",
            ["50%", "sold", "_a_", "b\\c", "[x]*", "$1", "−50%", "%", "\\", "?"],
            ["5_%", "60%", "b\\\\c", ".*", "__"]),
        ("cafe\u0301 🐈‍⬛ ❤️ GRAS 𝓪𝓫𝓬 ｆｕｌｌ ﬁn", ["café", "CAFE", "🐈", "🐈‍⬛", "❤", "abc", "full", "fin"], ["🐕"]),
        ("İstanbul ΟΔΥΣΣΕΥΣ Straße Łódź กำลัง שָׁלוֹם",
            ["istanbul", "ISTANBUL", "οδυσσευς", "STRASSE", "lodz", "กำลัง", "שלום"],
            ["กาลัง"]),
        ("deux\u00a0mots\u2003et   demi", ["deux mots", "mots\u202fdemi", "DEMI deux"], ["deuxmots"]),
    ];

    [Fact]
    public async Task Finds_what_is_written_otherwise_and_takes_every_sign_as_a_sign()
    {
        foreach (var (text, found, missed) in Wordings)
        {
            var workspace = await AddAsync(text);
            foreach (var query in found)
            {
                Assert.Equal((query, true, true, true), await AskAsync(workspace, query));
            }

            foreach (var query in missed)
            {
                Assert.Equal((query, false, false, false), await AskAsync(workspace, query));
            }
        }
    }

    [Fact]
    public async Task The_words_of_a_query_may_stand_in_any_of_the_texts_but_no_word_in_two()
    {
        var workspace = await Store.AddWorkspaceAsync("léa");
        var item = Some.Content(workspace, "Rentrée", null);
        await Store.Contents.AddAsync(item with { Fields = item.Fields with { Description = "des élèves" } }, Stop);
        await KeepAsync(workspace, "Rentrée", "des élèves", "a school");
        Assert.True(await HasItemAsync(workspace, "eleves rentree"));
        Assert.False(await HasItemAsync(workspace, "rentreedes"));
        Assert.True(await HasImageAsync(workspace, "school ELEVES rentrée"));
        Assert.False(await HasImageAsync(workspace, "school eleves vacances"));
        Assert.True(await HasAccountAsync(workspace, "example.com lea"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" \u00a0\t")]
    [InlineData("\u0301")]
    [InlineData("\ud83d")]
    [InlineData("\0")]
    public async Task A_query_with_nothing_to_look_for_does_not_narrow(string? query)
    {
        Assert.Equal((query, true, true, true), await AskAsync(await AddAsync("École"), query));
    }

    [Fact]
    public async Task A_query_of_any_length_is_answered()
    {
        var workspace = await AddAsync("École");
        foreach (var query in new[] { new string('é', 50_000), string.Join(' ', Enumerable.Range(0, 20_000)) })
        {
            Assert.Equal((query, false, false, false), await AskAsync(workspace, query));
        }
    }

    [Fact]
    public async Task What_was_changed_is_found_as_it_is_now()
    {
        var workspace = await Store.AddWorkspaceAsync("ada");
        var item = await Store.AddContentAsync(workspace, "École");
        var first = item.Fields with { Title = "Ecole", Description = "Noël" };
        var second = item.Fields with { Title = "Vœux" };
        await Store.Contents.UpdateAsync(workspace, item.Id, first, 1, Some.Now, Stop);
        Assert.True(await HasItemAsync(workspace, "école noel"));
        var late = await Store.Contents.UpdateAsync(workspace, item.Id, second, 1, Some.Now, Stop);
        Assert.IsType<UpdateOutcome.Conflict>(late);
        Assert.True(await HasItemAsync(workspace, "école noel"));
        await Store.Contents.UpdateAsync(workspace, item.Id, second, 2, Some.Now, Stop);
        Assert.Equal((false, true), (await HasItemAsync(workspace, "noel"), await HasItemAsync(workspace, "VOEUX")));

        var account = (await Store.Accounts.FindOwnerAsync(workspace, Stop))!;
        await Store.Accounts.UpdateAsync(account with { Name = "Léa Petit" }, Stop);
        Assert.True(await HasAccountAsync(workspace, "LEA PETIT ADA@"));
        await Store.Accounts.UpdateAsync(account with { Name = null }, Stop);
        Assert.False(await HasAccountAsync(workspace, "lea"));
        Assert.True(await HasAccountAsync(workspace, "ada@"));
    }

    [Fact]
    public async Task What_was_removed_is_found_no_more()
    {
        var workspace = await AddAsync("École");
        var item = Assert.Single((await Store.Contents.ListAsync(workspace, AllItems, Stop)).Items);
        var image = Assert.Single((await Store.Library.ListAsync(workspace, AllImages, Stop)).Items);
        var account = (await Store.Accounts.FindOwnerAsync(workspace, Stop))!;
        Assert.True(await Store.Contents.DeleteAsync(workspace, item.Id, Stop));
        Assert.True(await Store.Library.DeleteAsync(workspace, image.Id, Stop));
        Assert.Equal(RemoveOutcome.Removed, await Store.Accounts.RemoveAsync(account.Id, Some.Now, Stop));
        Assert.Equal(("ecole", false, false, false), await AskAsync(workspace, "ecole"));
    }

    [Fact]
    public async Task Finds_in_parts_in_order_and_with_other_conditions_and_never_of_another_workspace()
    {
        var (workspace, other) = (await Store.AddWorkspaceAsync("owner"), await Store.AddWorkspaceAsync("Été"));
        await Store.AddContentAsync(other, "Été d'ailleurs", Some.Now);
        await KeepAsync(other, "Été d'ailleurs", null, "a beach");
        var titles = new List<string>();
        foreach (var (number, day) in new (int, int?)[] { (0, 3), (1, 1), (2, 2), (3, null) })
        {
            var date = day is { } days ? Some.Now.AddDays(days) : (DateTimeOffset?)null;
            var item = await Store.AddContentAsync(workspace, $"Été {number}", date);
            await Store.AddContentAsync(workspace, $"Hiver {number}", date);
            await Store.KeepImageAsync(workspace, item.Id, $"été {number}");
            await Store.KeepImageAsync(workspace, null, $"hiver {number}");
        }

        string? cursor = null;
        do
        {
            var part = AllItems with { Text = "ete", Cursor = cursor, Limit = 3 };
            var page = await Store.Contents.ListAsync(workspace, part, Stop);
            titles.AddRange(page.Items.Select(item => item.Fields.Title));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(["Été 1", "Été 2", "Été 0", "Été 3"], titles);
        var ofOneDay = AllItems with { Text = "ete", From = Some.Now.AddDays(2), To = Some.Now.AddDays(3) };
        var dated = await Store.Contents.ListAsync(workspace, ofOneDay, Stop);
        Assert.Equal("Été 2", Assert.Single(dated.Items).Fields.Title);

        var three = AllImages with { Text = "ete", Limit = 3 };
        var first = await Store.Library.ListAsync(workspace, three, Stop);
        var last = await Store.Library.ListAsync(workspace, three with { Cursor = first.Next }, Stop);
        var prompts = first.Items.Concat(last.Items).Select(image => image.Recipe.Prompt);
        Assert.Equal(["été 3", "été 2", "été 1", "été 0"], prompts);
        Assert.Null(last.Next);
        var content = Assert.Single(dated.Items).Id;
        var onItem = await Store.Library.ListAsync(workspace, three with { Content = content }, Stop);
        Assert.Equal("été 2", Assert.Single(onItem.Items).Recipe.Prompt);
        var winter = AllImages with { Text = "hiver", Content = content };
        Assert.Empty((await Store.Library.ListAsync(workspace, winter, Stop)).Items);
    }

    [Fact]
    public async Task What_an_older_program_wrote_is_found_once_it_is_folded()
    {
        var workspace = await AddAsync("École d'été");
        await Store.LeaveTextsAsAnOlderProgramAsync();
        await Store.FoldOlderTextsAsync();
        Assert.Equal(("ecole", true, true, true), await AskAsync(workspace, "ecole"));
    }

    // An account of this name, in whose workspace an item and an image have this title.
    private async Task<WorkspaceId> AddAsync(string text)
    {
        var (account, home) = Some.Account($"a{Some.NextId():N}");
        await Store.Accounts.RegisterAsync(account with { Name = text }, home, "enterprise", mayOwn: true, Stop);
        await Store.AddContentAsync(home.Id, text);
        await KeepAsync(home.Id, text, null, "a picture");
        if ((await Store.Accounts.CountAsync(Stop)) == 1)
        {
            // So that the first, who administers, may leave.
            var (heir, heirs) = Some.Account("heir");
            await Store.Accounts.RegisterAsync(heir, heirs, "enterprise", mayOwn: true, Stop);
            var rights = new AccountRow(heir with { Role = AccountRole.Admin }, heirs);
            await Store.Accounts.SetRightsAsync(rights, [], Stop);
        }

        return home.Id;
    }

    private async Task KeepAsync(WorkspaceId workspace, string title, string? brief, string prompt)
    {
        var generation = await Store.StartDrawingAsync(workspace);
        var image = Some.Image(workspace, generation, prompt);
        image = image with { Recipe = image.Recipe with { Title = title, Brief = brief } };
        Assert.True(await Store.Generations.BeginSavingAsync(generation, "0", image.Id, Stop));
        Assert.IsType<KeepOutcome.Kept>(await Store.Library.KeepAsync(image, null, evenIfLate: false, Some.Now, Stop));
    }

    // Whether the query finds an item, an image and the account.
    private async Task<(string?, bool, bool, bool)> AskAsync(WorkspaceId workspace, string? query) =>
    (
        query,
        await HasItemAsync(workspace, query),
        await HasImageAsync(workspace, query),
        await HasAccountAsync(workspace, query));

    private async Task<bool> HasItemAsync(WorkspaceId workspace, string? query) =>
        (await Store.Contents.ListAsync(workspace, AllItems with { Text = query }, Stop)).Items.Count == 1;

    private async Task<bool> HasImageAsync(WorkspaceId workspace, string? query) =>
        (await Store.Library.ListAsync(workspace, AllImages with { Text = query }, Stop)).Items.Count == 1;

    private async Task<bool> HasAccountAsync(WorkspaceId workspace, string? query) =>
        (await Store.Accounts.ListAsync(query, null, 50, Stop)).Items.Any(row => row.Workspace.Id == workspace);
}
