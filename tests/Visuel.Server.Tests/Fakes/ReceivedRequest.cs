using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Visuel.Server.Tests.Fakes;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, escaped as they were sent.</param>
/// <param name="Headers">Headers by name without regard to case.</param>
/// <param name="Body">The body as text.</param>
internal sealed record ReceivedRequest(
    string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The path without the query.</summary>
    public string Path => Target.Split('?')[0];

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>A header, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Reads a request.</summary>
    public static async Task<ReceivedRequest> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new ReceivedRequest(
            context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget, headers, body);
    }

    /// <summary>Whether method and path are those of a pattern, in which <c>*</c> stands for anything and <c>{id}</c>
    /// for one segment; a query counts only when the pattern has one.</summary>
    public bool Matches(string method, string pattern)
    {
        var text = pattern.Contains('?', StringComparison.Ordinal) ? Target : Path;
        var expression = Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)
            .Replace("\\{id}", "[^/?]+", StringComparison.Ordinal);
        return method == Method && Regex.IsMatch(text, $"^{expression}$", RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
