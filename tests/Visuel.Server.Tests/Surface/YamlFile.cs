using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Visuel.Server.Tests.Surface;

/// <summary>A YAML file, and a way to its values: names and places with dots between them.</summary>
internal static class YamlFile
{
    /// <summary>Its documents. What is no YAML throws.</summary>
    public static IReadOnlyList<YamlNode> Read(string path)
    {
        using var text = new StreamReader(path);
        var yaml = new YamlStream();
        yaml.Load(new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(text)));
        return [.. yaml.Documents.Select(document => document.RootNode)];
    }

    public static YamlNode At(this YamlNode node, string path) =>
        path.Split('.').Aggregate(node, (at, step) => at switch
        {
            YamlSequenceNode list => list.Children[int.Parse(step, CultureInfo.InvariantCulture)],
            _ => at[step],
        });

    public static string Text(this YamlNode node, string path) => ((YamlScalarNode)node.At(path)).Value!;

    /// <summary>The names in a mapping.</summary>
    public static IReadOnlyList<string> Names(this YamlNode node, string path) =>
        [.. ((YamlMappingNode)node.At(path)).Children.Keys.Select(key => ((YamlScalarNode)key).Value!)];

    /// <summary>The parts of a list.</summary>
    public static IReadOnlyList<YamlNode> List(this YamlNode node, string path) =>
        [.. ((YamlSequenceNode)node.At(path)).Children];
}
