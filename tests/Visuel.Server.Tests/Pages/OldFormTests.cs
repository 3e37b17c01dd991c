using System.Net;
using System.Text;

namespace Visuel.Server.Tests.Pages;

/// <summary>Forms that grew old in a second tab, and bodies that no browser sends: a page says so.</summary>
public sealed class OldFormTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("fr", "plus à jour", "Rouvrir la page")]
    [InlineData("en", "out of date", "Open the page again")]
    public async Task What_was_revoked_in_another_tab_is_told_by_a_page_with_the_way_back(
        string language, string words, string link)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(200, (await owner.PatchAsync("/api/auth/me", new { locale = language })).Status);
        using var elsewhere = await host.SignInAsync("owner");
        var key = (await owner.PostAsync("/api/keys", new { name = "script" })).Json.GetProperty("id").GetGuid();
        foreach (var form in (string[])[$"_handler=revoke-key&Revocation.Key={key}", "_handler=end-other-sessions"])
        {
            Assert.Equal(200, (await SendAsync(owner, "/account", Form, form)).Status);
            AssertSays(await SendAsync(owner, "/account", Form, form), words, link, "./account");
        }
    }

    [Theory]
    [InlineData("/account?from=mail", "_handler=remove-token", "./account?from=mail")]
    [InlineData("/account", "_handler=profile&_handler=profile", "./account")]
    [InlineData("/account", "_handler=nobody-s", "./account")]
    [InlineData("/account", "_handler=", "./account")]
    [InlineData("/plans", "_handler=nobody-s", "./plans")]
    [InlineData("/", "_handler=nobody-s", "./")]
    [InlineData("/login", "_handler=nobody-s", "./login")]
    [InlineData("/register", "_handler=nobody-s", "./register")]
    public async Task A_form_that_the_page_has_not_is_told_by_a_page(string path, string form, string back)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var isForStrangers = path is "/login" or "/register";
        using var visitor = host.Visitor();
        AssertSays(
            await SendAsync(isForStrangers ? visitor : owner, path, Form, form), "plus à jour", "Rouvrir la page",
            back);
    }

    [Theory]
    [InlineData("/billing/checkout")]
    [InlineData("/billing/portal")]
    [InlineData("/account")]
    public async Task Nothing_at_all_is_no_form(string path)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var answer = await owner.Http.PostAsync(
            new Uri(path, UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.DoesNotContain(host.Logs.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("utf-7", 415)]
    [InlineData("UTF-7", 415)]
    [InlineData("\"utf-7\"", 400)]
    [InlineData("utf-16", 400)]
    [InlineData("nonsense", 400)]
    [InlineData("x-user-defined", 400)]
    [InlineData("", 400)]
    public async Task A_charset_that_no_browser_sends_is_the_client_s_fault(string charset, int status)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        foreach (var path in (string[])["/account", "/login", "/culture/fr", "/logout"])
        {
            foreach (var who in (Visitor[])[visitor, owner])
            {
                var reply = await SendAsync(who, path, $"{Form}; charset={charset}", "a=b");
                Assert.True(reply.Status < 500, $"{path}: {reply.Status}");
                if (path == "/account" && who == owner)
                {
                    Assert.Equal(
                        (status, true),
                        (reply.Status, reply.Text.Contains("</html>", StringComparison.Ordinal)));
                }
            }
        }

        Assert.DoesNotContain(host.Logs.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=", "x")]
    [InlineData("multipart/form-data; boundary=\"\"", "x")]
    [InlineData("multipart/form-data; boundary=x", "--x")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n\r\n")]
    [InlineData("multipart/form-data; boundary=x; charset=utf-7", "--x--\r\n")]
    [InlineData(
        "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nb\r\n"
            + "--x--\r\n")]
    [InlineData(
        "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: attachment\r\n\r\nb\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nno header\r\n\r\nb\r\n--x--\r\n")]
    public async Task A_broken_multipart_body_is_the_client_s_fault(string type, string body)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        foreach (var path in (string[])["/account", "/login", "/culture/fr", "/logout"])
        {
            var reply = await SendAsync(owner, path, type, body);
            Assert.True(reply.Status < 500, $"{path}: {reply.Status}");
            Assert.True(
                reply.Status < 400 || reply.Text.Contains("</html>", StringComparison.Ordinal),
                $"{path}: {reply.Text}");
        }

        Assert.DoesNotContain(host.Logs.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal));
    }

    private static void AssertSays(Reply page, string words, string link, string back)
    {
        Assert.Equal((400, "text/html"), (page.Status, page.Message.Content.Headers.ContentType?.MediaType));
        var text = WebUtility.HtmlDecode(page.Text);
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{back}\">{link}</a>", text, StringComparison.Ordinal);
        Assert.Contains("</html>", text, StringComparison.Ordinal);
    }

    // Sent as it is: no program of .NET reads some of these bodies.
    private static async Task<Reply> SendAsync(Visitor visitor, string path, string type, string body)
    {
        var stop = TestContext.Current.CancellationToken;
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await visitor.Http.PostAsync(new Uri(path, UriKind.Relative), content, stop);
        return new Reply((int)answer.StatusCode, answer, await answer.Content.ReadAsByteArrayAsync(stop));
    }
}
