using System.Text.Json;
using System.Text.RegularExpressions;

namespace Visuel.Server.Tests.Journeys;

/// <summary>The requests and answers of the wish that started Visuel, as they are written there.</summary>
public sealed partial class SeedTests
{
    private const string FromWords = """
        {
          "prompt": "A modern office workspace with plants",
          "width": 1024,
          "height": 1024
        }
        """;

    private const string FromContent = """
        {
          "contentTitle": "Les meilleures pratiques du télétravail en 2024",
          "contentDescription": "Découvrez comment optimiser votre espace de travail",
          "contentType": "article"
        }
        """;

    private const string DrawnAnswer = """
        {
          "success": true,
          "image": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg...",
          "usage": {
            "used": 15,
            "quota": 50,
            "remaining": 35
          }
        }
        """;

    private const string QuotaAnswer = """
        {
          "plan": "creator",
          "usage": {
            "used": 15,
            "quota": 50,
            "remaining": 35
          },
          "lastReset": "2024-01-01T00:00:00.000Z"
        }
        """;

    [Theory]
    [InlineData(FromWords)]
    [InlineData(FromContent)]
    public async Task A_request_of_the_seed_is_answered_as_in_the_seed(string body)
    {
        await using var host = VisuelHost.Start();
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var reply = await PostWithCookieAsync(host, ada.Token!, body);
        Assert.Equal(200, reply.Status);
        AssertBeginsLike(DrawnAnswer, reply.Json);
        Assert.StartsWith(
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg", reply.Json.GetProperty("image").GetString(),
            StringComparison.Ordinal);
        Assert.Equal("""{"used":1,"quota":50,"remaining":49}""", reply.Json.GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task The_quota_is_answered_as_in_the_seed()
    {
        await using var host = VisuelHost.Start();
        var (_, ada) = await host.SignUpWithPlanAsync("creator");
        var reply = await ada.GetAsync("/api/images/generate");
        AssertBeginsLike(QuotaAnswer, reply.Json);
        Assert.Equal("creator", reply.Json.GetProperty("plan").GetString());
        Assert.Matches(FirstOfMonth, reply.Json.GetProperty("lastReset").GetString());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task The_cron_call_is_answered_as_in_the_seed(string method)
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        var reply = await visitor.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), "/api/cron/reset-image-quotas"));
        Assert.Equal((200, """{"success":true}"""), (reply.Status, reply.Text));
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("wrong", 401)]
    [InlineData("a cron secret", 200)]
    public async Task With_a_secret_the_cron_call_must_carry_it(string? carried, int status)
    {
        await using var host = VisuelHost.Start(new Dictionary<string, string> { ["CRON_SECRET"] = "a cron secret" });
        using var visitor = host.Visitor();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/cron/reset-image-quotas");
        if (carried is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {carried}");
        }

        Assert.Equal(status, (await visitor.SendAsync(request)).Status);
    }

    private static async Task<Reply> PostWithCookieAsync(VisuelHost host, string token, string body)
    {
        using var program = host.Visitor();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/images/generate")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Cookie", $"token={token}");
        return await program.SendAsync(request);
    }

    // The answer may say more, after what the seed says: same names, same order, same types.
    private static void AssertBeginsLike(string expected, JsonElement actual)
    {
        var (wanted, given) = (Shape(JsonDocument.Parse(expected).RootElement).ToList(), Shape(actual).ToList());
        Assert.Equal(wanted, given.Take(wanted.Count));
    }

    private static IEnumerable<string> Shape(JsonElement element, string at = "") =>
        element.EnumerateObject().SelectMany(property =>
            property.Value.ValueKind is JsonValueKind.Object
                ? Shape(property.Value, $"{at}{property.Name}.")
                : [$"{at}{property.Name}: {property.Value.ValueKind}"]);

    [GeneratedRegex(@"^\d{4}-\d{2}-01T00:00:00\.000Z$", RegexOptions.None, 100)]
    private static partial Regex FirstOfMonth { get; }
}
