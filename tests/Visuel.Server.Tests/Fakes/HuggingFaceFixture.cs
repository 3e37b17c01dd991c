using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Visuel.Core.Generation;

namespace Visuel.Server.Tests.Fakes;

/// <summary>One case of hf-fixtures.json: an answer of Hugging Face, and what is to be made of it.</summary>
internal sealed partial class HuggingFaceFixture(JsonElement source)
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, HuggingFaceFixture> All { get; } = Load();

    public string Name => Text(source, "name")!;

    public string Group => Text(source, "group")!;

    public string Method => Text(source.GetProperty("request"), "method")!;

    /// <summary>Path and query it belongs to, as a pattern.</summary>
    public string Path =>
        Text(source.GetProperty("request"), "path")!.Replace("{{REQUEST_ID}}", "{id}", StringComparison.Ordinal);

    public int Status => source.GetProperty("status").GetInt32();

    /// <summary>The class it is: a <see cref="FaultClass"/> in snake_case, or <c>ok</c>, <c>pending</c>,
    /// <c>fetch_result</c>.</summary>
    public string ExpectedClass => Text(Expect, "class")!;

    public bool RetrySameProvider => Expect.TryGetProperty("retrySameProvider", out var may) && may.GetBoolean();

    public bool TryNextProvider => Expect.TryGetProperty("tryNextProvider", out var may) && may.GetBoolean();

    public int? RetryAfterSeconds =>
        Expect.TryGetProperty("retryAfterSeconds", out var seconds) ? seconds.GetInt32() : null;

    public JsonElement Expect => source.GetProperty("expect");

    public override string ToString() => Name;

    /// <summary>The answer, with its placeholders filled in by their names.</summary>
    public FakeAnswer Answer(FakePictures pictures, Func<string, string> placeholders)
    {
        var transport = Text(source, "transportError");
        return new FakeAnswer(Status, Body(pictures, placeholders))
        {
            Headers = source.GetProperty("headers").EnumerateObject()
                .ToDictionary(
                    header => header.Name, header => Fill(header.Value.GetString()!, placeholders),
                    StringComparer.Ordinal),
            Delay = TimeSpan.FromMilliseconds(source.TryGetProperty("delayMs", out var delay) ? delay.GetInt32() : 0),
            TruncateToBytes = source.TryGetProperty("truncateToBytes", out var bytes) ? bytes.GetInt32() : null,
            Ending = transport switch
            {
                null => FakeEnding.Complete,
                "reset" => FakeEnding.BeforeHeaders,
                "reset_mid_body" => FakeEnding.MidBody,
                _ => throw new InvalidOperationException($"The fake cannot do {transport}."),
            },
        };
    }

    private byte[] Body(FakePictures pictures, Func<string, string> placeholders)
    {
        if (Text(source, "image") is { } format)
        {
            var size = source.TryGetProperty("width", out var width)
                ? new DrawSize(width.GetInt32(), source.GetProperty("height").GetInt32())
                : DrawSize.Default;
            return pictures.Draw(new FakePicture(), format, size);
        }

        var text = source.TryGetProperty("json", out var json) ? json.GetRawText() : Text(source, "body") ?? "";
        return Encoding.UTF8.GetBytes(Fill(text, placeholders));
    }

    private static string Fill(string text, Func<string, string> placeholders) =>
        Placeholder.Replace(text, match => placeholders(match.Groups["name"].Value));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) ? member.GetString() : null;

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Placeholder { get; }

    private static Dictionary<string, HuggingFaceFixture> Load()
    {
        using var stream = typeof(HuggingFaceFixture).Assembly.GetManifestResourceStream("hf-fixtures.json")!;
        return JsonDocument.Parse(stream).RootElement.EnumerateArray().Select(source => new HuggingFaceFixture(source))
            .ToDictionary(fixture => fixture.Name, StringComparer.Ordinal);
    }
}
