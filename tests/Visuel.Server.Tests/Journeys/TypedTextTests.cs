using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using Visuel.Core.Accounts;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Tests.Adapters;
using Visuel.Server.Tests.Contracts;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What people type and paste, on both stores.</summary>
public sealed class TypedTextTests : IAsyncDisposable
{
    // As it stands between the quotes of a JSON text.
    private const string Odd = """\ufffe\uffff\udfff\ud800\ufdd0\ud83f\udffe\u0000\u001b""";

    private MongoUrl? database;

    public static TheoryData<string> Stores => ["SQLite", "MongoDB"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_is_no_character_is_left_out_of_every_text(string store)
    {
        await using var host = Start(store);
        using var owner = await host.SignUpAsync("owner");
        var item = await owner.PostTextAsync(
            "/api/contents",
            $$"""{"title":"R{{Odd}}\u0065\u0301v\u200be","description":"un{{Odd}}\r\n\tdeux\u2028"}""");
        Assert.Equal(201, item.Status);
        Assert.Equal("R\u00e9v\u200be", item.Json.GetProperty("title").GetString());
        Assert.Equal("un\n\tdeux", item.Json.GetProperty("description").GetString());
        var path = item.Message.Headers.Location!.ToString();
        Assert.Equal(item.Text, (await owner.GetAsync(path)).Text);

        var drawn = await owner.PostTextAsync(
            "/api/images/generate", $$"""{"prompt":"un{{Odd}} chat","width":256,"height":256}""");
        Assert.Equal((200, "un chat"), (drawn.Status, drawn.Json.GetProperty("prompt").GetString()));
        var image = await SendTextAsync(
            owner, HttpMethod.Patch, $"/api/images/{drawn.Json.GetProperty("id")}", $$"""{"altText":"a{{Odd}}\nb"}""");
        Assert.Equal("a\nb", image.Json.GetProperty("altText").GetString());

        var me = await SendTextAsync(owner, HttpMethod.Patch, "/api/auth/me", $$"""{"name":"L{{Odd}}e\u0301a"}""");
        Assert.Equal("L\u00e9a", me.Json.GetProperty("name").GetString());
        var key = await owner.PostTextAsync("/api/keys", $$"""{"name":"Ma{{Odd}} cl\u00e9"}""");
        Assert.Equal((201, "Ma cl\u00e9"), (key.Status, key.Json.GetProperty("name").GetString()));
        using var ada = await host.SignUpAsync("ada");
        var granted = await SendTextAsync(
            owner, HttpMethod.Patch, $"/api/admin/accounts/{ada.Id}",
            $$"""{"plan":"{{Odd}}creator","imagesPerMonth":7,"reason":"parce{{Odd}}\nque"}""");
        Assert.Equal("creator", granted.Json.GetProperty("plan").GetString());
        Assert.Equal("parce que", granted.Json.GetProperty("overrideReason").GetString());
        Assert.Equal(200, (await owner.GetAsync("/api/contents?q=%EF%BF%BE%EF%BF%BFr%ED%A0%80%C3%A9ve")).Status);
        Assert.Equal(200, (await owner.GetAsync("/api/admin/accounts?q=%EF%BF%BEada%00")).Status);
    }

    [Theory]
    [InlineData("/api/auth/register", """{"email":"b@example.com\ufffe","password":"\ud800 un mot de passe"}""", 201)]
    [InlineData("/api/auth/login", """{"email":"\ud800","password":"\ufffe\uffff"}""", 401)]
    [InlineData("/api/auth/login", """{"email":"a@b.fr","password":"\udc00"}""", 401)]
    [InlineData("/api/auth/password", """{"current":"\ufffe","new":"un autre mot\ufffe"}""", 401)]
    [InlineData("/api/auth/reset", """{"token":"\ufffe","new":"un autre mot\ufffe"}""", 400)]
    [InlineData("/api/auth/reset", """{"token":"\ud800","new":"un autre mot"}""", 400)]
    [InlineData("/api/auth/register", """{"email":"\ud800","password":"un mot de passe"}""", 400)]
    [InlineData("/api/contents", """{"\ud800":1,"title":"a"}""", 400)]
    [InlineData("/api/contents", """{"\ufffe":1,"title":"a"}""", 400)]
    [InlineData("/api/contents", """{"title":"a","type":"\ufffe\ud800video"}""", 400)]
    [InlineData("/api/contents", """{"title":"a","scheduledAt":"\ud800"}""", 201)]
    [InlineData("/api/contents", """{"title":"a","scheduledAt":"\ud8002026"}""", 400)]
    [InlineData("/api/billing/checkout", """{"plan":"\ufffe\ud800"}""", 400)]
    public async Task No_text_is_too_odd_to_be_answered(string path, string body, int status)
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(status, (await owner.PostTextAsync(path, body)).Status);
    }

