using System.Collections.ObjectModel;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>One request to the Hub, the router or an endpoint.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Address">Where to; the token goes with it.</param>
/// <param name="Asked">Who is asked, for the log: a provider's name, or <c>hub</c>.</param>
/// <param name="Token">The Hugging Face token, or null for an endpoint that asks for none.</param>
internal sealed record UpstreamCall(HttpMethod Method, Uri Address, string Asked, string? Token)
{
    /// <summary>The JSON to send, or null.</summary>
    public byte[]? Json { get; init; }

    /// <summary>The one media type wanted, or null to leave it to the service.</summary>
    public string? Accept { get; init; }

    /// <summary>What else the provider wants to be told, by header name.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The organisation to bill, or null.</summary>
    public string? BillTo { get; init; }

    /// <summary>A call to a provider through the router.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="options">Where the router is, and who pays.</param>
    /// <param name="provider">The provider's name.</param>
    /// <param name="pathAndQuery">The provider's own path, escaped, with a slash in front.</param>
    /// <param name="token">The Hugging Face token.</param>
    public static UpstreamCall AtRouter(
        HttpMethod method, HuggingFaceOptions options, string provider, string pathAndQuery, string? token) =>
        new(method, At(options.Router, $"/{provider}{pathAndQuery}"), provider, token) { BillTo = options.BillTo };

    /// <summary>A call to the Hub.</summary>
    public static UpstreamCall AtHub(
        HttpMethod method, HuggingFaceOptions options, string pathAndQuery, string token) =>
        new(method, At(options.Hub, pathAndQuery), "hub", token);

    /// <summary>Without the token and the body.</summary>
    public override string ToString() => $"{Method} {Address}";

    private static Uri At(Uri origin, string pathAndQuery) => new(origin.AbsoluteUri.TrimEnd('/') + pathAndQuery);
}
