using System.Security.Cryptography;
using Visuel.Core.Accounts;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What signs nobody in, and what does although something else is sent beside it.</summary>
public sealed class ForgedCookieTests
{
    private const string Me = "/api/auth/me";

    [Fact]
    public async Task No_other_token_than_the_whole_secret_gets_in()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var token = owner.Token!;
        var last = token[^1] == 'A' ? 'B' : 'A';
        string[] forged =
        [
            "", "x", token[..^1], token[1..], $"{token[..^1]}{last}", token + "x", token + token,
            token.ToUpperInvariant(), token.ToLowerInvariant(), new string('a', 7000),
            token["vsl_session_".Length..], token.Replace("session", "live", StringComparison.Ordinal),
            owner.Id.ToString(), Secret.Read(SecretKind.Session, token)!.Hash.Value,
            Secret.Of(SecretKind.Session, new byte[32]).Text,
            // What the cookie held in older versions.
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzaWQiOiIwMTkyZjBjMSJ9.c2lnbmF0dXJl", "eyJhbGciOiJub25lIn0.e30.",
        ];
        foreach (var wrong in forged)
        {
            Assert.Equal("not_signed_in", (await SendAsync(host, $"token={wrong}")).Code);
        }

        Assert.Equal(200, (await SendAsync(host, $"token={token}")).Status);
    }

    [Fact]
    public async Task A_guess_is_no_better_for_being_well_formed()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        foreach (var _ in Enumerable.Range(0, 50))
        {
            var guess = Secret.Of(SecretKind.Session, RandomNumberGenerator.GetBytes(Secret.RandomBytes));
            Assert.Equal("not_signed_in", (await SendAsync(host, $"token={guess.Text}")).Code);
        }
    }

    [Fact]
    public async Task A_key_is_no_session_and_a_session_is_no_key()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var (_, key) = await ApiKeyTests.MakeAsync(owner);
        Assert.Equal("not_signed_in", (await SendAsync(host, $"token={key}")).Code);
        using var program = ApiKeyTests.Holder(host, owner.Token!);
        Assert.Equal("not_signed_in", (await program.GetAsync(Me)).Code);
    }

    [Fact]
    public async Task A_bearer_that_is_wrong_is_refused_even_beside_a_good_cookie()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        foreach (var bearer in new[] { "vsl_live_nothing", owner.Token!, "" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, Me);
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
            request.Headers.Add("Cookie", $"token={owner.Token}");
            using var visitor = host.Visitor();
            Assert.Equal((401, "not_signed_in"), await visitor.SendAsync(request) is var reply
                ? (reply.Status, reply.Code)
                : default);
        }
    }

    [Theory]
    [InlineData("token={0}; token=x")]
    [InlineData("token=x; token={0}")]
    [InlineData("token=; token={0}")]
    [InlineData("token={1}; token={0}")]
    [InlineData("token={0}; token={1}")]
    [InlineData("token={0};token={0}")]
    [InlineData("token=\"{0}\"; token=\"x\"")]
    [InlineData("  token = {0}  ;  token=x ")]
    [InlineData("theme=dark; token=x; lang=fr; token={0}; other")]
    [InlineData("Token=x; TOKEN=x; token={0}; tokens=x")]
    [InlineData("token=x,y; token={0}")]
    public async Task Of_several_cookies_named_token_the_good_one_counts(string header)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var cookie = string.Format(null, header, owner.Token, Secret.Of(SecretKind.Session, new byte[32]).Text);
        Assert.Equal(owner.Id, (await SendAsync(host, cookie)).Json.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task The_good_one_counts_behind_any_number_that_cannot_be_secrets_and_in_any_header()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var many = string.Concat(Enumerable.Range(0, 1000).Select(number => $"token={number}; "));
        Assert.Equal(200, (await SendAsync(host, $"{many}token={owner.Token}")).Status);
        Assert.Equal(200, (await SendAsync(host, $"token={new string('x', 20_000)}; token={owner.Token}")).Status);
        using var visitor = host.Visitor();
        var request = new HttpRequestMessage(HttpMethod.Get, Me);
        request.Headers.TryAddWithoutValidation("Cookie", new[] { "token=x", $"token={owner.Token}" });
        Assert.Equal(200, (await visitor.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Of_well_formed_ones_eight_are_tried()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var guesses = Enumerable.Range(1, 8)
            .Select(
                number => $"token={Secret.Of(SecretKind.Session, [.. new byte[31], (byte)number]).Text}; ").ToList();
        Assert.Equal(200, (await SendAsync(host, $"{string.Concat(guesses.Take(7))}token={owner.Token}")).Status);
        Assert.Equal(
            200,
            (await SendAsync(host, $"{string.Concat(Enumerable.Repeat(guesses[0], 20))}token={owner.Token}")).Status);
        Assert.Equal("not_signed_in", (await SendAsync(host, $"{string.Concat(guesses)}token={owner.Token}")).Code);
    }

    [Fact]
    public async Task Signing_out_ends_every_session_that_is_sent()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var elsewhere = await host.SignInAsync("owner");
        var cookies = $"token=x; token={owner.Token}; token={elsewhere.Token}";
        var reply = await SendAsync(host, cookies, HttpMethod.Post, "/api/auth/logout");
        Assert.Equal(204, reply.Status);
        Assert.StartsWith(
            "token=;", Assert.Single(reply.Message.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal("not_signed_in", (await owner.GetAsync(Me)).Code);
        Assert.Equal("not_signed_in", (await elsewhere.GetAsync(Me)).Code);
    }

    [Fact]
    public async Task A_copied_database_signs_nobody_in()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var secret = owner.Token!["vsl_session_".Length..];
        var files = Directory.GetFiles(host.DataFolder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToList();
        Assert.Contains(files, file => file.EndsWith("visuel.db", StringComparison.Ordinal));
        foreach (var file in files)
        {
            await using var copy = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(copy, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(
                secret, await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    private static async Task<Reply> SendAsync(
        VisuelHost host, string cookies, HttpMethod? method = null, string path = Me)
    {
        using var visitor = host.Visitor();
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        return await visitor.SendAsync(request);
    }
}
