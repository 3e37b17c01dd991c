using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace Visuel.Testing;

/// <summary>An answer: status, headers, body, and its JSON where it is some.</summary>
internal sealed record Reply(int Status, HttpResponseMessage Message, byte[] Bytes)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    /// <summary>The stable code of a problem, checked to be a whole problem.</summary>
    public string Code
    {
        get
        {
            Assert.Equal("application/problem+json", Message.Content.Headers.ContentType?.MediaType);
            Assert.False(Json.GetProperty("success").GetBoolean());
            Assert.Equal(Status, Json.GetProperty("status").GetInt32());
            Assert.NotEmpty(Json.GetProperty("error").GetString()!);
            Assert.NotEmpty(Json.GetProperty("traceId").GetString()!);
            return Json.GetProperty("code").GetString()!;
        }
    }

    /// <summary>The fields that a 400 names.</summary>
    public IEnumerable<string> Fields => Json.GetProperty("errors").EnumerateObject().Select(property => property.Name);
}

/// <summary>Somebody with a program or a browser, and the cookies it was given.</summary>
internal class Visitor : IDisposable
{
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false };

    public Visitor(Uri address, PrivateWords? said = null)
    {
        Said = said ?? new PrivateWords();
        Http = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        Http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("fr"));
    }

    protected Visitor(Visitor other) => (Http, handler, Said) = (other.Http, other.handler, other.Said);

    /// <summary>What was said to the server and must not be found in its log.</summary>
    public PrivateWords Said { get; }

    public HttpClient Http { get; }

    /// <summary>The value of the cookie <c>token</c>, or null.</summary>
    public string? Token => CookieOf("token");

    /// <summary>The value of a cookie, or null.</summary>
    public string? CookieOf(string name) => handler.CookieContainer.GetCookies(Http.BaseAddress!)[name]?.Value;

    public Task<Reply> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Reply> DeleteAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    public Task<Reply> PutAsync(string path, object body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) });

    public Task<Reply> PatchAsync(string path, object body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(body) });

    /// <summary>Sends a body as it is written.</summary>
    public Task<Reply> PostTextAsync(string path, string body, string type = MediaTypeNames.Application.Json) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) });

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        if (request.Content is { } content)
        {
            Said.Hear(await content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply((int)answer.StatusCode, answer, await answer.Content.ReadAsByteArrayAsync(
            TestContext.Current.CancellationToken));
    }

    /// <summary>Looks where a 202 says until the generation is over, and gives its record.</summary>
    public Task<JsonElement> FollowAsync(Reply accepted)
    {
        Assert.Equal(202, accepted.Status);
        return FollowAsync(accepted.Message.Headers.Location!.ToString());
    }

    /// <summary>Looks at a generation until it is over, and gives its record.</summary>
    public async Task<JsonElement> FollowAsync(string address)
    {
        for (var attempt = 0; attempt < 2400; attempt++)
        {
            var record = (await GetAsync(address)).Json;
            if (record.GetProperty("finishedAt").ValueKind is not JsonValueKind.Null)
            {
                return record;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The generation was not over within two minutes.");
    }

    /// <summary>Registers somebody, with the code that a first account needs.</summary>
    public Task<Reply> RegisterAsync(string name) => PostAsync(
        "/api/auth/register",
        new { email = $"{name}@example.com", password = Actor.Password, name, setupCode = Actor.SetupCode });

    /// <summary>Posts a body with headers.</summary>
    public Task<Reply> PostAsync(string path, object body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return SendAsync(request);
    }

    public void Dispose()
    {
        Http.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Somebody who is signed in.</summary>
internal sealed class Actor(Visitor visitor, string email, Guid id) : Visitor(visitor)
{
    public const string Password = "correct horse battery";

    /// <summary>The setup code of every installation that tests start.</summary>
    public const string SetupCode = "CODE-OF-ALL-TESTS";

    public string Email { get; } = email;

    public Guid Id { get; } = id;

    /// <summary>Adds a content item and gives its id.</summary>
    public async Task<Guid> AddContentAsync(string title, string type = "article")
    {
        var reply = await PostAsync("/api/contents", new { title, type });
        Assert.Equal(201, reply.Status);
        return reply.Json.GetProperty("id").GetGuid();
    }

    /// <summary>Used, quota, remaining and held, as the API tells them.</summary>
    public async Task<(int Used, int? Quota, int? Remaining, int Held)> QuotaAsync()
    {
        var json = (await GetAsync("/api/images/generate")).Json;
        var usage = json.GetProperty("usage");
        return (usage.GetProperty("used").GetInt32(), Number("quota"), Number("remaining"), json.GetProperty("held")
            .GetInt32());

        int? Number(string name) =>
            usage.GetProperty(name).ValueKind is JsonValueKind.Null ? null : usage.GetProperty(name).GetInt32();
    }
}
