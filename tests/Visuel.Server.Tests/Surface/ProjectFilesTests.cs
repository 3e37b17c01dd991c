using System.Text.RegularExpressions;
using Visuel.Server.Tests.Start;
using YamlDotNet.RepresentationModel;

namespace Visuel.Server.Tests.Surface;

/// <summary>What the place where the project is kept reads: the workflow, the forms, the watch over dependencies. They
/// are whole, and name only what there is.</summary>
public sealed partial class ProjectFilesTests
{
    private static readonly string Root = PublishedServerTests.RootFolder();

    private static readonly YamlNode Workflow =
        Assert.Single(YamlFile.Read(Path.Combine(Root, ".github/workflows/test.yml")));

    private static readonly YamlNode Stores =
        Assert.Single(YamlFile.Read(Path.Combine(Root, "deploy/tests/compose.yaml")));

    [Fact]
    public void The_workflow_reads_and_does_no_more_and_every_action_has_its_version()
    {
        Assert.Equal(["contents"], Workflow.Names("permissions"));
        Assert.Equal("read", Workflow.Text("permissions.contents"));
        Assert.NotEmpty(Workflow.Names("jobs"));
        foreach (var job in Workflow.Names("jobs"))
        {
            Assert.DoesNotContain("permissions", Workflow.Names($"jobs.{job}"));
            Assert.InRange(int.Parse(Workflow.Text($"jobs.{job}.timeout-minutes"), null), 1, 30);
            Assert.Equal("true", Workflow.Text($"jobs.{job}.env.CI"));
            Assert.All(Steps(job, "uses"), action => Assert.Matches(PinnedAction, action));
        }
    }

    [Fact]
    public void The_workflow_runs_the_script_that_people_run_on_Linux_and_builds_on_the_others()
    {
        Assert.StartsWith("ubuntu-", Workflow.Text("jobs.test.runs-on"), StringComparison.Ordinal);
        Assert.Contains("./test", Steps("test", "run"));
        Assert.True(File.Exists(Path.Combine(Root, "test")));
        var systems = Workflow.List("jobs.build.strategy.matrix.os")
            .Select(system => ((YamlScalarNode)system).Value!.Split('-')[0]);
        Assert.Equal(["macos", "windows"], systems.Order());
        Assert.Contains(Steps("build", "run"), command => command.StartsWith("dotnet build", StringComparison.Ordinal));
        Assert.All(
            Workflow.Names("jobs").SelectMany(job => Steps(job, "run"))
                .SelectMany(command => NamedPath.Matches(command)).Select(path => path.Value),
            path => Assert.True(Path.Exists(Path.Combine(Root, path)), path));
    }

    [Fact]
    public void The_workflow_tells_the_tests_where_its_servers_are_in_their_own_words()
    {
        var read = Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Append(File.ReadAllText(Path.Combine(Root, "Directory.Build.props"))).ToList();
        Assert.All(Workflow.Names("jobs.test.env"), name => Assert.Contains(read, text => NamesIt(text, name)));
        Assert.Equal("required", Workflow.Text("jobs.test.env.VISUEL_TEST_STORES"));
        Assert.Equal($"mongodb://{Published("mongo")}/?replicaSet=rs0", Workflow.Text("jobs.test.env.MONGODB_URI"));
        Assert.Equal($"http://{Published("s3")}", Workflow.Text("jobs.test.env.S3_ENDPOINT"));
        Assert.Contains("docker compose --file deploy/tests/compose.yaml up --detach --wait", Steps("test", "run"));

        static bool NamesIt(string text, string name) =>
            text.Contains($"\"{name}\"", StringComparison.Ordinal)
            || text.Contains($"$({name})", StringComparison.Ordinal);
    }

