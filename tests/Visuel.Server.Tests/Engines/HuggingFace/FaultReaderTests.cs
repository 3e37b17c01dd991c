using System.Text;
using System.Text.Json;
using Visuel.Core.Generation;
using Visuel.Server.Engines.HuggingFace;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Engines.HuggingFace;

/// <summary>What an answer says, whichever way it says it.</summary>
public sealed class FaultReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 10, 21, 7, 27, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"error":"plain"}""", "plain")]
    [InlineData("""{"error":{"message":"openai style","type":"t","code":"c"}}""", "openai style")]
    [InlineData("""{"error":["first","second"]}""", "first; second")]
    [InlineData("""{"errors":[{"message":"graph style"}]}""", "graph style")]
    [InlineData("""{"detail":"fal says"}""", "fal says")]
    [InlineData(
        """{"detail":[{"loc":["body"],"msg":"field required","type":"value_error.missing"}]}""", "field required")]
    [InlineData("""{"message":"bare"}""", "bare")]
    [InlineData(
        """{"title":"Input validation failed","detail":"- width","status":422}""", "Input validation failed: - width")]
    [InlineData("""{"error":"invalid_grant","error_description":"too old"}""", "invalid_grant: too old")]
    [InlineData("Not Found", "Not Found")]
    [InlineData("<html><body>secret page</body></html>", "")]
    [InlineData("""{"error": bro""", "")]
    [InlineData("""{"error":null,"detail":7}""", "")]
    [InlineData("""["x"]""", """["x"]""")]
    [InlineData("", "")]
    public void Reads_every_envelope(string body, string message) =>
        Assert.Equal(message, ErrorEnvelope.Read(Reply(500, body)).Message);

    [Fact]
    public void The_header_of_the_Hub_comes_first() =>
        Assert.Equal("of the header", ErrorEnvelope.Read(
            Reply(404, """{"error":"of the body"}""", ("X-Error-Message", "of the header"))).Message);

    [Theory]
    [InlineData("retry-after", "17", 17)]
    [InlineData("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT", 60)]
    [InlineData("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT", 0)]
    [InlineData("ratelimit", "\"api\";r=0;t=55", 56)]
    [InlineData("ratelimit", "\"api\";r=3;t=55", null)]
    [InlineData("retry-after", "soon", null)]
    public void Reads_when_to_come_back(string header, string value, int? seconds) =>
        Assert.Equal(seconds, FaultReader.Read(Reply(429, "", (header, value)), Now).Fault.RetryAfter?.TotalSeconds);

    [Theory]
    [InlineData("20.0", 20)]
    [InlineData("0.01", 1)]
    [InlineData("1e9", 60)]
    [InlineData("\"20\"", null)]
    [InlineData("null", null)]
    public void A_model_is_loading_only_when_it_says_how_long(string estimate, int? seconds)
    {
        var fault = FaultReader.Read(
            Reply(503, $$"""{"error":"Model x is currently loading","estimated_time":{{estimate}}}"""), Now);

        Assert.Equal(seconds is null ? FaultClass.Unavailable : FaultClass.Warming, fault.Class);
        Assert.Equal(seconds, fault.Fault.RetryAfter?.TotalSeconds);
        Assert.True(fault.MayRetry);
    }

    [Theory]
    [InlineData(404, "text/html", "<pre>Cannot POST /models/x</pre>", FaultClass.EndpointGone)]
    [InlineData(404, "text/plain", "Not Found", FaultClass.ModelGone)]
    [InlineData(
        410, "application/json", """{"error":"https://api-inference.huggingface.co is no longer supported."}""",
        FaultClass.EndpointGone)]
    [InlineData(
        400, "application/json", """{"error":{"message":"…","code":"model_not_supported"}}""", FaultClass.ModelGone)]
    [InlineData(403, "application/json", """{"error":"Access to model x is restricted"}""", FaultClass.ModelGone)]
    [InlineData(302, "text/html", "", FaultClass.EndpointGone)]
    [InlineData(408, "text/plain", "", FaultClass.Timeout)]
    [InlineData(418, "text/plain", "", FaultClass.BadRequest)]
    [InlineData(520, "text/html", "<html>", FaultClass.Unavailable)]
    [InlineData(504, "application/json", """{"detail":"…","error_type":"startup_timeout"}""", FaultClass.Timeout)]
    public void Tells_what_it_is(int status, string type, string body, FaultClass expected) =>
        Assert.Equal(expected, FaultReader.Read(Reply(status, body, ("content-type", type)), Now).Class);

    [Fact]
    public void What_fal_calls_not_retryable_is_not_asked_again() =>
        Assert.False(FaultReader.Read(Reply(500, "", ("x-fal-retryable", "false")), Now).MayRetry);

    [Fact]
    public void Details_are_short() =>
        Assert.InRange(FaultReader.Read(
            Reply(500, JsonSerializer.Serialize(new { error = new string('x', 5000) })),
            Now).Fault.Detail.Length, 300, 320);

    /// <summary>The fixtures that are failures by their status.</summary>
    public static TheoryData<string> Failures { get; } =
        [.. HuggingFaceFixture.All.Values.Where(
            fixture => fixture is { Group: "errors" or "errors.legacy" or "t2i.fal-ai" }
                && fixture.Status is 204 or >= 300).Select(fixture => fixture.Name)];

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_failure_of_the_contract_is_read_alike_without_a_network(string name)
    {
        var fixture = HuggingFaceFixture.All[name];
        var answer = fixture.Answer(new FakePictures(), _ => "");

        var fault = FaultReader.Read(new UpstreamReply(answer.Status, answer.Headers, answer.Body), Now);

        Assert.Equal(
            fixture.ExpectedClass.Replace("provider_payg", "pay_as_you_go", StringComparison.Ordinal),
            JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.Class.ToString()));
        Assert.Equal(
            (fixture.RetrySameProvider, fixture.TryNextProvider), (fault.MayRetry, fault.Class.MayTryNextProvider()));
        Assert.True(
            fixture.RetryAfterSeconds is null || fault.Fault.RetryAfter?.TotalSeconds == fixture.RetryAfterSeconds);
    }

    private static UpstreamReply Reply(int status, string body, params (string Name, string Value)[] headers) =>
        new(status, headers.ToDictionary(
            header => header.Name, header => header.Value,
            StringComparer.OrdinalIgnoreCase), Encoding.UTF8.GetBytes(body));
}
