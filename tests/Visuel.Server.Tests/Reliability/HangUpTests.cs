using System.Net.Sockets;
using System.Text;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Reliability;

/// <summary>Clients that hang up in the middle: that is their right, and nothing an operator is to read.</summary>
public sealed class HangUpTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_hang_up_leave_nothing_above_Debug_in_the_log()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromSeconds(3) });
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        var drawn = await owner.PostAsync("/api/images/generate", new { prompt = "a bicycle" });
        var file = drawn.Json.GetProperty("url").GetString()!;
        var begun = await owner.PostAsync(
            "/api/images/generate", new { prompt = "a train" }, ("Prefer", "respond-async"));
        var address = begun.Message.Headers.Location!.ToString();
        var before = LinesAboveDebug(host).Count;

        var cookie = $"Cookie: token={owner.Token}\r\n";
        string[] requests =
        [
            Get("/api/contents"), Get("/"), Get("/account"), Get("/images"), Get("/api/export"),
            Get(file), Get($"{file}?w=320"), Get($"{file}?w=1024"), Get($"{address}/events"),
            Get("/_framework/blazor.web.js"), Get("/openapi/v1.json"), Get("/health/ready"),
            Post("/api/contents", "application/json", "{\"title\":\"half a", 400),
            Post("/api/images/generate", "application/json", "{\"prompt\":\"half a", 400),
            Post("/api/images/generate", "application/json", "{\"prompt\":\"a boat\"}"),
            Post("/api/auth/login", "application/json", "{\"email\":", 400),
            Post("/login", "application/x-www-form-urlencoded", "_handler=login&Typed.Email=", 400),
            Post("/account", "application/x-www-form-urlencoded", "_handler=profile&Typed.Name=", 400),
            Post("/account",
                "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"_ha", 4000),
            Post("/culture/fr?to=/", "application/x-www-form-urlencoded", "a=", 400),
            Post("/_blazor/negotiate?negotiateVersion=1", "text/plain", "", 10),
            Send("PUT", "/api/brand", "application/json", "{\"logo\":\"data:image/png;base64,AAAA", 400_000),
            Send("PATCH", "/api/auth/me", "application/json", "{", 40),
            $"GET /_blazor HTTP/1.1\r\nHost: x\r\n{cookie}Connection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            $"POST /api/contents HTTP/1.1\r\nHost: x\r\n{cookie}Content-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"ti",
            "GET /api/con",
        ];
        foreach (var read in (int[])[0, 1, 400, 60_000])
        {
            foreach (var isReset in (bool[])[true, false])
            {
                await Task.WhenAll(
                    requests.Select(request => HangUpAsync(owner.Http.BaseAddress!, request, read, isReset)));
            }
        }

        await Task.Delay(TimeSpan.FromSeconds(5), Stop);
        Assert.Equal(200, (await owner.GetAsync("/api/contents")).Status);
        var said = LinesAboveDebug(host).Skip(before).ToList();
        Assert.True(said.Count == 0, string.Join("\n\n", said));

        string Get(string path) => $"GET {path} HTTP/1.1\r\nHost: x\r\n{cookie}Accept: */*\r\n\r\n";
        string Post(string path, string type, string body, int more = 0) => Send("POST", path, type, body, more);
        string Send(string method, string path, string type, string body, int more) =>
            $"{method} {path} HTTP/1.1\r\nHost: x\r\n{cookie}Content-Type: {type}\r\n"
                + $"Content-Length: {body.Length + more}\r\n\r\n{body}";
    }

    // After so many bytes of the answer, or a moment where there are not so many: with a reset, or as a program ends
    // that is done.
    private static async Task HangUpAsync(Uri server, string request, int read, bool isReset)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, Stop);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Stop);
        using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(read == 0 ? 1 : 700));
        try
        {
            for (var buffer = new byte[4096]; read > 0;)
            {
                var got = await stream.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, read)), moment.Token);
                read = got == 0 ? 0 : read - got;
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // No more comes.
        }

        client.LingerState = new LingerOption(isReset, 0);
    }

    // But for what was drawn meanwhile.
    private static List<string> LinesAboveDebug(VisuelHost host) =>
    [
        .. host.Logs.Lines.Where(line => !line.StartsWith("Debug ", StringComparison.Ordinal)
            && !line.StartsWith("Trace ", StringComparison.Ordinal)
            && !line.StartsWith("Information Visuel.Server.Engines.", StringComparison.Ordinal)),
    ];
}
