using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Visuel.Server.Tests.Fakes;

/// <summary>How the connection ends.</summary>
internal enum FakeEnding
{
    /// <summary>As it should.</summary>
    Complete,

    /// <summary>Before anything was answered.</summary>
    BeforeHeaders,

    /// <summary>In the middle of the body.</summary>
    MidBody,
}

/// <summary>One answer of the fake.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
internal sealed record FakeAnswer(int Status, byte[] Body)
{
    /// <summary>Its headers; a <c>content-length</c> here is sent even if it is a lie.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long it takes to come, by the fake's clock.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many bytes of the body are sent, or null for all.</summary>
    public int? TruncateToBytes { get; init; }

    /// <summary>How it ends.</summary>
    public FakeEnding Ending { get; init; }

    /// <summary>JSON, labelled as the service labels it.</summary>
    public static FakeAnswer Json(int status, object body) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = Typed("application/json; charset=utf-8") };

    /// <summary>An error in the commonest envelope.</summary>
    public static FakeAnswer Error(int status, string message) => Json(status, new { error = message });

    /// <summary>A file.</summary>
    public static FakeAnswer File(byte[] bytes, string type) => new(200, bytes) { Headers = Typed(type) };

    /// <summary>Text.</summary>
    public static FakeAnswer Text(int status, string type, string text) =>
        new(status, Encoding.UTF8.GetBytes(text)) { Headers = Typed(type) };

    /// <summary>Sends it; the delay is the sender's.</summary>
    public async Task SendAsync(HttpContext context)
    {
        if (Ending == FakeEnding.BeforeHeaders)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = Status;
        var sent = Body.AsMemory(0, Math.Min(Body.Length, TruncateToBytes ?? Body.Length));
        long? announced = Ending == FakeEnding.MidBody ? Body.Length : Status == 204 ? null : sent.Length;
        foreach (var (name, value) in Headers)
        {
            if (name == "content-length")
            {
                announced = long.Parse(value, CultureInfo.InvariantCulture);
            }
            else
            {
                context.Response.Headers[name] = value;
            }
        }

        context.Response.ContentLength = announced;
        // Where less is sent than was announced, Kestrel sends it and closes the connection;
        // Abort() would drop what is still on its way.
        await context.Response.Body.WriteAsync(sent, context.RequestAborted);
    }

    private static Dictionary<string, string> Typed(string type) =>
        new(StringComparer.Ordinal) { ["content-type"] = type };
}
