using Visuel.Core.Generation;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Plays the container of an Inference Endpoint: exact headers, squares only, and every failure is a 400
/// (docs/contracts/huggingface.md#dedicated-endpoint).</summary>
internal sealed class FakeEndpoint(FakePictures pictures)
{
    /// <summary>Answers <c>POST /</c>.</summary>
    public FakeAnswer Answer(ReceivedRequest request, FakePicture picture)
    {
        if (FakeStrictness.CheckBody(request, out var body, "inputs", "parameters") is { } refused)
        {
            return refused;
        }

        if (request.Header("accept") is not ("image/png" or "image/jpeg"))
        {
            return FakeAnswer.Error(400, $"Accept type \"{request.Header("accept")}\" not supported.");
        }

        if (!body.TryGetProperty("inputs", out _))
        {
            return FakeAnswer.Error(400, "Body needs to provide a inputs key, received: …");
        }

        var parameters = body.GetProperty("parameters");
        if (FakeStrictness.CheckNames(
            parameters, "guidance_scale", "negative_prompt", "num_inference_steps", "width", "height",
            "seed") is { } unknown)
        {
            return unknown;
        }

        var (width, height) = (parameters.GetProperty("width").GetInt32(), parameters.GetProperty("height").GetInt32());
        return width != height
            ? FakeAnswer.Error(
                400,
                $"Provided `height={height}` and `width={width}`, but either both must have a value or both must be " +
                "None (or not provided).")
            : FakeAnswer.File(pictures.Draw(picture, "png", new DrawSize(width, height)), "image/png") with
            {
                Delay = picture.Delay,
            };
    }
}
