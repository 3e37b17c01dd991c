using System.Net.Http.Headers;
using Visuel.Core.Generation;

namespace Visuel.Server.Tests.Fakes;

/// <summary>The fake is strict, or the tests that lean on it prove nothing.</summary>
public sealed class FakeHuggingFaceTests
{
    private const string Submission = "/fal-ai/fal-ai/fast-sdxl?_subdomain=queue";

    [Fact]
    public async Task A_token_at_a_download_is_a_violation()
    {
        await using var fake = await Watched.StartAsync();

        Assert.Equal(404, await fake.SendAsync(HttpMethod.Get, "/files/out.png"));

        Assert.Contains("/files/out.png", Assert.Single(fake.Fake.Violations), StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(fake.Fake.Verify);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("POST", "/models/stabilityai/stable-diffusion-xl-base-1.0")]
    [InlineData("POST", "/v1/images/generations")]
    [InlineData("POST", "/fal-ai/fal-ai/fast-sdxl")]
    [InlineData("GET", "/fal-ai/fal-ai/fast-sdxl/requests/unknown/status?_subdomain=queue")]
    public async Task A_path_no_correct_client_calls_is_a_violation(string method, string path)
    {
        await using var fake = await Watched.StartAsync();

        Assert.Equal(404, await fake.SendAsync(new HttpMethod(method), path));

        Assert.Single(fake.Fake.Violations);
    }

    [Theory]
    [InlineData("""{"prompt":"x","seed":1}""", "application/json", 200)]
    [InlineData("""{"prompt":"x","seed":1}""", "application/json; charset=utf-8", 400)]
    [InlineData("""{"prompt":"x","width":1024}""", "application/json", 400)]
    [InlineData("""{"prompt":"x","seed":null}""", "application/json", 400)]
    [InlineData("""{"seed":1}""", "application/json", 422)]
    [InlineData("""{"prompt":""", "application/json", 400)]
    public async Task A_body_is_looked_at_closely(string body, string type, int status)
    {
        await using var fake = await Watched.StartAsync();

        Assert.Equal(status, await fake.SendAsync(HttpMethod.Post, Submission, body, type));

        Assert.Empty(fake.Fake.Violations);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("hf_anotherOne")]
    public async Task A_missing_or_wrong_token_is_refused(string? token)
    {
        await using var fake = await Watched.StartAsync();

        Assert.Equal(401, await fake.SendAsync(HttpMethod.Post, Submission, """{"prompt":"x"}""", token: token));
    }

    [Fact]
    public async Task A_script_is_played_in_order_and_then_all_is_well()
    {
        await using var fake = await Watched.StartAsync();
        fake.Fake.Script("POST", "/fal-ai/*", "err_502_html", "err_413");

        var seen = new List<int>();
        for (var turn = 0; turn < 3; turn++)
        {
            seen.Add(await fake.SendAsync(HttpMethod.Post, Submission, """{"prompt":"x"}"""));
        }

        Assert.Equal([502, 413, 200], seen);
        Assert.Equal(3, fake.Fake.Count("POST", "/fal-ai/*"));
    }

    [Fact]
    public async Task Who_has_a_model_is_known_to_strangers_but_not_which_models_there_are()
    {
        await using var fake = await Watched.StartAsync();

        Assert.Equal(200, await fake.SendAsync(HttpMethod.Get, Lookup(ImageModels.StableDiffusionXl.Id), token: null));
        Assert.Equal(401, await fake.SendAsync(HttpMethod.Get, Lookup("acme/none"), token: null));
        Assert.Equal(404, await fake.SendAsync(HttpMethod.Get, Lookup("acme/none")));
    }

    private static string Lookup(string model) => $"/api/models/{model}?expand[]=inferenceProviderMapping";

    // The fake with a plain client, whose violations are what is tested: they are no reason to fail at the end.
    private sealed class Watched : IAsyncDisposable
    {
        private readonly HttpClient client = new();

        public required FakeHuggingFace Fake { get; init; }

        public static async Task<Watched> StartAsync() => new() { Fake = await FakeHuggingFace.StartAsync() };

        public async Task<int> SendAsync(
            HttpMethod method, string path, string? body = null, string type = "application/json",
            string? token = FakeHuggingFace.Token)
        {
            using var request = new HttpRequestMessage(method, Fake.Origin + path);
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            if (body is not null)
            {
                request.Content = new StringContent(body);
                request.Content.Headers.Remove("Content-Type");
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return (int)response.StatusCode;
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            if (Fake.Violations.Count == 0)
            {
                await Fake.DisposeAsync();
            }
            else
            {
                await Assert.ThrowsAnyAsync<Exception>(async () => await Fake.DisposeAsync());
            }
        }
    }
}
