using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Surface;

/// <summary>The files for outside schedulers: all call the address that the server has, at the same time, and none has
/// a real host or a secret in it.</summary>
public sealed class DeployFilesTests
{
    private const string Path = "/api/cron/reset-image-quotas";
    private const string Schedule = "0 0 1 * *";
    private const string Server = "https://visuel.your-domain.example";

    /// <summary>As it is written in the wish that started Visuel.</summary>
    private const string SeedCrons = """
        {
          "crons": [
            {
              "path": "/api/cron/reset-image-quotas",
              "schedule": "0 0 1 * *"
            }
          ]
        }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_path_is_one_that_the_server_answers()
    {
        await using var host = VisuelHost.Start();
        var methods = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText == Path)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods);
        Assert.Equal(["GET", "POST"], methods.Order());
    }

    [Fact]
    public void Vercel_has_the_crons_of_the_seed_and_passes_everything_on_to_the_server()
    {
        var vercel = JsonDocument.Parse(Read("vercel.json")).RootElement;
        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse(SeedCrons).RootElement.GetProperty("crons"), vercel.GetProperty("crons")));
        var rewrite = Assert.Single(vercel.GetProperty("rewrites").EnumerateArray());
        Assert.Equal(("/(.*)", $"{Server}/$1"), (
            rewrite.GetProperty("source").GetString(), rewrite.GetProperty("destination").GetString()));
        Assert.Equal(["crons", "rewrites"], vercel.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Cron_has_one_line_in_utc()
    {
        var lines = Read("crontab").Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal("CRON_TZ=UTC", lines[0]);
        var fields = lines[1].Split(' ', 6);
        Assert.Equal(Schedule, string.Join(' ', fields[..5]));
        Assert.StartsWith("curl --fail ", fields[5], StringComparison.Ordinal);
        Assert.EndsWith($" {Server}{Path}", fields[5], StringComparison.Ordinal);
        // To cron a percent sign is the end of the line.
        Assert.DoesNotContain('%', fields[5]);
    }

    [Fact]
    public async Task Systemd_starts_the_call_on_the_first_at_midnight_utc_and_makes_up_for_what_it_missed()
    {
        var timer = Unit("visuel-reset.timer");
        Assert.Equal("*-*-01 00:00:00 UTC", timer["Timer.OnCalendar"]);
        Assert.Equal("true", timer["Timer.Persistent"]);
        Assert.Equal("timers.target", timer["Install.WantedBy"]);
        Assert.DoesNotContain("Timer.Unit", timer.Keys);
        var service = Unit("visuel-reset.service");
        Assert.Equal("oneshot", service["Service.Type"]);
        Assert.StartsWith("/usr/bin/curl --fail ", service["Service.ExecStart"], StringComparison.Ordinal);
        Assert.EndsWith(
            $" --header @%d/cron-header {Server}{Path}", service["Service.ExecStart"], StringComparison.Ordinal);
        Assert.StartsWith("cron-header:", service["Service.LoadCredential"], StringComparison.Ordinal);
        // Where systemd is, it has the last word.
        if (File.Exists("/usr/bin/systemd-analyze"))
        {
            Assert.Equal((0, ""), await VerifyAsync("visuel-reset.service", "visuel-reset.timer"));
        }
    }

    [Fact]
    public void Kubernetes_calls_in_utc_one_at_a_time_with_the_secret_from_a_secret()
    {
        var job = Assert.Single(YamlFile.Read(System.IO.Path.Combine(Folder(), "cronjob.yaml")));
        Assert.Equal(("batch/v1", "CronJob"), (job.Text("apiVersion"), job.Text("kind")));
        Assert.Equal((Schedule, "Etc/UTC", "Forbid"), (job.Text("spec.schedule"), job.Text("spec.timeZone"), job.Text(
            "spec.concurrencyPolicy")));
        var container = job.At("spec.jobTemplate.spec.template.spec.containers.0");
        Assert.Equal(("VISUEL_URL", Server), (container.Text("env.0.name"), container.Text("env.0.value")));
        Assert.Equal("CRON_SECRET", container.Text("env.1.name"));
        Assert.Equal(("visuel-cron", "CRON_SECRET"), (
            container.Text("env.1.valueFrom.secretKeyRef.name"), container.Text("env.1.valueFrom.secretKeyRef.key")));
        Assert.EndsWith($" \"$VISUEL_URL{Path}\"", container.Text("command.2").TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy/README.md")]
    [InlineData("deploy/README.fr.md")]
    public void The_guide_says_the_same(string file)
    {
        var text = File.ReadAllText(System.IO.Path.Combine(PublishedServerTests.RootFolder(), file));
        Assert.Contains($"`{Server}{Path}`", text, StringComparison.Ordinal);
        Assert.Contains($"`{Schedule}`", text, StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFiles(Folder()).Select(path => System.IO.Path.GetFileName(path))
                .Where(name => !name.StartsWith("README", StringComparison.Ordinal)),
            name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_french_guide_to_the_settings_prints_the_same_crons()
    {
        var text = File.ReadAllText(
            System.IO.Path.Combine(PublishedServerTests.RootFolder(), "docs/configuration.fr.md"));
        Assert.Contains($"```json\n{SeedCrons}\n```", text, StringComparison.Ordinal);
    }

    private static string Folder() => System.IO.Path.Combine(PublishedServerTests.RootFolder(), "deploy");

    private static string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Folder(), file));

    private static Dictionary<string, string> Unit(string file)
    {
        var (section, entries) = ("", new Dictionary<string, string>());
        foreach (var line in Read(file).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                section = line.Trim('[', ']');
                continue;
            }

            entries.Add(
                $"{section}.{line[..line.IndexOf('=', StringComparison.Ordinal)]}",
                line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        }

        return entries;
    }

    private static async Task<(int Code, string Said)> VerifyAsync(params string[] units)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/systemd-analyze", ["verify", .. units.Select(unit => System.IO.Path.Combine(Folder(), unit))])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, said);
    }
}
