using MongoDB.Driver;
using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Stores;
using Visuel.Server.Stores.MongoDb;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

public sealed class MongoAccountsTests : AccountsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoSessionsTests : SessionsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoApiKeysTests : ApiKeysContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoContentsTests : ContentsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoLibraryTests : LibraryContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoQuotaTests : QuotaLedgerContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoAuditTrailTests : AuditTrailContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoPasswordResetsTests : PasswordResetsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoGenerationsTests : GenerationsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoPeriodArchiveTests : PeriodArchiveContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoOwnTokensTests : OwnTokensContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoBrandsTests : BrandsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoPublicCopiesTests : PublicCopiesContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoCustomersTests : CustomersContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoPaymentEventsTests : PaymentEventsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoWorkspaceMarksTests : WorkspaceMarksContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoVisitorsTests : VisitorsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

public sealed class MongoSecretsTests : SecretsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => MongoUnderTest.OpenAsync();
}

/// <summary>A store in a database of its own.</summary>
internal sealed class MongoUnderTest : StoreUnderTest
{
    private readonly MongoUrl url = TestDatabase.New();
    private MongoStore store;

    private MongoUnderTest() => store = new MongoStore(url.ToString());

    public override IAccounts Accounts => new MongoAccounts(store);

    public override ISessions Sessions => new MongoSessions(store);

    public override IApiKeys ApiKeys => new MongoApiKeys(store);

    public override IContents Contents => new MongoContents(store);

    public override ILibrary Library => new MongoLibrary(store);

    public override IQuotaLedger Quota => new MongoQuota(store);

    public override IGenerations Generations => new MongoGenerations(store);

    public override IPeriodArchive Archive => new MongoPeriodArchive(store);

    public override IAuditTrail Audit => new MongoAuditTrail(store);

    public override IPasswordResets Resets => new MongoPasswordResets(store);

    public override IWorkspaceMarks Marks => new MongoWorkspaceMarks(store);

    public override IVisitors Visitors => new MongoVisitors(store);

    public override IOwnTokens OwnTokens => new MongoOwnTokens(store);

    public override IBrands Brands => new MongoBrands(store);

    public override IPublicCopies PublicCopies => new MongoPublicCopies(store);

    public override ICustomers Customers => new MongoCustomers(store);

    public override IPaymentEvents PaymentEvents => new MongoPaymentEvents(store);

    public override ISecrets Secrets => new MongoSecrets(store);

    public static Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new MongoUnderTest());

    public override Task ReopenAsync()
    {
        store.Dispose();
        store = new MongoStore(url.ToString());
        return Task.CompletedTask;
    }

    public override Task LeaveTextsAsAnOlderProgramAsync() => store.RunAsync(
        async session =>
        {
            foreach (var kind in SearchedKind.All)
            {
                await session.UpdateAllAsync(kind.Name, [], Bson.Is("$unset", Bson.Of((MongoSearch.Field, ""))));
            }
        },
        CancellationToken.None);

    public override Task FoldOlderTextsAsync() => FoldAsync(store, Some.Now);

    /// <summary>Folds until nothing is left to do now, and tells when there may be more.</summary>
    public static async Task<TimeSpan?> FoldAsync(MongoStore store, DateTimeOffset now)
    {
        TimeSpan? wait;
        do
        {
            wait = await new MongoOlderTexts(store).FoldSomeAsync(now, CancellationToken.None);
        }
        while (wait == TimeSpan.Zero);
        return wait;
    }

    public override async ValueTask DisposeAsync()
    {
        store.Dispose();
        await TestDatabase.DropAsync(url);
    }
}
