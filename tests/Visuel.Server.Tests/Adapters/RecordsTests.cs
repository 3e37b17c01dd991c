using MongoDB.Driver;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Features.Moving;
using Visuel.Server.Stores.MongoDb;
using Visuel.Server.Stores.Records;
using Visuel.Server.Stores.Sqlite;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

/// <summary>All records of a store as plain data: nothing is left behind, and what was moved works.</summary>
public sealed class RecordsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder other = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_column_of_every_table_is_in_a_kind_of_record()
    {
        await using var store = new SqliteStore(Path.Combine(folder.Path, "visuel.db"));
        var columns = await store.ReadAsync(
            session => session.All(
                "SELECT t.name, c.name FROM pragma_table_list t, pragma_table_info(t.name) c WHERE t.schema = 'main' " +
                "AND t.name NOT LIKE 'sqlite%'",
                row => $"{row.GetString(0)} {row.GetString(1)}"), Stop);
        var known = RecordKinds.All.SelectMany(kind => kind.All.SelectMany(
            field => field.Parts.Select(part => $"{field.Name}_{part.Name}").Append(field.Name))
            .Select(name => $"{kind.Table} {System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}"));
        Assert.Equal(
            ["credit_allowances allowance", "credit_allowances generation", "quota_resets one",
                "search_texts id", "search_texts kind", "search_texts text", "search_texts workspace",
                "unfinished_copy one", "workspaces changes", "workspaces override_set"],
            columns.Except(known).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_collection_is_a_kind_of_record_or_of_the_store_alone()
    {
        var url = TestDatabase.New();
        new MongoStore(url.ToString()).Dispose();
        using var client = new MongoClient(url);
        var collections = await (await client.GetDatabase(url.DatabaseName)
            .ListCollectionNamesAsync(cancellationToken: Stop)).ToListAsync(Stop);
        await TestDatabase.DropAsync(url);
        Assert.Equal(["locks", "schema"], collections.Except(
            RecordKinds.All.Select(kind => kind.Name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task From_SQLite_to_SQLite_everything_arrives_as_it_was()
    {
        await FillAsync();
        await CopyAsync(new SqliteRecords(folder.Path), new SqliteRecords(other.Path));
        await AssertWorksAsync(other.Path);
    }

    [Fact]
    public async Task From_SQLite_to_MongoDB_and_back_everything_arrives_as_it_was()
    {
        var url = TestDatabase.New();
        await FillAsync();
        await CopyAsync(new SqliteRecords(folder.Path), new MongoRecords(url.ToString()));
        using (var store = new MongoStore(url.ToString()))
        {
            var workspace = (await new MongoAccounts(store).FindByEmailAsync("ADA@EXAMPLE.COM", Stop))!.Workspace;
            await AssertReadsAsync(new MongoLibrary(store), new MongoContents(store), new MongoQuota(store), workspace);
        }

        await CopyAsync(new MongoRecords(url.ToString()), new SqliteRecords(other.Path));
        await AssertWorksAsync(other.Path);
        await TestDatabase.DropAsync(url);
    }

    [Fact]
    public async Task A_database_into_which_a_copy_has_not_ended_serves_nobody_until_it_has()
    {
        var url = TestDatabase.New();
        await using (var half = new MongoRecords(url.ToString()))
        {
            await half.BeginAsync(Stop);
            Assert.Throws<Core.StoreUnavailableException>(() => new MongoStore(url.ToString()));
            Assert.True(await half.IsUnfinishedAsync(Stop));
            await half.FinishAsync(Stop);
        }

        new MongoStore(url.ToString()).Dispose();
        await TestDatabase.DropAsync(url);
    }

    [Fact]
    public async Task A_file_into_which_a_copy_has_not_ended_serves_nobody_until_it_has()
    {
        await using var half = new SqliteRecords(folder.Path);
        await half.BeginAsync(Stop);
        var refusal = Assert.Throws<Core.StoreUnavailableException>(
            () => new SqliteStore(Path.Combine(folder.Path, "visuel.db")));
        Assert.Equal(IRecords.Unfinished, refusal.Message);
        await half.FinishAsync(Stop);
        await new SqliteStore(Path.Combine(folder.Path, "visuel.db")).DisposeAsync();
    }

    public void Dispose()
    {
        folder.Dispose();
        other.Dispose();
    }

    private static async Task CopyAsync(IRecords from, IRecords to)
    {
        await using (from)
        await using (to)
        {
            await to.BeginAsync(Stop);
            var taken = await CopyRecords.RunAsync(from, to, _ => { }, Stop);
            await to.FinishAsync(Stop);
            Assert.All(taken, kind => Assert.False(
                kind.Value.StartsWith("0:", StringComparison.Ordinal),
                $"No {kind.Key} to copy: the test shows nothing of them."));
        }
    }

    private static Standing PastDue => new(
        new Subscription(
            "sub_1", SubscriptionStatus.PastDue, "price_1", "creator", Some.Now, Some.Now.AddMonths(1),
            Some.Now.AddDays(9), Some.Now.AddDays(-9))
        {
            NextPlan = "pro",
        },
        "creator", Some.Now, IsDisputed: true)
    {
        Live = 1,
    };

    /// <summary>A store that holds at least one of everything.</summary>
    private async Task FillAsync()
    {
        await using var store = new SqliteUnderTest(folder.Path);
        var workspace = await store.AddWorkspaceAsync();
        var account = (await store.Accounts.FindByEmailAsync("ADA@EXAMPLE.COM", Stop))!;
        var home = (await store.Accounts.FindWorkspaceAsync(workspace, Stop))!;
        var audit = new AuditEntry(
            new AuditId(Some.NextId()), Some.Now, null, account.Id, "limit", "ünlimited, \"so to say\"");
        await store.Accounts.SetRightsAsync(new AccountRow(account with { Role = AccountRole.Admin }, home with
        {
            Override = new LimitOverride(null, "a friend"),
        }), [audit], Stop);
        await store.Sessions.StartAsync(Some.Session(account.Id), Some.Hash("a"), Stop);
        var dated = await store.AddContentAsync(workspace, "L'été 🐈", Some.Now);
        await store.AddContentAsync(workspace, "No date");
        await store.PublicCopies.SetPublishingAsync(workspace, isPublishing: true, Some.Now, Stop);
        var image = await store.KeepImageAsync(workspace, dated.Id);
        await store.PublicCopies.ServeAsync(image.Id, Stop);
        await store.Library.UpdateAsync(workspace, image.Id, favourite: true, "A cat\nthat sleeps", Stop);
        await store.KeepImageAsync(workspace, key: "other");
        await store.ApiKeys.AddAsync(
            new ApiKey(new ApiKeyId(Some.NextId()), workspace, account.Id, "n8n", "vsl_abc", Some.Now, null, null),
            Some.Hash("0123", SecretKind.ApiKey), 10, Stop);
        await store.Resets.SaveAsync(
            new PasswordReset(account.Id, "token hash", account.SecurityStamp, Some.Now.AddDays(1)),
            audit with { Id = new AuditId(Some.NextId()) }, Stop);
        await store.OwnTokens.SaveAsync(new OwnToken(workspace, new byte[] { 0, 255, 7 }, "ada", Some.Now), Stop);
        await store.Brands.SaveAsync(workspace, new Brand("#0B5FFF", "#FF7A1A", ReadOnlyMemory<byte>.Empty), Stop);
        await store.Secrets.GetOrAddAsync("jwt", new byte[] { 1, 2, 3 }, Stop);
        await store.Visitors.AddAsync(
            new Workspace(new WorkspaceId(Some.NextId()), "visitor", null, null, Some.Now), Some.Now.AddDays(1), Stop);
        await store.Visitors.SaltAsync(new DateOnly(2026, 11, 24), new byte[] { 9 }, Stop);
        await store.Archive.ArchiveAsync(new Period(2026, 12), 100, Some.Now, Stop);
        await store.Archive.RecordRunAsync(new ArchiveRun(Some.Now, new Period(2026, 10)), Stop);
        await store.KeepImageAsync(workspace, key: "one more, so that the month is behind again");
        var allowance = new Allowance(Guid.NewGuid(), 3);
        await store.Generations.StartAsync(
            Some.Start(Some.Hold(workspace) with { Within = [allowance] }) with
            {
                Key = new RequestKey("a key", "hash"),
            }, null, null, Stop);
        await store.AddWorkspaceAsync("bob");
        var bob = (await store.Accounts.FindByEmailAsync("BOB@EXAMPLE.COM", Stop))!;
        await store.Accounts.RemoveAsync(bob.Id, Some.Now, Stop);
        await FillBillingAsync(store, workspace);
        Directory.CreateDirectory(Path.Combine(folder.Path, "keys"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "keys", "key-1.xml"),
            "<?xml version=\"1.0\"?>\n<key id=\"1\">\n  <value>é</value>\n</key>", Stop);
    }

    private static async Task FillBillingAsync(StoreUnderTest store, WorkspaceId workspace)
    {
        await store.Customers.RememberPricesAsync([new KnownPrice("price_1", "prod_1", "creator")], Stop);
        await store.PaymentEvents.AddAsync(
            new PaymentEvent("evt_1", "customer.updated", "cus_ada", "cus_ada", Some.Now),
            PaymentEventState.New, Some.Now, Stop);
        await store.Customers.TryBeginCheckoutAsync(workspace, Some.Now, Some.Now.AddMinutes(2), Stop);
        var customer = (await store.Customers.LinkAsync(workspace, "cus_ada", Some.Now, Stop))!;
        var invoice = new Invoice(
            "in_1", "VIS-0001", InvoiceStatus.Open, "sub_1", "creator", "eur", 2900, 0, 0, Some.Now, Some.Now, null);
        Assert.True(await store.Customers.SaveAsync(
            new CustomerUpdate(customer, false, PastDue, [invoice], [], Some.Now, Some.Now.AddDays(1)), Stop));
    }

    private static async Task AssertWorksAsync(string path)
    {
        Assert.Equal("<key id=\"1\"><value>é</value></key>", await File.ReadAllTextAsync(
            Path.Combine(path, "keys", "key-1.xml"), Stop));
        await using var store = new SqliteUnderTest(path);
        var workspace = (await store.Accounts.FindByEmailAsync("ADA@EXAMPLE.COM", Stop))!.Workspace;
        await AssertReadsAsync(store.Library, store.Contents, store.Quota, workspace);
        Assert.IsType<HoldOutcome.Held>(await store.HoldAsync(Some.Hold(workspace), 5));
        Assert.Equal(PastDue, (await store.Customers.FindAsync(workspace, Stop))!.Standing);
        Assert.Equal("in_1", Assert.Single(await store.Customers.ListInvoicesAsync(workspace, 10, Stop)).Id);
    }

    private static async Task AssertReadsAsync(
        ILibrary library, IContents contents, IQuotaLedger quota, WorkspaceId workspace)
    {
        Assert.Equal(new Usage(3, 1), await quota.ReadAsync(workspace, new Period(2026, 11), Stop));
        var dated = Assert.Single((await contents.ListAsync(
            workspace, new ContentQuery(Some.Now, null, null, null, null, null, null, 10), Stop)).Items);
        Assert.Equal("L'été 🐈", dated.Fields.Title);
        var searched = new ContentQuery(null, null, null, null, null, "l’ete", null, 10);
        Assert.Single((await contents.ListAsync(workspace, searched, Stop)).Items);
        var pictures = await library.ListAsync(workspace, new ImageQuery("TITLE cat", null, null, 10), Stop);
        Assert.Equal(3, pictures.Items.Count);
        var image = (await library.FindAsync(workspace, Assert.Single(dated.Images), Stop))!;
        Assert.Equal(32, image.PublicName!.Length);
        Assert.Equal((true, "A cat\nthat sleeps", "☕"), (
            image.Favourite, image.AltText, image.Recipe.Illustration!.Pictograms[1]));
    }
}
