using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>Where images are fetched from, and where never.</summary>
public sealed class DownloadTests
{
    private static readonly HuggingFaceOptions Public = new();
    private static readonly HuggingFaceOptions Local = new() { Router = new Uri("http://127.0.0.1:5001") };

    [Theory]
    [InlineData("https://fal.media/files/a.png")]
    [InlineData("https://v3b.fal.media/files/a.png?sig=1")]
    [InlineData("https://V3.FAL.MEDIA/a.png")]
    [InlineData("https://storage.fal.ai/a.png")]
    [InlineData("https://replicate.delivery/a.png")]
    public void Listed_hosts_are_admitted(string address) =>
        Assert.NotNull(new AllowedDownloads(Public).Admit(address));

    [Theory]
    [InlineData("http://fal.media/a.png")]
    [InlineData("https://fal.media:8443/a.png")]
    [InlineData("https://user:word@fal.media/a.png")]
    [InlineData("https://fal.ai/a.png")]
    [InlineData("https://evilfal.media/a.png")]
    [InlineData("https://fal.media.evil.example/a.png")]
    [InlineData("https://fal.media@evil.example/a.png")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://127.0.0.1/a.png")]
    [InlineData("http://localhost:5080/api/auth/me")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://fal.media/a.png")]
    [InlineData("/files/a.png")]
    [InlineData("")]
    public void All_others_are_not(string address) => Assert.Null(new AllowedDownloads(Public).Admit(address));

    [Fact]
    public void This_machine_is_admitted_only_where_the_router_is_on_it_too()
    {
        Assert.NotNull(new AllowedDownloads(Local).Admit("http://127.0.0.1:5001/files/a.png"));
        Assert.Null(new AllowedDownloads(Local).Admit("http://192.168.0.7/files/a.png"));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_addresses_of_the_open_Internet_are_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, InternetAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_name_that_leads_to_this_machine_is_not_connected_to_unless_the_router_is_on_it(
        bool isLocal, int requests)
    {
        await using var fake = await FakeHuggingFace.StartAsync();
        await using var services = new ServiceCollection().AddLogging().AddHuggingFace(isLocal ? Local : Public)
            .BuildServiceProvider();
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(ImageDownload.ClientName);

        var error = await Record.ExceptionAsync(
            () => client.GetAsync($"{fake.Origin}/files/out.png", TestContext.Current.CancellationToken));

        Assert.Equal(isLocal, error is null);
        Assert.Equal(requests, fake.Requests.Count);
    }

    [Fact]
    public async Task An_image_elsewhere_is_not_fetched_and_the_operator_reads_why()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Script(
            "GET", "/fal-ai/fal-ai/fast-sdxl/requests/{id}", ResultAt("https://elsewhere.example/a.png"));

        var fault = await engine.FailedAsync();

        Assert.Equal((FaultClass.Malformed, "fal-ai: elsewhere.example is not among HF_DOWNLOAD_HOSTS"), (
            fault.Class, fault.Detail));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        var elsewhere = new FakeAnswer(302, [])
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["location"] = "https://elsewhere.example/a.png",
            },
        };
        engine.HuggingFace.Script("GET", "/files/*", elsewhere);

        Assert.Equal(FaultClass.Malformed, (await engine.FailedAsync()).Class);
    }

    [Fact]
    public async Task A_download_without_end_stops_at_25_MB()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Draws(new FakePicture { Bytes = new byte[ImageFile.Longest + 1] });

        var fault = await engine.FailedAsync();

        Assert.Equal((FaultClass.Malformed, "fal-ai: the image is larger than 25 MB"), (fault.Class, fault.Detail));
    }

    [Fact]
    public async Task A_download_that_hangs_ends_with_its_own_budget()
    {
        await using var engine = await EngineUnderTest.StartAsync(
            budgets: EngineUnderTest.Ample with { Download = TimeSpan.FromSeconds(30) });
        engine.HuggingFace.ScriptAlways("GET", "/files/*", "net_hang");

        Assert.Equal(FaultClass.Timeout, (await engine.FailedAsync()).Class);
        Assert.Equal(1, engine.Asked("fal-ai"));
    }

    [Theory]
    [InlineData("https://queue.fal.run/fal-ai/fast-sdxl/requests/../../../api/whoami-v2")]
    [InlineData("https://queue.fal.run/fal-ai/%2e%2e/%2e%2e/api/whoami-v2")]
    [InlineData("https://queue.fal.run/")]
    [InlineData("file:///fal-ai/fast-sdxl/requests/1")]
    [InlineData("nonsense")]
    public async Task A_queue_that_points_elsewhere_is_not_followed_with_the_token(string address)
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.HuggingFace.Script("POST", "/fal-ai/*", FakeAnswer.Json(
            200, new { status = "IN_QUEUE", request_id = "1", response_url = address }));
        engine.HuggingFace.ScriptAlways("GET", "/fal-ai/*", "fal_status_404");
        engine.HuggingFace.Script("PUT", "/fal-ai/*", FakeAnswer.Json(202, new { }));

        await engine.FailedAsync();

        Assert.All(engine.HuggingFace.Requests.Skip(1), request => Assert.StartsWith(
            "/fal-ai/", request.Path, StringComparison.Ordinal));
    }

    private static FakeAnswer ResultAt(string address) => FakeAnswer.Json(
        200, new { images = new[] { new { url = address } }, seed = 1, has_nsfw_concepts = new[] { false } });
}
