using System.Text.Json;
using Visuel.Core.Generation;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Plays the providers that answer at once with base64 in JSON: Nscale, Together and DeepInfra, each strict
/// about its own words.</summary>
internal sealed class FakeEncodedImages(FakeHub hub, FakePictures pictures)
{
    /// <summary>Answers <c>POST /nscale/v1/images/generations</c>. The official JavaScript client may send width and
    /// height; they change nothing.</summary>
    public FakeAnswer Nscale(ReceivedRequest request, FakePicture picture) =>
        Check("nscale", request, out var body,
            "prompt", "model", "response_format", "size", "seed", "negative_prompt", "width", "height", "n")
        ?? Answer(picture, "png", SizeIn(body, "size"), new { created = 1_787_000_000 });

    /// <summary>Answers <c>POST /together/v1/images/generations</c>.</summary>
    public FakeAnswer Together(ReceivedRequest request, FakePicture picture) =>
        Check("together", request, out var body, "prompt",
            "model", "response_format", "width", "height", "steps", "guidance_scale", "seed", "negative_prompt", "n")
        ?? Answer(
            picture,
            "jpeg",
            body.TryGetProperty("width", out var width)
                ? new DrawSize(width.GetInt32(), body.GetProperty("height").GetInt32())
                : DrawSize.Default,
            new { id = "oa1b2c3", model = body.GetProperty("model").GetString(), @object = "list" });

    /// <summary>Answers <c>POST /deepinfra/v1/openai/images/generations</c>.</summary>
    public FakeAnswer DeepInfra(ReceivedRequest request, FakePicture picture) =>
        Check("deepinfra", request, out var body, "prompt", "model", "response_format", "size", "seed", "n")
        ?? Answer(picture, "png", SizeIn(body, "size"), new { created = 1_787_000_000 });

    private FakeAnswer? Check(
        string provider, ReceivedRequest request, out JsonElement body, params ReadOnlySpan<string> known) =>
        FakeStrictness.CheckBody(request, out body, known) is { } refused ? refused
        : !body.TryGetProperty("prompt", out _) ? FakeAnswer.Json(
            400, new { error = new { message = "prompt is required", type = "invalid_request_error" } })
        : !body.TryGetProperty("model", out var model) || !hub.Has(provider, model.GetString()!) ? FakeAnswer.Error(
            400, $"Model not supported by provider {provider}")
        : body.TryGetProperty("response_format", out var format) && format.GetString() is not ("b64_json" or "base64")
            ? FakeAnswer.Error(400, "response_format is not supported")
            : null;

    private FakeAnswer Answer(FakePicture picture, string format, DrawSize size, object around)
    {
        var file = pictures.Draw(picture, format, size);
        var members = JsonSerializer.SerializeToElement(around).EnumerateObject()
            .ToDictionary(member => member.Name, member => (object)member.Value, StringComparer.Ordinal);
        members["data"] = new[] { new { index = 0, b64_json = file } };
        return FakeAnswer.Json(200, members) with { Delay = picture.Delay };
    }

    private static DrawSize SizeIn(JsonElement body, string name) =>
        body.TryGetProperty(name, out var size) ? FakeJobs.Size(size.GetString()!, 'x') : DrawSize.Default;
}
