using System.Net;
using System.Net.WebSockets;

namespace Visuel.Server.Tests.Journeys;

public sealed class CrossSiteTests
{
    [Theory]
    [InlineData(null, null, 201)]
    [InlineData("same-origin", null, 201)]
    [InlineData("none", null, 201)]
    [InlineData("same-origin", "https://evil.example", 201)] // The browser itself says same-origin.
    [InlineData("cross-site", null, 403)]
    [InlineData("same-site", null, 403)]
    [InlineData("cross-site", "https://evil.example", 403)]
    [InlineData(null, "https://evil.example", 403)]
    [InlineData(null, "null", 403)]
    [InlineData(null, "self", 201)]
    [InlineData(null, "https://self", 201)] // A proxy ends https and does not say so.
    [InlineData("same-site", "https://self", 201)]
    [InlineData(null, "https://self.evil.example", 403)]
    public async Task A_state_change_is_taken_from_this_site_and_from_programs_only(
        string? fetchSite, string? origin, int status)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        if (fetchSite is not null)
        {
            owner.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", fetchSite);
        }

        if (origin is not null)
        {
            var own = owner.Http.BaseAddress!;
            owner.Http.DefaultRequestHeaders.Add("Origin", origin switch
            {
                "self" => own.GetLeftPart(UriPartial.Authority),
                "https://self" => $"https://{own.Authority}",
                _ => origin,
            });
        }

        var reply = await owner.PostAsync("/api/contents", new { title = "A title" });
        Assert.Equal(status, reply.Status);
        Assert.True(status == 201 || reply.Code == "cross_site_request");
        // Reading stays possible: the browser keeps the answer from the other site.
        Assert.Equal(200, (await owner.GetAsync("/api/contents")).Status);
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/_Blazor")]
    [InlineData("/_BLAZOR")]
    [InlineData("/_%62lazor")]
    [InlineData("/_blazor/")]
    [InlineData("/")]
    [InlineData("/api/contents")]
    public async Task No_other_site_opens_a_web_socket_however_the_path_is_written(string path)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(HttpStatusCode.Forbidden, await ShakeHandsAsync(owner, path, "http://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await ShakeHandsAsync(owner, path, "null"));
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/_Blazor")]
    public async Task This_site_opens_a_web_socket(string path)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var own = owner.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ShakeHandsAsync(owner, path, own));
    }

    private static async Task<HttpStatusCode> ShakeHandsAsync(Visitor visitor, string path, string origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Cookie", $"token={visitor.Token}");
        socket.Options.SetRequestHeader("Origin", origin);
        var address = new Uri($"ws://{visitor.Http.BaseAddress!.Authority}{path}");
        try
        {
            await socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // Refused, with a status.
        }

        return socket.HttpStatusCode;
    }
}
