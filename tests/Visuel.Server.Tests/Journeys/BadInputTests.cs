using System.Net.Http.Headers;

namespace Visuel.Server.Tests.Journeys;

public sealed class BadInputTests
{
    private const string Generate = "/api/images/generate";

    [Theory]
    [InlineData("""{}""", "prompt")]
    [InlineData("""{"prompt":""}""", "prompt")]
    [InlineData("""{"prompt":"   "}""", "prompt")]
    [InlineData("""{"prompt":"\u0000\u0001\u0007"}""", "prompt")]
    [InlineData("""{"prompt":"a","width":0}""", "width")]
    [InlineData("""{"prompt":"a","width":7}""", "width")]
    [InlineData("""{"prompt":"a","height":100000}""", "height")]
    [InlineData("""{"prompt":"a","width":"abc"}""", "width")]
    [InlineData("""{"prompt":"a","width":"1024"}""", "width")]
    [InlineData("""{"prompt":"a","width":1024.5}""", "width")]
    [InlineData("""{"prompt":"a","width":99999999999999}""", "width")]
    [InlineData("""{"prompt":"a","contentType":"video"}""", "contentType")]
    [InlineData("""{"prompt":"a","contentType":3}""", "contentType")]
    [InlineData("""{"prompt":"a","cache":"maybe"}""", "cache")]
    [InlineData("""{"prompt":"a","seed":-1}""", "seed")]
    [InlineData("""{"prompt":"a","seed":2147483648}""", "seed")]
    [InlineData("""{"prompt":"a","style":"baroque"}""", "style")]
    [InlineData("""{"prompt":"a","fallback":"yes"}""", "fallback")]
    [InlineData("""{"prompt":"a","unknownField":1}""", "unknownField")]
    [InlineData("""{"Prompt":"a"}""", "Prompt")]
    [InlineData("""{"prompt":"a","contentId":"nonsense"}""", "contentId")]
    [InlineData("""{"prompt":"a","contentId":"01a20d59-8ada-702d-81f5-9ea1f11c3860"}""", "contentId")]
    [InlineData("""{"prompt":""", "body")]
    [InlineData("""not json""", "body")]
    [InlineData("""[]""", "body")]
    [InlineData("""null""", "body")]
    [InlineData("", "body")]
    [InlineData("""{"prompt":"\ud800"}""", "prompt")]
    public async Task A_request_that_cannot_be_drawn_names_its_field_and_costs_nothing(string body, string field)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var reply = await owner.PostTextAsync(Generate, body);
        Assert.Equal((400, "invalid_request"), (reply.Status, reply.Code));
        Assert.Contains(field, reply.Fields);
        Assert.Equal(0, (await owner.QuotaAsync()).Used);
    }

    [Fact]
    public async Task Words_that_are_too_long_are_refused_by_name()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(["prompt"], (await owner.PostAsync(Generate, new { prompt = new string('a', 5000) })).Fields);
        Assert.Equal(
            ["contentTitle"], (await owner.PostAsync(Generate, new { contentTitle = new string('a', 301) })).Fields);
    }

    [Theory]
    [InlineData("🐈‍⬛🎉🎉🎉")]
    [InlineData("قطة سوداء على سطح أحمر")]
    [InlineData("a\u0000b\u001bc\u202ed")]
    [InlineData("'; DROP TABLE images; --")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Odd_words_are_drawn_all_the_same(string prompt)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(200, (await owner.PostAsync(Generate, new { prompt, width = 256, height = 256 })).Status);
    }

    [Fact]
    public async Task A_model_nobody_offers_is_not_found()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal((400, "model_not_found"), await owner.PostAsync(
            Generate, new { prompt = "a", model = "acme/none" }) is var reply ? (reply.Status, reply.Code) : default);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task Only_json_is_taken(string type)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal((415, "unsupported_media_type"), await owner.PostTextAsync(
            Generate, """{"prompt":"a"}""", type) is var reply ? (reply.Status, reply.Code) : default);
    }

    [Theory]
    [InlineData(65 * 1024, false)]
    [InlineData(65 * 1024, true)]
    [InlineData(40 * 1024 * 1024, false)]
    public async Task A_body_that_is_too_large_is_refused(int bytes, bool chunked)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var content = new ByteArrayContent(new byte[bytes]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, Generate) { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        Assert.Equal(
            (413, "too_large"), await owner.SendAsync(request) is var reply ? (reply.Status, reply.Code) : default);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a 256")]
    public async Task An_idempotency_key_that_is_none_is_named(string key)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        owner.Http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Idempotency-Key", key == "a 256" ? new string('a', 256) : key);
        Assert.Equal(["Idempotency-Key"], (await owner.PostAsync(Generate, new { prompt = "a" })).Fields);
        Assert.Equal(0, (await owner.QuotaAsync()).Used);
    }

    [Theory]
    [InlineData("PUT", "/api/images/generate", 405, "method_not_allowed")]
    [InlineData("DELETE", "/api/contents", 405, "method_not_allowed")]
    [InlineData("GET", "/api/auth/login", 405, "method_not_allowed")]
    [InlineData("GET", "/api/nothing", 404, "not_found")]
    [InlineData("GET", "/api/images/..%2f..%2fsecret", 404, "not_found")]
    [InlineData("POST", "/api/images/..%2f..%2fsecret", 405, "method_not_allowed")]
    public async Task A_wrong_way_in_is_told_plainly(string method, string path, int status, string code)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var reply = await owner.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_path_that_no_server_takes_is_refused_by_the_server_itself()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        Assert.Equal(400, (await visitor.GetAsync("/api/images/%00")).Status);
    }

    [Theory]
    [InlineData("GET", "/api/images/generate")]
    [InlineData("POST", "/api/images/generate")]
    [InlineData("GET", "/api/contents")]
    [InlineData("GET", "/api/images")]
    [InlineData("GET", "/api/auth/me")]
    [InlineData("GET", "/api/admin/accounts")]
    public async Task Without_a_sign_in_nothing_is_told(string method, string path)
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        var reply = await visitor.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal((401, "not_signed_in"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Errors_are_told_in_the_caller_s_language()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        Assert.Equal("Connectez-vous pour continuer.", (await visitor.GetAsync("/api/auth/me")).Json
            .GetProperty("error").GetString());
        visitor.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        visitor.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB");
        Assert.Equal(
            "Sign in to continue.", (await visitor.GetAsync("/api/auth/me")).Json.GetProperty("error").GetString());
        visitor.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        visitor.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("xx");
        Assert.Equal("Connectez-vous pour continuer.", (await visitor.GetAsync("/api/auth/me")).Json
            .GetProperty("error").GetString());
    }
}
