using System.Reflection;
using Visuel.Core;
using Visuel.Core.Library;

namespace Visuel.Server.Tests.Contracts;

/// <summary>Keeps the contracts honest: no port without one, no adapter that skips one,
/// no test of one that never runs.</summary>
public sealed class ContractCoverageTests
{
    private static readonly Dictionary<Type, Type> ContractOfPort = new()
    {
        [typeof(Core.Accounts.IAccounts)] = typeof(AccountsContract),
        [typeof(Core.Accounts.ISessions)] = typeof(SessionsContract),
        [typeof(Core.Accounts.IApiKeys)] = typeof(ApiKeysContract),
        [typeof(Core.Calendar.IContents)] = typeof(ContentsContract),
        [typeof(ILibrary)] = typeof(LibraryContract),
        [typeof(Core.Quota.IQuotaLedger)] = typeof(QuotaLedgerContract),
        [typeof(Core.Generation.IGenerations)] = typeof(GenerationsContract),
        [typeof(Core.Quota.IPeriodArchive)] = typeof(PeriodArchiveContract),
        [typeof(Core.Accounts.IAuditTrail)] = typeof(AuditTrailContract),
        [typeof(Core.Accounts.IPasswordResets)] = typeof(PasswordResetsContract),
        [typeof(Core.Accounts.IWorkspaceMarks)] = typeof(WorkspaceMarksContract),
        [typeof(Core.Accounts.IVisitors)] = typeof(VisitorsContract),
        [typeof(Core.Accounts.IOwnTokens)] = typeof(OwnTokensContract),
        [typeof(Core.Accounts.IBrands)] = typeof(BrandsContract),
        [typeof(ISecrets)] = typeof(SecretsContract),
        [typeof(IPublicCopies)] = typeof(PublicCopiesContract),
        [typeof(Core.Billing.ICustomers)] = typeof(CustomersContract),
        [typeof(Core.Billing.IPaymentEvents)] = typeof(PaymentEventsContract),
        [typeof(IPublicFiles)] = typeof(PublicFilesContract),
        [typeof(IBlobs)] = typeof(BlobsContract),
    };

    // Engines and Stripe are not stores; what is told while one draws,
    // and what a port hands out, is covered with those.
    private static readonly Type[] NoPorts = [typeof(Core.Generation.IImageEngine),
        typeof(Core.Generation.IDrawingWatch), typeof(IStagedBlob), typeof(Core.Billing.IPaymentGateway)];

    private static readonly Type[] Tests = typeof(ContractCoverageTests).Assembly.GetTypes();

    [Fact]
    public void Every_port_that_keeps_something_has_a_contract()
    {
        var ports = typeof(ISecrets).Assembly.GetTypes().Where(type => type.IsInterface && !NoPorts.Contains(type));
        Assert.Equal(ports.OrderBy(port => port.Name), ContractOfPort.Keys.OrderBy(port => port.Name));
    }

    [Fact]
    public void Every_adapter_runs_the_contract_of_its_port()
    {
        foreach (var (port, contract) in ContractOfPort)
        {
            var adapters = typeof(Program).Assembly.GetTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(port)).ToList();
            Assert.NotEmpty(adapters);
            Assert.All(adapters, adapter => Assert.Contains(
                Tests, test => test.Name == $"{adapter.Name}Tests" && test.IsAssignableTo(contract)));
        }
    }

    [Fact]
    public void Every_public_method_of_a_contract_is_run() => Assert.All(
        ContractOfPort.Values.SelectMany(contract => contract.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.DeclaringType is { } home && home != typeof(object) && home != typeof(StoreContract)
                && method.Name is not ("InitializeAsync" or "DisposeAsync"))),
        method => Assert.NotNull(method.GetCustomAttribute<FactAttribute>()));
}
