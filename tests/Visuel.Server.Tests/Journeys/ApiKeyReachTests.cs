using System.Net.Http.Json;
using Visuel.Core.Accounts;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What a key opens, and what it does not.</summary>
public sealed class ApiKeyReachTests
{
    private const string Me = "/api/auth/me";
    private const string SomeId = "0192f0c1-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("POST", "/api/auth/register")]
    [InlineData("POST", "/api/auth/login")]
    [InlineData("POST", "/api/auth/logout")]
    [InlineData("PATCH", "/api/auth/me")]
    [InlineData("POST", "/api/auth/password")]
    [InlineData("GET", "/api/auth/hf-token")]
    [InlineData("PUT", "/api/auth/hf-token")]
    [InlineData("DELETE", "/api/auth/hf-token")]
    [InlineData("GET", "/api/keys")]
    [InlineData("POST", "/api/keys")]
    [InlineData("DELETE", "/api/keys/" + SomeId)]
    [InlineData("GET", "/api/admin/accounts")]
    [InlineData("PATCH", "/api/admin/accounts/" + SomeId)]
    [InlineData("GET", "/account")]
    [InlineData("GET", "/")]
    public async Task Not_even_the_owners_key_reaches_accounts_keys_administration_or_pages(string method, string path)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var (_, key) = await ApiKeyTests.MakeAsync(owner);
        using var program = ApiKeyTests.Holder(host, key);

        var reply = await program.SendAsync(Request(method, path));

        Assert.Equal((403, "forbidden"), (reply.Status, reply.Code));
        Assert.Equal(
            "Une clé d'API ne permet pas de faire cela. Connectez-vous avec votre mot de passe pour le faire.",
            reply.Json.GetProperty("error").GetString());
        Assert.Equal(200, (await owner.GetAsync(Me)).Status);
        Assert.Equal(200, (await program.GetAsync(Me)).Status);
    }

    [Fact]
    public async Task It_does_everything_else_an_account_can()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var (_, key) = await ApiKeyTests.MakeAsync(owner);
        using var program = ApiKeyTests.Holder(host, key);

        var item = (await program.PostAsync("/api/contents", new { title = "A title" })).Json;
        var content = item.GetProperty("id").GetGuid();
        var drawn = await program.PostAsync("/api/images/generate", new { contentId = content });
        var image = $"/api/images/{drawn.Json.GetProperty("id").GetGuid()}";
        Reply[] replies =
        [
            drawn,
            await program.GetAsync(Me),
            await program.GetAsync("/api/images/generate"),
            await program.GetAsync("/api/models"),
            await program.GetAsync("/api/usage"),
            await program.GetAsync("/api/export"),
            await program.GetAsync("/api/images"),
            await program.GetAsync(image),
            await program.GetAsync($"{image}/file"),
            await program.PatchAsync(image, new { favourite = true }),
            await program.GetAsync("/api/contents"),
            await program.PutAsync(
                $"/api/contents/{content}",
                new { title = "Another title", version = item.GetProperty("version").GetInt32() }),
            await program.GetAsync($"/api/contents/{content}"),
        ];

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal(204, (await program.DeleteAsync(image)).Status);
        Assert.Equal(204, (await program.DeleteAsync($"/api/contents/{content}")).Status);
    }

    [Fact]
    public async Task Beside_a_cookie_the_key_counts()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var ada = await host.SignUpAsync("ada");
        var (_, key) = await ApiKeyTests.MakeAsync(ada);

        owner.Http.DefaultRequestHeaders.Add("Authorization", $"bearer  {key} ");
        var reply = await owner.GetAsync(Me);

        Assert.Equal(ada.Id, reply.Json.GetProperty("id").GetGuid());
        Assert.Equal("forbidden", (await owner.GetAsync("/api/admin/accounts")).Code);
    }

    [Fact]
    public async Task A_key_that_is_wrong_is_refused_in_words_of_its_own_and_is_no_visitor()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(new Dictionary<string, string>(hf.Settings, StringComparer.Ordinal)
        {
            ["DEFAULT_HF_TOKEN"] = FakeHuggingFace.Token,
        });
        using var owner = await host.SignUpAsync("owner");
        var (_, key) = await ApiKeyTests.MakeAsync(owner);
        // A slip of the keyboard, one that nobody was given, and none at all.
        var slip = key[..^1] + (key[^1] == '0' ? '1' : '0');
        foreach (var wrong in new[] { slip, Secret.Of(SecretKind.ApiKey, new byte[32]).Text, owner.Token!, "" })
        {
            owner.Http.DefaultRequestHeaders.Remove("Authorization");
            owner.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {wrong}");
            foreach (var request in new[]
            {
                Request("GET", Me), Request("GET", "/api/images/generate"), Request("POST", "/api/images/generate"),
                Request("POST", "/api/auth/login"), Request("GET", "/api/keys"),
            })
            {
                var reply = await owner.SendAsync(request);
                Assert.Equal((401, "not_signed_in"), (reply.Status, reply.Code));
                Assert.Equal(
                    "La clé envoyée est inconnue, révoquée ou expirée.", reply.Json.GetProperty("error").GetString());
                Assert.Equal("Bearer", reply.Message.Headers.WwwAuthenticate.ToString());
                Assert.False(reply.Message.Headers.Contains("Set-Cookie"));
            }
        }
    }

    [Fact]
    public async Task A_key_changes_nothing_of_its_account_by_way_of_the_forms_either()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var (_, key) = await ApiKeyTests.MakeAsync(owner);
        using var program = ApiKeyTests.Holder(host, key);

        await program.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/culture/en"));
        await program.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/logout"));

        Assert.Equal(
            System.Text.Json.JsonValueKind.Null, (await owner.GetAsync(Me)).Json.GetProperty("locale").ValueKind);
    }

    [Fact]
    public async Task A_key_is_no_cookie_so_it_works_from_any_site_and_is_answered_in_its_accounts_language()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await owner.PatchAsync(Me, new { locale = "en" });
        var (_, key) = await ApiKeyTests.MakeAsync(owner);
        using var program = ApiKeyTests.Holder(host, key);
        program.Http.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        program.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        Assert.Equal(201, (await program.PostAsync("/api/contents", new { title = "A title" })).Status);
        Assert.Equal(
            "Not found.", (await program.GetAsync($"/api/contents/{SomeId}")).Json.GetProperty("error").GetString());
    }

    [Fact]
    public async Task The_role_of_its_owner_never_comes_with_it()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        var (_, key) = await ApiKeyTests.MakeAsync(ada);
        using var program = ApiKeyTests.Holder(host, key);

        Assert.Equal(200, (await owner.PatchAsync($"/api/admin/accounts/{ada.Id}", new { role = "admin" })).Status);

        Assert.Equal(200, (await ada.GetAsync("/api/admin/accounts")).Status);
        Assert.Equal("forbidden", (await program.GetAsync("/api/admin/accounts")).Code);
    }

    private static HttpRequestMessage Request(string method, string path) =>
        new(new HttpMethod(method), path)
        {
            Content = method is "GET" or "DELETE" ? null : JsonContent.Create(new { name = "x" }),
        };
}