    [Fact]
    public void The_servers_for_tests_say_when_they_are_ready_and_are_of_a_version()
    {
        Assert.Equal(["mongo", "s3"], Stores.Names("services"));
        foreach (var service in Stores.Names("services"))
        {
            Assert.Contains("healthcheck", Stores.Names($"services.{service}"));
            Assert.Matches(PinnedImage, Stores.Text($"services.{service}.image"));
        }

        // The tests use these unless they are told others (TestBucket).
        var words = Stores.List("services.s3.command").Select(word => ((YamlScalarNode)word).Value).ToList();
        Assert.Equal(["--access", "test", "--secret", "test"], words[..4]);
    }

    [Fact]
    public void Contributors_are_told_the_same_as_the_workflow()
    {
        var guide = File.ReadAllText(Path.Combine(Root, "CONTRIBUTING.md"));
        Assert.Contains(
            "docker compose --file deploy/tests/compose.yaml up --detach --wait", guide, StringComparison.Ordinal);
        Assert.All(
            Workflow.Names("jobs.test.env").Where(name => name is not "CI"),
            name => Assert.Matches($"{name}='?{Regex.Escape(Workflow.Text($"jobs.test.env.{name}"))}", guide));
    }

    [Fact]
    public void Dependencies_are_looked_at_every_week_wherever_they_are_named()
    {
        var watch = Assert.Single(YamlFile.Read(Path.Combine(Root, ".github/dependabot.yml")));
        var updates = watch.List("updates");
        Assert.Equal(
            ["docker-compose", "github-actions", "nuget"],
            updates.Select(update => update.Text("package-ecosystem")).Order());
        Assert.All(updates, update => Assert.Equal("weekly", update.Text("schedule.interval")));
        Assert.All(updates, update => Assert.Single(((YamlMappingNode)update.At("groups")).Children));
        Assert.All(
            updates.Single(update => update.Text("package-ecosystem") is "docker-compose").List("directories")
                .Select(folder => ((YamlScalarNode)folder).Value!),
            folder => Assert.True(File.Exists(Path.Combine(Root, folder[1..], "compose.yaml"))));
    }

    [Fact]
    public void Every_form_asks_something_and_none_asks_twice()
    {
        var forms = Directory.GetFiles(Path.Combine(Root, ".github/ISSUE_TEMPLATE"))
            .Where(file => Path.GetFileName(file) is not "config.yml").ToList();
        Assert.Equal(["bug.yml", "idea.yml"], forms.Select(file => Path.GetFileName(file)).Order());
        foreach (var form in forms.Select(file => Assert.Single(YamlFile.Read(file))))
        {
            Assert.NotEmpty(form.Text("name"));
            Assert.NotEmpty(form.Text("description"));
            var fields = form.List("body").Where(field => field.Text("type") is not "markdown").ToList();
            Assert.Contains(fields, field => ((YamlMappingNode)field).Children.ContainsKey("validations"));
            Assert.All(fields, field => Assert.Contains(
                field.Text("type"), (string[])["textarea", "input", "dropdown", "checkboxes"]));
            Assert.All(fields, field => Assert.NotEmpty(field.Text("attributes.label")));
            Assert.Equal(
                fields.Count, fields.Select(field => field.Text("id")).Distinct(StringComparer.Ordinal).Count());
        }
    }

    private static string Published(string service)
    {
        var port = Stores.Text($"services.{service}.ports.0");
        return port[..port.LastIndexOf(':')];
    }

    private static List<string> Steps(string job, string kind) =>
    [
        .. Workflow.List($"jobs.{job}.steps").OfType<YamlMappingNode>().Where(step => step.Children.ContainsKey(kind))
            .Select(step => step.Text(kind)),
    ];

    [GeneratedRegex(@"@(v\d+|[0-9a-f]{40})$", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex PinnedAction { get; }

    [GeneratedRegex(@":v?\d+(\.\d+)+$", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex PinnedImage { get; }

    [GeneratedRegex(@"(?<=^|\s)(\./test|(deploy|tests)/\S+)", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex NamedPath { get; }
}
