using System.Text;
using System.Text.Json;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>What an answer says about its failure, in any of the forms that the Hub and the providers use
/// (docs/contracts/huggingface.md#messages).</summary>
/// <param name="Message">The sentence, at most 300 characters; empty when there is none or only a web page.</param>
/// <param name="Kind">A machine-readable kind, such as <c>content_policy_violation</c>, or null.</param>
/// <param name="EstimatedSeconds">How long loading the model is said to take, or null.</param>
/// <param name="IsPage">Whether the body is markup: then a proxy answered, and not the service.</param>
internal sealed record ErrorEnvelope(string Message, string? Kind, double? EstimatedSeconds, bool IsPage)
{
    private const int LongestMessage = 300;

    /// <summary>Reads the envelope of a failed answer.</summary>
    public static ErrorEnvelope Read(UpstreamReply reply)
    {
        var body = reply.Body.Span.TrimStart(" \r\n\t"u8);
        var envelope = body switch
        {
            [] => new ErrorEnvelope("", null, null, IsPage: false),
            [(byte)'<', ..] => new ErrorEnvelope("", null, null, IsPage: true),
            [(byte)'{', ..] => FromJson(reply.Body),
            _ => new ErrorEnvelope(
                Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestMessage)]), null, null, IsPage: false),
        };
        var message = reply.Header("x-error-message") ?? envelope.Message;
        return envelope with
        {
            Message = message.Length > LongestMessage ? message[..LongestMessage] : message,
            Kind = reply.Header("x-error-code") ?? reply.Header("x-fal-error-type") ?? envelope.Kind,
        };
    }

    private static ErrorEnvelope FromJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var first = FirstDetail(root);
            return new ErrorEnvelope(
                MessageOf(root) ?? "", Text(root, "error_type") ?? KindOf(root) ?? Text(first, "type"),
                Seconds(root), IsPage: false);
        }
        catch (JsonException)
        {
            return new ErrorEnvelope("", null, null, IsPage: false);
        }
    }

    // The order of docs/contracts/huggingface.md#messages.
    private static string? MessageOf(JsonElement root) =>
        Text(root, "error") is { } error && Text(root, "error_description") is { } description
            ? $"{error}: {description}"
        : Text(root, "error") ?? Text(Member(root, "error"), "message") ?? Joined(Member(root, "error"))
        ?? Text(FirstOf(Member(root, "errors")), "message")
        ?? (Text(root, "detail") is { } detail
            ? Text(root, "title") is { } title ? $"{title}: {detail}" : detail
            : null)
        ?? Text(FirstDetail(root), "msg") ?? Text(root, "message") ?? Text(root, "title");

    private static string? KindOf(JsonElement root) =>
        Text(Member(root, "error"), "code") ?? Text(Member(root, "error"), "type");

    private static JsonElement FirstDetail(JsonElement root) => FirstOf(Member(root, "detail"));

    private static double? Seconds(JsonElement root) =>
        Member(root, "estimated_time") is { ValueKind: JsonValueKind.Number } number
            && number.TryGetDouble(out var seconds)
            ? seconds
            : null;

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static JsonElement FirstOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().FirstOrDefault() : default;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string? Joined(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? string.Join("; ", element.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String)
            .Select(item => item.GetString()))
        : null;
}
