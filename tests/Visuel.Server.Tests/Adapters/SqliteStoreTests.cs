using Visuel.Core;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Quota;
using Visuel.Server.Stores.Sqlite;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Adapters;

public sealed class SqliteAccountsTests : AccountsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteSessionsTests : SessionsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteApiKeysTests : ApiKeysContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteContentsTests : ContentsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteLibraryTests : LibraryContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteQuotaTests : QuotaLedgerContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteAuditTrailTests : AuditTrailContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqlitePasswordResetsTests : PasswordResetsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteGenerationsTests : GenerationsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqlitePeriodArchiveTests : PeriodArchiveContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteOwnTokensTests : OwnTokensContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteBrandsTests : BrandsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqlitePublicCopiesTests : PublicCopiesContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteCustomersTests : CustomersContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqlitePaymentEventsTests : PaymentEventsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteWorkspaceMarksTests : WorkspaceMarksContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteVisitorsTests : VisitorsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

public sealed class SqliteSecretsTests : SecretsContract
{
    protected override Task<StoreUnderTest> OpenAsync() => SqliteUnderTest.OpenAsync();
}

/// <summary>A real SQLite file, in a folder of its own unless it is given one.</summary>
internal sealed class SqliteUnderTest : StoreUnderTest
{
    private readonly TemporaryFolder own = new();
    private readonly string path;
    private SqliteStore store;

    public SqliteUnderTest(string? folder = null)
    {
        path = Path.Combine(folder ?? own.Path, "visuel.db");
        store = Open();
    }

    public override IAccounts Accounts => new SqliteAccounts(store);

    public override ISessions Sessions => new SqliteSessions(store);

    public override IApiKeys ApiKeys => new SqliteApiKeys(store);

    public override IContents Contents => new SqliteContents(store);

    public override ILibrary Library => new SqliteLibrary(store);

    public override IQuotaLedger Quota => new SqliteQuota(store);

    public override IGenerations Generations => new SqliteGenerations(store);

    public override IPeriodArchive Archive => new SqlitePeriodArchive(store);

    public override IAuditTrail Audit => new SqliteAuditTrail(store);

    public override IPasswordResets Resets => new SqlitePasswordResets(store);

    public override IWorkspaceMarks Marks => new SqliteWorkspaceMarks(store);

    public override IVisitors Visitors => new SqliteVisitors(store);

    public override IOwnTokens OwnTokens => new SqliteOwnTokens(store);

    public override IBrands Brands => new SqliteBrands(store);

    public override IPublicCopies PublicCopies => new SqlitePublicCopies(store);

    public override ICustomers Customers => new SqliteCustomers(store);

    public override IPaymentEvents PaymentEvents => new SqlitePaymentEvents(store);

    public override ISecrets Secrets => new SqliteSecrets(store);

    public static Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());

    public override async Task ReopenAsync()
    {
        await store.DisposeAsync();
        store = Open();
    }

    public override Task LeaveTextsAsAnOlderProgramAsync() =>
        store.WriteAsync(session => session.Execute("UPDATE search_texts SET text = NULL"), CancellationToken.None);

    public override Task FoldOlderTextsAsync() => ReopenAsync();

    public override async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        own.Dispose();
    }

    private SqliteStore Open() => new(path);
}
