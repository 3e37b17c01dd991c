using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using Visuel.Core.Generation;
using Visuel.Server.Engines;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Features.Drawing.Draw;

namespace Visuel.Server.Tests.Surface;

/// <summary>How the server's parts may know each other, read from what was compiled.</summary>
public sealed class FeatureTests
{
    private const string Features = "Visuel.Server.Features.";

    private static readonly IReadOnlyList<IType> Types =
    [
        .. new ArchLoader().LoadAssemblies(typeof(Program).Assembly, typeof(Core.ISecrets).Assembly).Build().Types
            .Where(type => type.FullName.StartsWith("Visuel.", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Features_know_ports_and_no_adapter()
    {
        var adapters = Types.Where(type => FeatureOf(type) is null && IsAdapter(type))
            .Select(type => type.Namespace.FullName)
            .Where(space => space != typeof(EngineCatalog).Namespace)
            .ToHashSet();
        Assert.Contains("Visuel.Server.Stores.MongoDb", adapters);
        AssertNone(
            from type in Types
            where FeatureOf(type) is not null
            from dependency in type.Dependencies
            where adapters.Any(space => dependency.Target.FullName.StartsWith($"{space}.", StringComparison.Ordinal))
            select $"{type.FullName} → {dependency.Target.FullName}");
    }

    [Fact]
    public void Only_QueueGeneration_holds_a_credit() => Assert.Equal(
        [typeof(QueueGeneration).FullName], CallersOf(typeof(IGenerations).FullName!, nameof(IGenerations.StartAsync)));

    [Fact]
    public void Only_DrawGeneration_calls_an_engine() => Assert.Equal(
        [typeof(DrawGeneration).FullName], CallersOf(typeof(IImageEngine).FullName!, nameof(IImageEngine.DrawAsync)));

    // A call in an async method stands in the state machine that the compiler makes of it.
    private static IEnumerable<string> CallersOf(string type, string method) =>
        (from caller in Types
         from call in caller.Dependencies.OfType<MethodCallDependency>()
         where call.Target.FullName == type && call.TargetMember.Name.StartsWith($"{method}(", StringComparison.Ordinal)
         select OuterOf(caller)).Distinct();

    // A failure names all of them, not the first few.
    private static void AssertNone(IEnumerable<string> offenders)
    {
        var found = offenders.Distinct().ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    private static string OuterOf(IType type) => type.FullName.Split('+', '/')[0];

    private static string? FeatureOf(IType type) => type.FullName.StartsWith(Features, StringComparison.Ordinal)
        ? type.FullName[Features.Length..].Split('.')[0]
        : null;

    // What implements a port of Core stands beside what only that implementation may know.
    private static bool IsAdapter(IType type) => type.ImplementedInterfaces
        .Any(port => port.FullName.StartsWith("Visuel.Core.", StringComparison.Ordinal));
}
