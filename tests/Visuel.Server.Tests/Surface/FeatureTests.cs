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
    public void Features_know_each_other_in_one_direction()
    {
        var known = Types.Where(type => FeatureOf(type) is not null)
            .GroupBy(type => FeatureOf(type)!)
            .ToDictionary(
                feature => feature.Key,
                feature => feature.SelectMany(type => type.Dependencies, (type, to) => (From: type, to.Target))
                    .Where(to => FeatureOf(to.Target) is { } other && other != feature.Key)
                    .ToLookup(to => FeatureOf(to.Target)!, to => $"{to.From.Name} → {to.Target.Name}"));
        Assert.True(known.Count > 10, "The features were not found.");

        var cycles = from feature in known.Keys
                     from other in known[feature].Select(to => to.Key)
                     where Reaches(other, feature, [])
                     select $"{feature} → {other}: {string.Join(", ", known[feature][other].Distinct())}";
        AssertNone(cycles);

        bool Reaches(string from, string to, HashSet<string> seen) => seen.Add(from)
            && (from == to || known[from].Any(next => Reaches(next.Key, to, seen)));
    }

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
    public void Callers_answers_limits_and_settings_know_no_feature() => AssertNone(
        from type in Types
        where type.Namespace.FullName is "Visuel.Server.Callers" or "Visuel.Server.Answers" or "Visuel.Server.Limits"
            or "Visuel.Server.Settings"
        from dependency in type.Dependencies
        where FeatureOf(dependency.Target) is not null
        select $"{type.FullName} → {dependency.Target.FullName}");

    [Fact]
    public void Only_QueueGeneration_holds_a_credit() => Assert.Equal(
        [typeof(QueueGeneration).FullName], CallersOf(typeof(IGenerations).FullName!, nameof(IGenerations.StartAsync)));

    [Fact]
    public void Only_DrawGeneration_calls_an_engine() => Assert.Equal(
        [typeof(DrawGeneration).FullName], CallersOf(typeof(IImageEngine).FullName!, nameof(IImageEngine.DrawAsync)));

    [Fact]
    public void No_constructor_takes_more_than_eight_parts()
    {
        var services = typeof(Program).Assembly.GetTypes().Where(type => type.IsClass && !IsRecord(type)).ToList();
        Assert.True(services.Count > 200, "The classes were not found.");
        AssertNone(
            from type in services
            from constructor in type.GetConstructors()
            where constructor.GetParameters().Length > 8
            select $"{type.FullName}: {constructor.GetParameters().Length}");
    }

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

    private static bool IsRecord(System.Type type) => type.GetMethod("<Clone>$") is not null;
}
