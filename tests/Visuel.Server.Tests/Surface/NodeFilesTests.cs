using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Server.Tests.Start;
using YamlDotNet.RepresentationModel;

namespace Visuel.Server.Tests.Surface;

/// <summary>The files for several nodes that are not run by a test: they are whole, agree with each other, and name
/// only what there is.</summary>
public sealed partial class NodeFilesTests
{
    private static readonly string Folder = Path.Combine(PublishedServerTests.RootFolder(), "deploy", "nodes");

    [Fact]
    public void The_image_is_made_of_projects_that_are_there_and_does_not_run_as_root()
    {
        var steps = Instructions(Read("Dockerfile"));
        Assert.Equal(["FROM", "FROM"], steps.Select(step => step.Name).Where(name => name is "FROM"));
        Assert.All(steps, step => Assert.Contains(step.Name, (string[])["FROM",
            "ARG", "WORKDIR", "COPY", "RUN", "ENV", "VOLUME", "EXPOSE", "USER", "ENTRYPOINT"]));
        var publish = steps.Single(step => step.Value.Contains("dotnet publish", StringComparison.Ordinal)).Value;
        Assert.All(
            Projects.Match(publish).Groups["names"].Value.Split(' '),
            project => Assert.True(
                File.Exists(Path.Combine(PublishedServerTests.RootFolder(), "src", project, $"{project}.csproj"))));
        Assert.Equal("""["dotnet", "Visuel.Server.dll"]""", steps[^1].Value);
        Assert.Equal(("USER", "$APP_UID"), (steps[^2].Name, steps[^2].Value));
        Assert.Contains("VISUEL_DATA=/data", steps.Single(step => step.Name is "ENV").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_starts_the_nodes_that_the_proxy_names_with_settings_that_there_are()
    {
        var compose = Assert.Single(YamlFile.Read(Path.Combine(Folder, "compose.yaml")));
        Assert.Equal(["visuel1", "visuel2", "mongo", "proxy"], compose.Names("services"));
        foreach (var node in (string[])["visuel1", "visuel2"])
        {
            AssertKnown(compose.Names($"services.{node}.environment"));
            Assert.Equal([$"{node}:/data"], compose.List(
                $"services.{node}.volumes").Select(volume => ((YamlScalarNode)volume).Value));
            Assert.Contains(node, compose.Names("volumes"));
            Assert.True(File.Exists(Path.Combine(Folder, compose.Text($"services.{node}.build.context"), compose.Text(
                $"services.{node}.build.dockerfile"))));
            foreach (var proxy in (string[])["nginx.conf", "haproxy.cfg"])
            {
                Assert.Contains($"{node}:8080", Read(proxy), StringComparison.Ordinal);
            }
        }

        Assert.Equal(compose.Text("networks.default.ipam.config.0.subnet"), compose.Text(
            "services.visuel1.environment.TRUSTED_PROXIES"));
        Assert.Equal("./nginx.conf:/etc/nginx/nginx.conf:ro", compose.Text("services.proxy.volumes.0"));
        Assert.Contains("transactionLifetimeLimitSeconds=5", compose.List(
            "services.mongo.command").Select(word => ((YamlScalarNode)word).Value));
    }

    [Fact]
    public async Task Kubernetes_starts_nodes_that_keep_their_names_with_probes_that_are_answered()
    {
        var objects = YamlFile.Read(Path.Combine(Folder, "kubernetes.yaml")).ToDictionary(one => one.Text("kind"));
        Assert.Equal(["Ingress", "PodDisruptionBudget", "Service", "StatefulSet"], objects.Keys.Order());
        var set = objects["StatefulSet"];
        Assert.All(
            [set.Text("spec.selector.matchLabels.app"), objects["Service"].Text("spec.selector.app"),
                objects["PodDisruptionBudget"].Text("spec.selector.matchLabels.app")],
            label => Assert.Equal(set.Text("spec.template.metadata.labels.app"), label));
        var container = set.At("spec.template.spec.containers.0");
        AssertKnown(container.List("env").Select(variable => variable.Text("name")));
        Assert.Contains(container.List("volumeMounts"), mount => (mount.Text("name"), mount.Text("mountPath")) == (
            set.Text("spec.volumeClaimTemplates.0.metadata.name"), "/data"));
        await using var host = VisuelHost.Start();
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(route => route.RoutePattern.RawText).ToHashSet(StringComparer.Ordinal);
        Assert.All((string[])["startupProbe", "readinessProbe", "livenessProbe"], probe => Assert.Contains(
            container.Text($"{probe}.httpGet.path"), routes));
        Assert.Equal(objects["Service"].Text("metadata.name"), objects["Ingress"].Text(
            "spec.rules.0.http.paths.0.backend.service.name"));
    }

    [Fact]
    public void The_guide_names_every_file() => Assert.All(
        Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)).Where(name => name is not "README.md"),
        name => Assert.Contains($"`{name}`", Read("README.md"), StringComparison.Ordinal));

    private static void AssertKnown(IEnumerable<string> settings) =>
        Assert.All(settings, setting => Assert.Contains(setting, VisuelHost.SettingNames));

    private static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private static List<(string Name, string Value)> Instructions(string dockerfile) =>
    [
        .. dockerfile.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => (line[..line.IndexOf(' ', StringComparison.Ordinal)],
                line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])),
    ];

    [GeneratedRegex("for project in (?<names>.*?);", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Projects { get; }
}
