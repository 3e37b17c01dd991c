using Visuel.Core.Generation;
using Visuel.Server.Settings;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>An Inference Endpoint of the installation's own: one container with one model.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Token">The token it asks for, or null when it asks for none.</param>
/// <param name="ModelId">The model in it: the installation's default.</param>
public sealed record HuggingFaceEndpoint(Uri Address, string? Token, string ModelId)
{
    private const string Domain = ".endpoints.huggingface.cloud";

    /// <summary>Reads <c>HF_ENDPOINT_URL</c> and <c>HF_ENDPOINT_TOKEN</c>; null when there is none.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="token">The endpoint's own token, or null.</param>
    /// <param name="accountToken">The installation's token, which goes to Hugging Face's own hosts and
    /// this machine only.</param>
    public static HuggingFaceEndpoint? Read(SettingsReader settings, string? token, string? accountToken)
    {
        if (settings.Address("HF_ENDPOINT_URL") is not { } address)
        {
            if (token is not null)
            {
                settings.Notice("HF_ENDPOINT_TOKEN is set without HF_ENDPOINT_URL: it is not used.");
            }

            return null;
        }

        var isTheirs = address.Scheme == Uri.UriSchemeHttps
            && address.IdnHost.EndsWith(Domain, StringComparison.OrdinalIgnoreCase);
        var mayHaveAccountToken = isTheirs || address.IsLoopback;
        if (token is null && accountToken is not null && !mayHaveAccountToken)
        {
            settings.Notice(
                $"HF_ENDPOINT_URL is not under {Domain}, so it is called without HF_TOKEN; set HF_ENDPOINT_TOKEN if " +
                "it wants one.");
        }

        return new HuggingFaceEndpoint(
            address, token ?? (mayHaveAccountToken ? accountToken : null),
            settings.Text("IMAGE_MODEL") ?? ImageModels.StableDiffusionXl.Id);
    }

    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => $"{nameof(HuggingFaceEndpoint)} {{ {Address}, {ModelId} }}";
}
