using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Visuel.Core.Generation;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Plays Hugging Face over real HTTP on this machine: the Hub, the router with every provider behind it, an
/// Inference Endpoint, and the place images are fetched from. As strict as the service. By itself it draws what it is
/// asked; <see cref="Script(string, string, string[])"/> makes it fail. Disposing it throws when it saw what a correct
/// client never does.</summary>
internal sealed class FakeHuggingFace : IAsyncDisposable
{
    /// <summary>The token it accepts by itself.</summary>
    public const string Token = "hf_testTokenOfTheFakeHuggingFace";

    private readonly WebApplication app;
    private readonly TimeProvider time;
    private readonly FakePictures pictures = new();
    private readonly FakeScript script = new();
    private readonly FakeHub hub = new(Token);
    private readonly FakeFalQueue fal;
    private readonly FakeHfInference inference;
    private readonly FakeEncodedImages encoded;
    private readonly FakeEndpoint endpoint;
    private readonly FakeJobs jobs;
    private readonly ConcurrentQueue<ReceivedRequest> requests = new();
    private readonly ConcurrentQueue<string> violations = new();
    private readonly ConditionalWeakTable<ReceivedRequest, string> submitted = [];
    private FakePicture picture = new();
    private volatile string killed = "/nobody/";

    private FakeHuggingFace(TimeProvider time)
    {
        this.time = time;
        fal = new FakeFalQueue(hub, pictures, time);
        inference = new FakeHfInference(hub, pictures);
        encoded = new FakeEncodedImages(hub, pictures);
        endpoint = new FakeEndpoint(pictures);
        jobs = new FakeJobs(hub, pictures, time);
        hub.Map(ImageModels.StableDiffusionXl.Id, [new("fal-ai", "fal-ai/fast-sdxl"), new(
            "novita", ImageModels.StableDiffusionXl.Id)]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(HandleAsync);
    }

    /// <summary>Its base address, without a slash at the end.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The settings of a server that is to use it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HF_TOKEN"] = Token,
        ["HF_ROUTER_URL"] = Origin,
        ["HF_HUB_URL"] = Origin,
    };

    /// <summary>Everything it was asked, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. requests];

    /// <summary>What it saw that a correct client never does.</summary>
    public IReadOnlyList<string> Violations => [.. violations];

    /// <summary>The ids of the orders that were given up.</summary>
    public IReadOnlyList<string> Cancelled => [.. fal.Cancelled, .. jobs.Cancelled];

    /// <summary>Starts it.</summary>
    /// <param name="time">The clock its delays run on.</param>
    public static async Task<FakeHuggingFace> StartAsync(TimeProvider? time = null)
    {
        var fake = new FakeHuggingFace(time ?? TimeProvider.System);
        await fake.app.StartAsync(TestContext.Current.CancellationToken);
        fake.Origin = fake.app.Urls.Single();
        return fake;
    }

    /// <summary>Says who has a model, in the order of preference.</summary>
    public void Maps(string model, params IReadOnlyList<FakeMapping> mappings) => hub.Map(model, mappings);

    /// <summary>Makes another token good.</summary>
    public void Accepts(string token, string user) => hub.OtherTokens[token] = user;

    /// <summary>Cuts every connection to a provider from now on, those that are open too.</summary>
    public void Kills(string provider) => killed = $"/{provider}/";

    /// <summary>Says what it draws from now on.</summary>
    public void Draws(FakePicture drawn) => picture = drawn;

    /// <summary>Says what each look at fal's queue answers before <c>COMPLETED</c>:
    /// <c>IN_QUEUE</c>, <c>IN_PROGRESS</c>.</summary>
    public void Queues(params IReadOnlyList<string> states) => fal.States = states;

    /// <summary>Keeps fal's orders in progress until <see cref="GoesOn"/>, however long a test looks.</summary>
    public void Stalls() => fal.IsStalled = true;

    /// <summary>Lets fal finish its orders.</summary>
    public void GoesOn() => fal.IsStalled = false;

    /// <summary>Says how many looks at Replicate, WaveSpeed and Z.ai find an order unfinished.</summary>
    public void TakesLooks(int looks) => jobs.Looks = looks;

    /// <summary>Answers the next requests of a method and path (<c>*</c> for anything, <c>{id}</c> for a segment; the
    /// query counts when the pattern has one) with fixtures, one each.</summary>
    public void Script(string method, string path, params string[] fixtures) =>
        script.Add(method, path, fixtures.Select(Serve), lastStays: false);

    /// <summary>The same with answers made by hand.</summary>
    public void Script(string method, string path, params FakeAnswer[] answers) =>
        script.Add(method, path, answers.Select(
            answer => new Func<ReceivedRequest, FakeAnswer>(_ => answer)), lastStays: false);

    /// <summary>Answers every request of a method and path with a fixture.</summary>
    public void ScriptAlways(string method, string path, string fixture) =>
        script.Add(method, path, [Serve(fixture)], lastStays: true);

