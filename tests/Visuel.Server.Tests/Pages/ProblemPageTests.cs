using System.Net;

namespace Visuel.Server.Tests.Pages;

public sealed class ProblemPageTests
{
    [Theory]
    [InlineData("fr", "réservée aux administrateurs")]
    [InlineData("en", "for administrators")]
    public async Task Who_is_no_administrator_reads_whom_the_page_is_for(string language, string words)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var user = await host.SignUpAsync("ada");
        foreach (var path in (string[])["/admin", $"/admin/accounts/{owner.Id}", "/admin/profit"])
        {
            AssertPage(await AskAsync(user, HttpMethod.Get, path, language), 403, words);
        }
    }

    [Theory]
    [InlineData("fr", "plus connecté", "un pas en arrière")]
    [InlineData("en", "no longer signed in", "one step back")]
    public async Task Who_was_signed_out_elsewhere_and_saves_a_form_is_asked_to_sign_in_and_loses_nothing(
        string language, string words, string behind)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var elsewhere = await host.SignInAsync("owner");
        Assert.Equal(204, (await elsewhere.DeleteAsync("/api/auth/sessions")).Status);
        foreach (var path in (string[])["/account", "/", "/billing/checkout", "/admin"])
        {
            var page = await AskAsync(
                owner, HttpMethod.Post, path, language, ("_handler", "profile"), ("Profile.Name", "Ada"));
            AssertPage(page, 401, words);
            Assert.Contains(behind, Decoded(page), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/register")]
    [InlineData("/account")]
    [InlineData("/logout")]
    [InlineData("/culture/en")]
    public async Task Behind_a_proxy_that_drops_the_port_the_page_and_the_log_say_what_to_set(string path)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        owner.Http.DefaultRequestHeaders.Add("Origin", "http://calendar.example:8080");
        owner.Http.DefaultRequestHeaders.Host = "calendar.example";
        var page = await AskAsync(
            owner, HttpMethod.Post, path, "fr", ("_handler", "login"), ("Typed.Email", "ada@example.com"));
        AssertPage(page, 403, "PUBLIC_URL");
        Assert.Contains(
            "it is at 'http://calendar.example:8080', here it is 'http://calendar.example'", host.Logs.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tabs_that_both_sign_in_both_end_at_the_calendar()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var tabs = host.Visitor();
        var before = await tabs.GetAsync("/login");
        Assert.Equal(200, before.Status);
        for (var tab = 0; tab < 2; tab++)
        {
            var signedIn = await AskAsync(
                tabs, HttpMethod.Post, "/login?returnUrl=/plans", "fr",
                ("_handler", "login"), ("Typed.Email", owner.Email), ("Typed.Password", Actor.Password));
            Assert.Equal(302, signedIn.Status);
            var on = await tabs.GetAsync(LocationOf(signedIn));
            Assert.Equal((302, "/plans"), (on.Status, LocationOf(on)));
        }

        // One browser is one session, and who is signed in needs no sign-in page.
        Assert.Equal(
            2, (await tabs.GetAsync("/api/auth/sessions")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal("/account", LocationOf(await tabs.GetAsync("/login?returnUrl=/account")));
    }

    [Fact]
    public async Task A_browser_without_cookies_is_told_that_one_is_needed()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        var signedIn = await AskAsync(
            visitor, HttpMethod.Post, "/login", "fr",
            ("_handler", "login"), ("Typed.Email", owner.Email), ("Typed.Password", Actor.Password));
        using var without = host.Visitor();
        var page = await without.GetAsync(LocationOf(signedIn));
        Assert.Equal(200, page.Status);
        Assert.Contains("pas gardé le cookie", Decoded(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_from_a_page_opened_long_ago_is_taken()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var saved = await AskAsync(
            owner, HttpMethod.Post, "/account", "fr",
            ("_handler", "profile"), ("Profile.Name", "Ada"), ("Profile.TimeZone", "Europe/Paris"),
            ("__RequestVerificationToken", "of an older version"));
        Assert.Equal(200, saved.Status);
        Assert.Equal("Ada", (await owner.GetAsync("/api/auth/me")).Json.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("GET", "/nothing/here", 404)]
    [InlineData("POST", "/nothing/here", 404)]
    [InlineData("GET", "/error", 404)]
    [InlineData("GET", "/not-found", 404)]
    [InlineData("POST", "/plans", 415)]
    [InlineData("POST", "/login", 415)]
    [InlineData("DELETE", "/login", 405)]
    [InlineData("PUT", "/account", 405)]
    [InlineData("GET", "/logout", 405)]
    [InlineData("PATCH", "/billing/checkout", 405)]
    public async Task Whatever_goes_wrong_at_a_page_is_said_by_a_page(string verb, string path, int status)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var stranger = host.Visitor();
        AssertPage(await AskAsync(owner, new HttpMethod(verb), path, "fr"), status, "<h1");
        var told = await AskAsync(stranger, new HttpMethod(verb), path, "fr");
        Assert.DoesNotContain("json", $"{told.Message.Content.Headers.ContentType}", StringComparison.Ordinal);
        Assert.InRange(told.Status, 300, 499);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/account")]
    [InlineData("/plans")]
    public async Task What_no_form_of_a_page_sends_is_refused_by_a_page(string path)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        AssertPage(await AskAsync(owner, HttpMethod.Post, path, "fr", ("Typed.Email", "x")), 400, "abouti");
        AssertPage(await owner.PostAsync(path, new { title = "x" }), 415, "formulaire");
        foreach (var (type, body) in ((string, string)[])
            [
                ("multipart/form-data; boundary=x", "x"), ("multipart/form-data", "x"),
                ("application/x-www-form-urlencoded", "_handler=%00"),
                ("application/x-www-form-urlencoded", $"_handler=login&x={new string('x', 5_000_000)}"),
            ])
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            AssertPage(await owner.SendAsync(request), 400, "abouti");
        }
    }

    [Fact]
    public async Task Who_asks_the_payment_page_too_often_reads_when_to_try_again()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Reply last;
        var count = 0;
        do
        {
            last = await AskAsync(owner, HttpMethod.Post, "/billing/portal", "fr");
        }
        while (last.Status != 429 && ++count < 100);

        AssertPage(last, 429, "Réessayez dans");
        Assert.InRange(last.Message.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    private static Task<Reply> AskAsync(
        Visitor visitor, HttpMethod verb, string path, string language, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(verb, path);
        request.Headers.Add("Accept", "text/html");
        visitor.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        request.Headers.Add("Accept-Language", language);
        if (fields.Length > 0)
        {
            request.Content = new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value));
        }

        return visitor.SendAsync(request);
    }

    private static string LocationOf(Reply reply)
    {
        var location = reply.Message.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.OriginalString;
    }

    private static string Decoded(Reply page) => WebUtility.HtmlDecode(page.Text);

    private static void AssertPage(Reply page, int status, string words)
    {
        Assert.Equal((status, "text/html"), (page.Status, page.Message.Content.Headers.ContentType?.MediaType));
        Assert.Contains(words, Decoded(page), StringComparison.Ordinal);
        Assert.Contains("</html>", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("traceId", page.Text, StringComparison.Ordinal);
    }
}
