using System.Xml.Linq;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Surface;

/// <summary>Every package is a choice: somebody uses it, and docs/decisions says why it and no other.</summary>
public sealed class DependencyTests
{
    private static readonly string Root = PublishedServerTests.RootFolder();

    private static readonly IReadOnlyList<XElement> Pins =
        [.. XDocument.Load(Path.Combine(Root, "Directory.Packages.props")).Descendants("PackageVersion")];

    /// <summary>A group labelled <c>Transitive</c> raises the version of what others bring along.</summary>
    [Fact]
    public void Every_pinned_version_is_used_by_a_project()
    {
        var projects = Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Root, "Directory.Build.props", SearchOption.AllDirectories))
            .Where(file => !Path.GetRelativePath(Root, file).StartsWith("artifacts", StringComparison.Ordinal))
            .ToList();
        var used = projects.SelectMany(file => XDocument.Load(file).Descendants("PackageReference")).Select(Name)
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(used);
        Assert.Empty(
            Pins.Where(pin => pin.Parent!.Attribute("Label")?.Value is not "Transitive").Select(Name).Except(used));
    }

    [Fact]
    public void Every_package_is_in_the_decisions_with_its_version()
    {
        var text = File.ReadAllText(Path.Combine(Root, "docs/decisions/0004-dependencies.md"));
        Assert.NotEmpty(Pins);
        // Packages of one version are named together, and native assets with the package they belong to.
        Assert.Empty(Pins.Where(pin =>
            !Name(pin).StartsWith("SkiaSharp.", StringComparison.Ordinal)
            && !text.Split('\n').Any(line => line.Contains(Name(pin), StringComparison.Ordinal)
                && line.Contains($" {pin.Attribute("Version")!.Value}", StringComparison.Ordinal))).Select(Name));
    }

    private static string Name(XElement package) => package.Attribute("Include")!.Value;
}
