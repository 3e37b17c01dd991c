using System.Text;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>What the Hub says about a model.</summary>
internal abstract record HubAnswer
{
    private HubAnswer()
    {
    }

    /// <summary>These providers have it.</summary>
    public sealed record Mapped(ProviderMapping Mapping) : HubAnswer;

    /// <summary>The Hub refuses this token: the model is unknown, private or gated, or the token is wrong. A second
    /// call would not change that.</summary>
    public sealed record Refused(EngineFault Fault) : HubAnswer;

    /// <summary>The Hub did not answer usefully. An older mapping may be used.</summary>
    public sealed record Silent(ProviderFault Fault) : HubAnswer;
}

/// <summary>Asks the Hub which providers have a model.</summary>
internal sealed class HubModels(UpstreamClient upstream, HuggingFaceOptions options)
{
    private const string WrongToken = "Invalid credentials in Authorization header";

    /// <summary>Asks once. With a token the list comes in the order its owner chose.</summary>
    public async Task<HubAnswer> AskAsync(string modelId, string token, CancellationToken stop)
    {
        if (RemotePath.Escape(modelId) is not { } path)
        {
            return new HubAnswer.Refused(new EngineFault(FaultClass.ModelGone, "no name of a model"));
        }

        var call = UpstreamCall.AtHub(
            HttpMethod.Get, options, $"/api/models/{path}?expand[]=inferenceProviderMapping", token);
        return await upstream.SendAsync(call, stop) switch
        {
            UpstreamOutcome.Answered answered => Read(modelId, answered.Reply),
            UpstreamOutcome.Failed { Reply.Status: 401 } failed =>
                Refuse(SaysWrongToken(failed.Reply) ? FaultClass.AuthInvalid : FaultClass.ModelGone, failed),
            // The Hub answers 403 for a gated model, 404 for one this token may not see.
            UpstreamOutcome.Failed { Reply.Status: 403 or 404 or 410 or 400 } failed =>
                Refuse(FaultClass.ModelGone, failed),
            UpstreamOutcome.Failed failed => new HubAnswer.Silent(failed.Fault),
            _ => throw new InvalidOperationException("A call is answered or failed."),
        };
    }

    private static HubAnswer Read(string modelId, UpstreamReply reply) =>
        ProviderMapping.Read(modelId, reply.Body) is { } mapping
            ? new HubAnswer.Mapped(mapping)
            : new HubAnswer.Silent(ProviderFault.Of(FaultClass.Malformed, "hub: not the description of a model"));

    private static HubAnswer.Refused Refuse(FaultClass kind, UpstreamOutcome.Failed failed) =>
        new(new EngineFault(kind, $"hub: {failed.Fault.Fault.Detail}"));

    // The Hub answers 401 also for a model that the caller may not see. Only this sentence blames the token
    // (huggingface_hub, hf_raise_for_status).
    private static bool SaysWrongToken(UpstreamReply reply) => reply.Header("x-error-message") is { } message
        ? message == WrongToken
        : reply.Body.Span.IndexOf(Encoding.UTF8.GetBytes(WrongToken)) >= 0;
}
