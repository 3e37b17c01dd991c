using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Visuel.Server.Callers;

namespace Visuel.Server.Tests.Journeys;

public sealed class ForgedCookieTests
{
    [Fact]
    public async Task No_forged_token_and_no_bearer_gets_in()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var parts = owner.Token!.Split('.');
        var unsigned = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""") + $".{parts[1]}.";
        string[] forged =
        [
            "", "x", "a.b.c", unsigned, unsigned.TrimEnd('.'), $"{parts[0]}.{parts[1]}.{Base64UrlEncoder.Encode(new byte[32])}",
            $"{parts[0]}.{Base64UrlEncoder.Encode("{}")}.{parts[2]}", Signed(host, "sub-of-nobody", SecurityAlgorithms.HmacSha512),
            new string('a', 7000),
        ];
        foreach (var token in forged)
        {
            Assert.Equal("not_signed_in", (await SendAsync(host, "Cookie", $"token={token}")).Code);
        }
    }

    [Fact]
    public async Task A_bearer_that_is_wrong_is_refused_even_beside_a_good_cookie()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        foreach (var bearer in new[] { "vsl_live_nothing", owner.Token!, "" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
            request.Headers.Add("Cookie", $"token={owner.Token}");
            using var visitor = host.Visitor();
            Assert.Equal((401, "not_signed_in"), await visitor.SendAsync(request) is var reply ? (reply.Status, reply.Code) : default);
        }
    }

    [Fact]
    public async Task A_well_signed_token_of_no_session_is_refused()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal("not_signed_in", (await SendAsync(host, "Cookie", $"token={Signed(host, owner.Id.ToString(), SecurityAlgorithms.HmacSha256)}")).Code);
    }

    [Fact]
    public async Task A_token_whose_signature_was_checked_a_moment_ago_is_still_no_other_token_and_ends_with_its_session()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var token = owner.Token!;
        Assert.Equal(200, (await SendAsync(host, "Cookie", $"token={token}")).Status);
        Assert.Equal(200, (await SendAsync(host, "Cookie", $"token={token}")).Status);
        var other = token[^5] == 'A' ? 'B' : 'A';
        Assert.Equal(401, (await SendAsync(host, "Cookie", $"token={token[..^5]}{other}{token[^4..]}")).Status);
        Assert.Equal(401, (await SendAsync(host, "Cookie", $"token={token}x")).Status);
        await owner.PostAsync("/api/auth/logout", new { });
        Assert.Equal(401, (await SendAsync(host, "Cookie", $"token={token}")).Status);
    }

    private static string Signed(VisuelHost host, string subject, string algorithm) => new JsonWebTokenHandler().CreateToken(
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes($$"""{"iss":"visuel","aud":"visuel","sub":"{{subject}}","sid":"{{Guid.CreateVersion7()}}","exp":4102444800}""")),
        new SigningCredentials(host.Services.GetRequiredService<TokenKey>().Key, algorithm));

    private static async Task<Reply> SendAsync(VisuelHost host, string header, string value)
    {
        using var visitor = host.Visitor();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
        request.Headers.TryAddWithoutValidation(header, value);
        return await visitor.SendAsync(request);
    }
}
