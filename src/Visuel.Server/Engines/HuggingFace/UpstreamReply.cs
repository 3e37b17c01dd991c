namespace Visuel.Server.Engines.HuggingFace;

/// <summary>An answer of the Hub or the router.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Headers of the answer and of its content, by name without regard to case.</param>
/// <param name="Body">The whole body of a success; of a failure no more than its first 64 kB.</param>
internal sealed record UpstreamReply(int Status, IReadOnlyDictionary<string, string> Headers, Memory<byte> Body)
{
    // huggingface_hub, utils/_http.py; fal and its front server have their own.
    private static readonly string[] RequestIdHeaders =
        ["x-request-id", "x-amzn-trace-id", "x-amz-cf-id", "x-fal-request-id"];

    /// <summary>What to quote to Hugging Face's support, or null.</summary>
    public string? RequestId => RequestIdHeaders.Select(Header).FirstOrDefault(id => id is not null);

    /// <summary>The value of a header, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Reads the headers of an answer.</summary>
    public static UpstreamReply From(HttpResponseMessage response, Memory<byte> body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            headers[name] = string.Join(", ", values);
        }

        return new UpstreamReply((int)response.StatusCode, headers, body);
    }
}
