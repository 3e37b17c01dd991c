using System.Text.Json;
using Visuel.Core.Generation;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Plays hf-inference: a prompt in, a file out.</summary>
internal sealed class FakeHfInference(FakeHub hub, FakePictures pictures)
{
    /// <summary>Answers <c>POST /hf-inference/models/…</c>.</summary>
    public FakeAnswer Answer(ReceivedRequest request, FakePicture picture)
    {
        var model = Uri.UnescapeDataString(request.Path["/hf-inference/models/".Length..]);
        if (!hub.Has("hf-inference", model))
        {
            return FakeAnswer.Error(400, "Model not supported by provider hf-inference");
        }

        if (FakeStrictness.CheckBody(request, out var body, "inputs", "parameters") is { } refused)
        {
            return refused;
        }

        if (!body.TryGetProperty("inputs", out _))
        {
            return FakeAnswer.Error(400, "Body needs to provide a inputs key");
        }

        if (body.TryGetProperty("parameters", out var parameters) && FakeStrictness.CheckNames(
            parameters, "guidance_scale", "negative_prompt", "num_inference_steps", "width", "height", "scheduler",
            "seed") is { } unknown)
        {
            return unknown;
        }

        var size = parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("width", out var width)
            ? new DrawSize(width.GetInt32(), parameters.GetProperty("height").GetInt32())
            : DrawSize.Default;
        if (size.Width % 8 != 0 || size.Height % 8 != 0)
        {
            return FakeAnswer.Error(
                400, $"`height` and `width` have to be divisible by 8 but are {size.Height} and {size.Width}.");
        }

        var format = picture.Format ?? (request.Header("accept") == "image/png" ? "png" : "jpeg");
        return FakeAnswer.File(pictures.Draw(picture, format, size), $"image/{format}") with { Delay = picture.Delay };
    }
}
