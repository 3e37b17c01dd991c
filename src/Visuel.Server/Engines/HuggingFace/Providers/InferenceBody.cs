using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace.Providers;

/// <summary>The body for hf-inference and for Inference Endpoints. Their backends refuse parameters that the model's
/// pipeline does not know.</summary>
internal sealed record InferenceBody(string Inputs, InferenceParameters Parameters)
{
    /// <summary>The body for an order, drawn at a size.</summary>
    public static InferenceBody Of(ProviderRequest request, DrawSize size) => new(
        request.Order.Prompt,
        new InferenceParameters(
            request.NegativePrompt, size.Width, size.Height, request.Order.Model.Steps?.Default,
            request.Order.Model.GuidanceScale?.Default, request.Order.Seed));
}

/// <summary>The parameters of a diffusers pipeline.</summary>
internal sealed record InferenceParameters(
    string? NegativePrompt, int Width, int Height, int? NumInferenceSteps, double? GuidanceScale, long Seed);
