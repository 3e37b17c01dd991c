using System.Diagnostics;
using System.Text.Json;
using Visuel.Core.Generation;
using Visuel.Server.Tests.Engines.HuggingFace;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Hugging Face's own JavaScript client draws through the fake: it speaks as the real service does.</summary>
public sealed class JavaScriptClientTests
{
    private static readonly string[] Providers = ["fal-ai", "nscale", "together", "replicate", "hf-inference"];

    [Fact]
    public async Task Hugging_Faces_own_client_draws_through_the_fake()
    {
        if (await RunAsync("node", ["--version"], Environment.CurrentDirectory) is null
            || await RunAsync("npm", ["--version"], Environment.CurrentDirectory) is null)
        {
            Assert.Skip(
                "NOT RUN: Node is not installed, so nothing proves here that the fake speaks as Hugging Face does.");
        }

        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "package.json", "package-lock.json", ".npmrc", "draw.mjs" })
        {
            File.Copy(
                Path.Combine(AppContext.BaseDirectory, "JavaScriptClient", file), Path.Combine(folder.Path, file));
        }

        Assert.Equal(0, (await RunAsync("npm", ["ci", "--no-progress"], folder.Path))!.Value.Exit);
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Maps(ImageModels.StableDiffusionXl.Id, [.. Providers.Select(EngineUnderTest.Mapping)]);
        hf.Queues("IN_QUEUE", "IN_PROGRESS");

        var run = await RunAsync("node", ["draw.mjs", hf.Origin, FakeHuggingFace.Token, .. Providers], folder.Path);

        Assert.True(run!.Value.Exit == 0, $"exit {run.Value.Exit}: {run.Value.Output}");
        var drawn = run.Value.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Providers, drawn.Select(image => image.GetProperty("provider").GetString()));
        Assert.All(drawn, image =>
        {
            Assert.True(image.GetProperty("bytes").GetInt32() > 1000);
            Assert.True(
                image.GetProperty("start").GetString() is "89504e47" or "ffd8ffe0" or "52494646", image.ToString());
        });
    }

    private static async Task<(int Exit, string Output)?> RunAsync(string program, string[] arguments, string folder)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        var stop = TestContext.Current.CancellationToken;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, process.ExitCode == 0 ? await output : await output + "\n" + await error);
    }
}
