using System.Net.Sockets;
using System.Text;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What holds for every answer, whatever was asked and whatever became of it.</summary>
public sealed class EveryAnswerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_is_told_to_run_show_and_guess_nothing_that_is_not_ours()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var drawn = await owner.PostAsync("/api/images/generate", new { prompt = "a bicycle" });
        string[] paths =
        [
            "/", "/login", "/nothing/here", "/base.css", "/api/auth/me", "/api/nowhere", "/health/live",
            drawn.Json.GetProperty("url").GetString()!,
        ];
        foreach (var path in paths)
        {
            var headers = (await owner.GetAsync(path)).Message.Headers;
            var policy = headers.GetValues("Content-Security-Policy").Single();
            string[] rules = ["default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"];
            Assert.All(rules, rule => Assert.Contains(rule, policy.Split("; ")));
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", headers.GetValues("Referrer-Policy").Single());
        }
    }

    [Fact]
    public async Task No_other_site_is_let_read_it()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        owner.Http.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        foreach (var path in (string[])["/", "/api/auth/me", "/api/images", "/health/live", "/base.css"])
        {
            using var asked = new HttpRequestMessage(HttpMethod.Options, path);
            asked.Headers.Add("Access-Control-Request-Method", "PUT");
            foreach (var reply in (Reply[])[await owner.GetAsync(path), await owner.SendAsync(asked)])
            {
                Assert.DoesNotContain(reply.Message.Headers, header =>
                    header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    [Theory]
    [InlineData("/login", "text/html")]
    [InlineData("/base.css", "text/css")]
    [InlineData("/theme.js", "text/javascript")]
    [InlineData("/logo.svg", "image/svg+xml")]
    public async Task Text_names_its_encoding(string path, string type)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var nobody = host.Visitor();
        var said = (await nobody.GetAsync(path)).Message.Content.Headers.ContentType!;
        Assert.Equal((type, "utf-8"), (said.MediaType, said.CharSet));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/base.css")]
    [InlineData("/api/contents")]
    [InlineData("/health/live")]
    public async Task TRACE_is_answered_by_nobody(string path)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var reply = await owner.SendAsync(new HttpRequestMessage(HttpMethod.Trace, path));
        Assert.Equal(405, reply.Status);
        Assert.DoesNotContain(owner.Token!, reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/contents?limit=1&limit=100", "limit")]
    [InlineData("/api/contents?status=draft&status=published", "status")]
    [InlineData("/api/usage?period=2026-11&period=2026-10", "period")]
    public async Task A_value_that_is_said_twice_is_none(string path, string field)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var reply = await owner.GetAsync(path);
        Assert.Equal((400, field), (reply.Status, Assert.Single(reply.Fields)));
    }

    [Fact]
    public async Task A_field_that_is_for_others_is_refused_by_name_and_changes_nothing()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        foreach (var field in (string[])["role", "plan", "email", "workspaceId", "passwordHash"])
        {
            var body = new Dictionary<string, string> { ["name"] = "Countess", [field] = "admin" };
            var reply = await ada.PatchAsync("/api/auth/me", body);
            Assert.Equal((400, field), (reply.Status, Assert.Single(reply.Fields)));
        }

        var me = (await ada.GetAsync("/api/auth/me")).Json;
        Assert.Equal(("user", "ada"), (me.GetProperty("role").GetString(), me.GetProperty("name").GetString()));
    }

    [Theory]
    // Where there are chunks the length does not count: the answer comes before ninety bytes did.
    [InlineData("Content-Length: 90\r\nTransfer-Encoding: chunked\r\n", 415)]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n", 400)]
    [InlineData("Transfer-Encoding: xchunked\r\n", 400)]
    public async Task A_request_ends_where_its_protocol_says(string lengths, int status)
    {
        await using var host = VisuelHost.Start();
        using var nobody = host.Visitor();
        var address = nobody.Http.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Stop);
        var stream = client.GetStream();
        var request = $"POST /api/auth/login HTTP/1.1\r\nHost: {address.Authority}\r\n{lengths}\r\n0\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Stop);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith($"HTTP/1.1 {status} ", await reader.ReadLineAsync(Stop), StringComparison.Ordinal);
    }
}