    /// <summary>How often a method and path were asked.</summary>
    public int Count(string method, string path) => requests.Count(request => request.Matches(method, path));

    /// <summary>Throws when it saw what a correct client never does.</summary>
    public void Verify() => Assert.Empty(Violations);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Verify();
    }

    private Func<ReceivedRequest, FakeAnswer> Serve(string name)
    {
        var fixture = HuggingFaceFixture.All[name];
        return request => fixture.Answer(pictures, name => Placeholder(name, request));
    }

    private string Placeholder(string name, ReceivedRequest request) => name switch
    {
        "ORIGIN" => Origin,
        "PROMPT" => "a prompt",
        "REQUEST_ID" => RequestId(request),
        "PNG_BASE64" => Convert.ToBase64String(pictures.Draw(picture, "png", DrawSize.Default)),
        "JPEG_BASE64" => Convert.ToBase64String(pictures.Draw(picture, "jpeg", DrawSize.Default)),
        _ => throw new InvalidOperationException($"The fake does not know {name}."),
    };

    // An order's own, or that of the order that this request submits; the same however often the fixture names it.
    private string RequestId(ReceivedRequest request) =>
        request.Path.Split("/requests/") is [_, { } rest] ? rest.Split('/')[0]
        : request.Path.Split("/predictions/") is [_, { } prediction] ? prediction.Split('/')[0]
        : request.Path.Split("/async-result/") is [_, { } result] ? result
        : submitted.GetValue(request, order => order.Path.StartsWith("/fal-ai/", StringComparison.Ordinal)
            ? fal.Admit(order, picture)
            : jobs.Admit(picture));

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            var request = await ReceivedRequest.ReadAsync(context);
            requests.Enqueue(request);
            var answer = Judge(request) ?? script.Next(request) ?? Route(request) ?? Unknown(request);
            await Task.Delay(answer.Delay, time, context.RequestAborted);
            if (request.Path.StartsWith(killed, StringComparison.Ordinal))
            {
                context.Abort();
                return;
            }

            await answer.SendAsync(context);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private FakeAnswer? Judge(ReceivedRequest request)
    {
        if (request.Path.StartsWith("/files/", StringComparison.Ordinal))
        {
            return request.Header("authorization") is null
                ? null
                : Violated($"An Authorization header at the download {request.Path}");
        }

        return request.Path.StartsWith("/api/", StringComparison.Ordinal)
            ? null
            : FakeStrictness.CheckToken(request, hub);
    }

    private FakeAnswer? Route(ReceivedRequest request)
    {
        if (request.Matches("GET", "/api/models/*?expand[]=inferenceProviderMapping"))
        {
            return hub.Answer(request);
        }

        if (request.Matches("GET", "/api/whoami-v2"))
        {
            return hub.WhoAmI(request);
        }

        if (request.Path.Contains("/requests/", StringComparison.Ordinal))
        {
            return request.Target.EndsWith("?_subdomain=queue", StringComparison.Ordinal)
                ? fal.Answer(request, Origin)
                : null;
        }

        if (request.Matches("POST", "/fal-ai/*?_subdomain=queue"))
        {
            return fal.Submit(request, picture);
        }

        return request.Matches("POST", "/hf-inference/models/*") ? inference.Answer(request, picture)
            : request.Matches("POST", "/nscale/v1/images/generations") ? encoded.Nscale(request, picture)
            : request.Matches("POST", "/together/v1/images/generations") ? encoded.Together(request, picture)
            : request.Matches("POST", "/deepinfra/v1/openai/images/generations") ? encoded.DeepInfra(request, picture)
            : request.Matches("POST", "/") ? endpoint.Answer(request, picture)
            : request.Matches("GET", "/files/*") ? File(request.Path["/files/".Length..])
            : jobs.Answer(request, picture, Origin);
    }

    private FakeAnswer? File(string name) => name switch
    {
        "out.png" => FakeAnswer.File(pictures.Draw(picture, "png", DrawSize.Default), "image/png"),
        "out.jpg" => FakeAnswer.File(pictures.Draw(picture, "jpeg", DrawSize.Default), "image/jpeg"),
        "out.webp" => FakeAnswer.File(pictures.Draw(picture, "webp", DrawSize.Default), "image/webp"),
        _ => fal.Image(Path.GetFileNameWithoutExtension(name), Path.GetExtension(name)[1..])
            ?? jobs.Image(Path.GetFileNameWithoutExtension(name), Path.GetExtension(name)[1..]),
    };

    private FakeAnswer Unknown(ReceivedRequest request) =>
        Violated($"{request.Method} {request.Target}, which a correct client never calls");

    private FakeAnswer Violated(string what)
    {
        violations.Enqueue(what);
        return FakeAnswer.Text(404, "text/plain", "Not Found");
    }
}