    [Fact]
    public async Task A_text_that_is_not_utf8_is_refused_by_name()
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        byte[][] bodies =
        [
            Encoding.Latin1.GetBytes("""{"title":"été"}"""),
            [.. """{"title":"a"""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
        ];
        foreach (var body in bodies)
        {
            var reply = await SendAsync(owner, "/api/contents", body);
            Assert.Equal((400, "title"), (reply.Status, Assert.Single(reply.Fields)));
        }

        var plan = new ByteArrayContent(Encoding.Latin1.GetBytes("""{"plan":"é"}"""));
        plan.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var refused = await owner.SendAsync(
            new HttpRequestMessage(HttpMethod.Patch, $"/api/admin/accounts/{owner.Id}") { Content = plan });
        Assert.Equal((400, "plan"), (refused.Status, Assert.Single(refused.Fields)));
    }

    [Theory]
    [InlineData("/api/auth/register", """{"email":null,"password":"a long password"}""", "email")]
    [InlineData("/api/auth/register", """{"email":"a@example.com","password":null}""", "password")]
    [InlineData("/api/auth/login", """{"email":null,"password":"a"}""", "email")]
    [InlineData("/api/auth/login", """{"email":"a@example.com","password":null}""", "password")]
    [InlineData("/api/auth/password", """{"current":null,"new":"a long password"}""", "current")]
    [InlineData("/api/auth/password", """{"current":"a","new":null}""", "new")]
    [InlineData("/api/auth/reset", """{"token":null,"new":"a long password"}""", "token")]
    [InlineData("/api/auth/reset", """{"token":"a","new":null}""", "new")]
    [InlineData("/api/contents", """{"title":null}""", "title")]
    [InlineData("/api/keys", """{"name":null}""", "name")]
    public async Task Null_where_a_text_is_needed_is_refused_by_name(string path, string body, string field)
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        var reply = await owner.PostTextAsync(path, body);
        Assert.Equal((400, "invalid_request", field), (reply.Status, reply.Code, Assert.Single(reply.Fields)));
        Assert.Equal("Ce champ est nécessaire.", reply.Json.GetProperty("errors").GetProperty(field)[0].GetString());
    }

    [Theory]
    [InlineData("DELETE", "/api/auth/me", """{"password":null}""", "password")]
    [InlineData("PUT", "/api/auth/hf-token", """{"token":null}""", "token")]
    public async Task Null_is_refused_by_name_whatever_the_verb(string verb, string path, string body, string field)
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        var reply = await SendTextAsync(owner, new HttpMethod(verb), path, body);
        Assert.Equal((400, field), (reply.Status, Assert.Single(reply.Fields)));
    }

    [Theory]
    [InlineData("\u200b")]
    [InlineData("\u2060\u00ad")]
    [InlineData("\u3164")]
    [InlineData("\u2800 \ufeff")]
    public async Task A_title_has_a_sign_that_can_be_seen(string title)
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(["title"], (await owner.PostAsync("/api/contents", new { title })).Fields);
        Assert.Equal(["name"], (await owner.PostAsync("/api/keys", new { name = title })).Fields);
        Assert.Equal(["prompt"], (await owner.PostAsync("/api/images/generate", new { prompt = title })).Fields);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Text_is_composed_before_it_is_counted_and_kept(string store)
    {
        await using var host = Start(store);
        using var owner = await host.SignUpAsync("owner");
        var apart = string.Concat(Enumerable.Repeat("e\u0301", 1100));
        var drawn = await owner.PostAsync("/api/images/generate", new { prompt = apart, width = 256, height = 256 });
        Assert.Equal(200, drawn.Status);
        var full = string.Concat(Enumerable.Repeat("e\u0301", 2000));
        var item = await owner.PostAsync("/api/contents", new { title = apart[..600], description = full });
        Assert.Equal(201, item.Status);
        Assert.Equal(new string('é', 300), item.Json.GetProperty("title").GetString());
        Assert.Equal(new string('é', 2000), item.Json.GetProperty("description").GetString());
        Assert.Equal(
            ["title", "description"],
            (await owner.PostAsync(
                "/api/contents", new { title = apart[..602], description = full + "!" })).Fields);
    }

    [Fact]
    public async Task A_title_is_as_long_as_people_count_and_no_letter_carries_a_tower_of_accents()
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        var families = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 300));
        var item = await owner.PostAsync("/api/contents", new { title = families });
        Assert.Equal((201, families), (item.Status, item.Json.GetProperty("title").GetString()));
        var tower = "a" + new string('\u0334', 30);
        item = await owner.PostAsync("/api/contents", new { title = tower + new string('\u0334', 9000) });
        Assert.Equal((201, tower), (item.Status, item.Json.GetProperty("title").GetString()));
        var towers = await owner.PostAsync(
            "/api/contents", new { title = string.Concat(Enumerable.Repeat(tower, 300)) });
        Assert.Equal((400, "title"), (towers.Status, Assert.Single(towers.Fields)));
        Assert.Contains("octets", towers.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_address_is_the_same_however_it_is_pasted(string store)
    {
        await using var host = Start(store);
        using var marie = host.Visitor();
        Assert.Equal(201, (await RegisterAsync(marie, "marie@exemple.fr")).Status);
        string[] forms = ["marie@exemple.fr\u200b", "\ufeffMARIE@\u2060exemple.fr ", "ma\u00adrie@exemple.fr\u200e"];
        foreach (var pasted in forms)
        {
            using var other = host.Visitor();
            Assert.Equal("email_taken", (await RegisterAsync(other, pasted)).Code);
            Assert.Equal(200, (await LoginAsync(other, pasted, Actor.Password)).Status);
        }

        using var lea = host.Visitor();
        Assert.Equal(201, (await RegisterAsync(lea, "le\u0301a@exemple.fr")).Status);
        Assert.Equal("email_taken", (await RegisterAsync(lea, "l\u00e9a@exemple.fr")).Code);
        Assert.Equal(200, (await LoginAsync(lea, "L\u00c9A@exemple.fr", Actor.Password)).Status);
        Assert.Equal(["email"], (await RegisterAsync(lea, "\u200b")).Fields);
    }

    [Theory]
    [InlineData("marie@bücher.example", "marie@xn--bcher-kva.example")]
    [InlineData("marie@xn--bcher-kva.example", "Marie@BÜCHER.example")]
    public async Task An_international_domain_is_the_same_in_both_of_its_forms(string registered, string typed)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        const string Register = "/api/auth/register";
        const string password = Actor.Password;
        Assert.Equal(201, (await visitor.PostAsync(Register, new { email = registered, password })).Status);
        Assert.Equal(
            "email_taken", (await host.Visitor().PostAsync(Register, new { email = typed, password })).Code);
        Assert.Equal(200, (await host.Visitor().PostAsync("/api/auth/login", new { email = typed, password })).Status);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_password_opens_whichever_keyboard_typed_it(string store)
    {
        const string Composed = "\u00e9t\u00e9s\u00e0\u00c9vian99";
        var apart = Composed.Normalize(NormalizationForm.FormD);
        await using var host = Start(store);
        using var ada = host.Visitor();
        Assert.Equal(201, (await RegisterAsync(ada, "ada@example.com", Composed)).Status);
        Assert.Equal(200, (await LoginAsync(ada, "ada@example.com", apart)).Status);
        Assert.Equal(204, (await ada.PostAsync(
            "/api/auth/password", new { current = apart, @new = apart + "!" })).Status);
        Assert.Equal(200, (await LoginAsync(ada, "ada@example.com", Composed + "!")).Status);
        Assert.Equal(401, (await LoginAsync(ada, "ada@example.com", Composed)).Status);
        Assert.Equal(["new"], (await ada.PostAsync(
            "/api/auth/password",
            new { current = apart, @new = string.Concat(Enumerable.Repeat("e\u0301", 9)) })).Fields);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Accounts_that_earlier_versions_kept_as_they_were_typed_still_open(string store)
    {
        const string Apart = "e\u0301te\u0301sa\u0300E\u0301vian99";
        await using var host = Start(store);
        using var someone = host.Visitor();
        foreach (var address in (string[])["le\u0301a@exemple.fr", "bob@exemple.fr\u200b"])
        {
            await KeepAsTypedAsync(host, address, Apart);
            Assert.Equal(200, (await LoginAsync(someone, address, Apart)).Status);
            Assert.Equal("email_taken", (await RegisterAsync(someone, address)).Code);
            Assert.Equal(401, (await LoginAsync(someone, address, Apart + "!")).Status);
            Assert.Equal(204, (await someone.PostAsync(
                "/api/auth/password", new { current = Apart, @new = Actor.Password })).Status);
            Assert.Equal(200, (await LoginAsync(someone, address, Actor.Password)).Status);
        }

        Assert.Equal(200, (await LoginAsync(someone, "l\u00e9a@exemple.fr", Actor.Password)).Status);
        Assert.Equal("email_taken", (await RegisterAsync(someone, "l\u00e9a@exemple.fr")).Code);
    }

    [Fact]
    public async Task A_body_may_begin_with_a_byte_order_mark()
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        byte[] mark = [0xEF, 0xBB, 0xBF];
        Assert.Equal(201, (await SendAsync(owner, "/api/contents", [.. mark, .. """{"title":"a"}"""u8])).Status);
        Assert.Equal(["body"], (await SendAsync(owner, "/api/contents", [.. mark, .. mark, .. "{}"u8])).Fields);
        Assert.Equal(["body"], (await SendAsync(owner, "/api/contents", mark)).Fields);
    }

    [Theory]
    [InlineData("contentId", "")]
    [InlineData("contentId", " ")]
    [InlineData("contentType", "")]
    [InlineData("contentTitle", "")]
    [InlineData("contentDescription", "\\t")]
    [InlineData("negativePrompt", "")]
    [InlineData("style", "\u200b")]
    [InlineData("model", "\u2800")]
    [InlineData("cache", "")]
    [InlineData("width", "")]
    [InlineData("seed", "")]
    [InlineData("titled", "")]
    public async Task A_blank_in_an_optional_field_counts_as_absent(string field, string blank)
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        var body = $$"""{"prompt":"un chat","height":256,"{{field}}":"{{blank}}"}""";
        Assert.Equal(200, (await owner.PostTextAsync("/api/images/generate", body)).Status);
    }

    [Fact]
    public async Task A_blank_counts_as_absent_in_every_call_and_takes_away_only_what_is_said()
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        var item = await owner.PostTextAsync("/api/contents", """
            {"title":"a","type":"","description":"","scheduledAt":"","timeZone":" ","allDay":"","channel":"",
            "status":"","coverImageId":"","version":""}
            """);
        Assert.Equal(201, item.Status);
        var me = await SendTextAsync(
            owner, HttpMethod.Patch, "/api/auth/me", """{"name":"","locale":"","timeZone":""}""");
        Assert.Equal(
            (200, JsonValueKind.Null, "Europe/Paris"),
            (me.Status, me.Json.GetProperty("name").ValueKind, me.Json.GetProperty("timeZone").GetString()));
        var rights = await SendTextAsync(
            owner, HttpMethod.Patch, $"/api/admin/accounts/{owner.Id}",
            """{"plan":"","role":"","imagesPerMonth":"","unlimited":"","clearOverride":"","reason":""}""");
        Assert.Equal(
            (200, "enterprise", "admin"),
            (rights.Status, rights.Json.GetProperty("plan").GetString(), rights.Json.GetProperty("role").GetString()));
        Assert.Equal(201, (await owner.PostTextAsync("/api/keys", """{"name":"a","expiresAt":""}""")).Status);
        Assert.Equal(["plan"], (await owner.PostTextAsync("/api/billing/checkout", """{"plan":""}""")).Fields);
        Assert.Equal(200, (await owner.GetAsync(
            "/api/contents?from=&to=%20&type=&status=&channel=&q=&cursor=&limit=")).Status);
    }

    [Theory]
    [InlineData("/api/contents")]
    [InlineData("/api/images")]
    [InlineData("/api/keys")]
    [InlineData("/api/usage")]
    [InlineData("/api/auth/sessions")]
    [InlineData("/api/admin/accounts")]
    [InlineData("/api/admin/generations")]
    [InlineData("/api/admin/audit")]
    public async Task A_cursor_that_is_none_is_refused_by_name(string list)
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        foreach (var cursor in (string[])["abc", "~", "5_abc", "_", "%27", "%EF%BF%BEx", "0193"])
        {
            var reply = await owner.GetAsync($"{list}?cursor={cursor}");
            Assert.Equal((400, "cursor"), (reply.Status, Assert.Single(reply.Fields)));
        }

        Assert.Equal(200, (await owner.GetAsync($"{list}?cursor=%20")).Status);
    }

    [Fact]
    public async Task The_next_of_each_list_is_taken_as_its_cursor()
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        foreach (var title in (string[])["a", "b", "c"])
        {
            var scheduledAt = title is "b" ? "1970-01-01T00:00:00Z" : null;
            await owner.PostAsync("/api/contents", new { title, scheduledAt });
            await owner.PostAsync("/api/keys", new { name = title });
        }

        foreach (var list in (string[])["/api/contents", "/api/keys", "/api/admin/accounts"])
        {
            var first = (await owner.GetAsync($"{list}?limit=1")).Json;
            var next = await owner.GetAsync($"{list}?limit=1&cursor={first.GetProperty("next").GetString()}");
            Assert.Equal(200, next.Status);
            Assert.NotEqual(
                first.GetProperty("items")[0].GetRawText(), next.Json.GetProperty("items")[0].GetRawText());
        }
    }

    [Theory]
    [InlineData("IMAGE/PNG", "image/png")]
    [InlineData("Image/Png;q=0.3, text/html", "image/png")]
    [InlineData("image/png, Application/JSON;q=0", "image/png")]
    [InlineData("image/png, Application/JSON", "application/json")]
    [InlineData("image/png;q=0", "application/json")]
    [InlineData("*/*", "application/json")]
    public async Task Media_types_have_no_case_and_none_is_sent_that_is_refused(string accept, string type)
    {
        await using var host = Start("SQLite");
        using var owner = await host.SignUpAsync("owner");
        var reply = await owner.PostAsync(
            "/api/images/generate", new { prompt = "un chat", width = 256, height = 256 }, ("Accept", accept));
        Assert.Equal((200, type), (reply.Status, reply.Message.Content.Headers.ContentType!.MediaType));
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null)
        {
            await TestDatabase.DropAsync(database);
        }
    }

    private static async Task KeepAsTypedAsync(VisuelHost host, string address, string password)
    {
        var (account, workspace) = Some.Account(address);
        var hasher = new PasswordHasher<AccountUser>();
        await host.Services.GetRequiredService<IAccounts>().RegisterAsync(
            account with
            {
                Email = address,
                NormalizedEmail = address.ToUpperInvariant(),
                PasswordHash = hasher.HashPassword(null!, password),
            },
            workspace, "enterprise", mayOwn: true, TestContext.Current.CancellationToken);
    }

    private static Task<Reply> RegisterAsync(Visitor who, string email, string password = Actor.Password) =>
        who.PostAsync("/api/auth/register", new { email, password, setupCode = Actor.SetupCode });

    private static Task<Reply> LoginAsync(Visitor who, string email, string password) =>
        who.PostAsync("/api/auth/login", new { email, password });

    private static Task<Reply> SendTextAsync(Visitor who, HttpMethod verb, string path, string body) =>
        who.SendAsync(new HttpRequestMessage(verb, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });

    private static Task<Reply> SendAsync(Visitor who, string path, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return who.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    private VisuelHost Start(string store)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (store is "MongoDB")
        {
            database = TestDatabase.New();
            settings["MONGODB_URI"] = database.ToString();
        }

        return VisuelHost.Start(settings);
    }
}
