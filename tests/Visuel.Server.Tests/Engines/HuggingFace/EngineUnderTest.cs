using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Prompts;
using Visuel.Server.Engines.HuggingFace;
using Visuel.Server.Settings;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>The engine as the server registers it, on a fake Hugging Face and a hurried clock.</summary>
internal sealed class EngineUnderTest : IAsyncDisposable
{
    /// <summary>The prompt of <see cref="Order"/>: no other text looks like it.</summary>
    public const string Prompt = "a zebrafinch quintet rehearsing at dusk";

    /// <summary>The negative prompt of <see cref="Order"/>.</summary>
    public const string NegativePrompt = "trombones, wristwatches";

    private readonly ServiceProvider services;
    private readonly ConcurrentQueue<string> outsideCalls = new();

    private EngineUnderTest(
        FakeHuggingFace fake, TimeProvider time, IReadOnlyDictionary<string, string>? settings,
        HuggingFaceBudgets? budgets)
    {
        HuggingFace = fake;
        Time = time;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(fake.Settings!)
            .AddInMemoryCollection(settings!).Build();
        var reader = new SettingsReader(configuration);
        var options = HuggingFaceOptions.Read(reader);
        Assert.Empty(reader.Faults);
        services = new ServiceCollection()
            .AddSingleton(time)
            .AddLogging(logging => logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Trace))
            .ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new NoOutsideCalls(outsideCalls)))
            .AddSingleton<IOwnTokens, Nobodys>()
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddHuggingFace(options with { Budgets = budgets ?? Ample })
            .BuildServiceProvider(validateScopes: true);
        Engine = services.GetServices<IImageEngine>().Single();
    }

    /// <summary>Budgets that end nothing by accident on a busy machine; pauses are the real ones.</summary>
    public static HuggingFaceBudgets Ample { get; } = new()
    {
        Mapping = TimeSpan.FromMinutes(20),
        Provider = TimeSpan.FromMinutes(20),
        Total = TimeSpan.FromMinutes(40),
        Download = TimeSpan.FromMinutes(20),
        Cancel = TimeSpan.FromMinutes(10),
    };

    /// <summary>An order with everything in it.</summary>
    public static Order Order { get; } = new(
        Prompt, NegativePrompt, ImageModels.StableDiffusionXl, new DrawSize(1080, 1350), 42,
        new Brief(Prompt, null, null, ContentType.Image));

    /// <summary>What it talks to.</summary>
    public FakeHuggingFace HuggingFace { get; }

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The engine.</summary>
    public IImageEngine Engine { get; }

    /// <summary>What it logged.</summary>
    public LogLines Logs { get; } = new();

    /// <summary>What it reported while drawing.</summary>
    public ConcurrentQueue<DrawProgress> Progress { get; } = new();

    /// <summary>The orders it said to remember.</summary>
    public ConcurrentQueue<RemoteJob> Jobs { get; } = new();

    /// <summary>Whether orders are to be left with their provider when it is stopped.</summary>
    public bool LeavesJobs { get; set; }

    /// <summary>Starts the fake and the engine, thirty times faster than life.</summary>
    public static async Task<EngineUnderTest> StartAsync(
        IReadOnlyDictionary<string, string>? settings = null, HuggingFaceBudgets? budgets = null,
        TimeProvider? time = null) =>
        await StartAsync(_ => settings, budgets, time);

    /// <summary>The same with settings that name the fake.</summary>
    public static async Task<EngineUnderTest> StartAsync(
        Func<FakeHuggingFace, IReadOnlyDictionary<string, string>?> settings, HuggingFaceBudgets? budgets = null,
        TimeProvider? time = null)
    {
        var clock = time ?? new HurriedTime(30, new DateTimeOffset(2026, 10, 21, 7, 27, 50, TimeSpan.Zero));
        var fake = await FakeHuggingFace.StartAsync(clock);
        return new EngineUnderTest(fake, clock, settings(fake), budgets);
    }

    /// <summary>Says who has Stable Diffusion XL, by name; each calls it as Hugging Face's own mapping does.</summary>
    public void Maps(params IReadOnlyList<string> providers) =>
        HuggingFace.Maps(ImageModels.StableDiffusionXl.Id, [.. providers.Select(Mapping)]);

    /// <summary>How a provider calls Stable Diffusion XL.</summary>
    public static FakeMapping Mapping(string provider) => new(provider, provider switch
    {
        "fal-ai" => "fal-ai/fast-sdxl",
        "replicate" => "stability-ai/sdxl",
        "wavespeed" => "wavespeed-ai/sdxl",
        _ => ImageModels.StableDiffusionXl.Id,
    });

    /// <summary>Draws.</summary>
    public Task<DrawOutcome> DrawAsync(Order? order = null, CancellationToken? stop = null) =>
        Engine.DrawAsync(order ?? Order, new Reports(this), stop ?? TestContext.Current.CancellationToken);

    /// <summary>Draws, and expects an image.</summary>
    public async Task<DrawnPicture> DrawnAsync(Order? order = null) =>
        Assert.IsType<DrawOutcome.Drawn>(await DrawAsync(order)).Picture;

    /// <summary>Draws, and expects a fault.</summary>
    public async Task<EngineFault> FailedAsync(Order? order = null) =>
        Assert.IsType<DrawOutcome.Failed>(await DrawAsync(order)).Fault;

    /// <summary>How often a provider was asked to draw.</summary>
    public int Asked(string provider) =>
        HuggingFace.Count("POST", $"/{provider}/*") - HuggingFace.Count("POST", $"/{provider}/*/cancel");

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await HuggingFace.DisposeAsync();
        Assert.Empty(outsideCalls);
        Assert.DoesNotContain(FakeHuggingFace.Token, Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Prompt, Logs.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(NegativePrompt, Logs.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("data:image", Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", Logs.Text, StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Nobodys : IOwnTokens
    {
        public Task<OwnToken?> FindAsync(WorkspaceId workspace, CancellationToken stop) =>
            Task.FromResult<OwnToken?>(null);

        public Task SaveAsync(OwnToken token, CancellationToken stop) => throw new NotSupportedException();

        public Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop) =>
            throw new NotSupportedException();
    }

    // Progress<T> would report later, on another thread.
    private sealed class Reports(EngineUnderTest test) : IDrawingWatch
    {
        public bool LeavesJobs => test.LeavesJobs;

        public void Report(DrawProgress value) => test.Progress.Enqueue(value);

        public Task RememberAsync(RemoteJob job, CancellationToken stop)
        {
            test.Jobs.Enqueue(job);
            return Task.CompletedTask;
        }
    }
}
