using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Visuel.Core.Generation;

namespace Visuel.Server.Answers;

/// <summary>The JSON body of a request, read by our own rules: at most 64 kB unless the endpoint says otherwise, only
/// JSON, unknown fields refused by name, and every fault told field by field.</summary>
/// <typeparam name="T">The wire record.</typeparam>
public sealed partial class JsonBody<T> : IBindableFromHttpContext<JsonBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    // Bytes.
    private const long Longest = 64 * 1024;

    private readonly T? value;
    private readonly Problem? problem;
    private readonly FieldProblem? field;

    private JsonBody(T? value, Problem? problem = null, FieldProblem? field = null) =>
        (this.value, this.problem, this.field) = (value, problem, field);

    /// <summary>SHA-256 of the body as it came, in hexadecimal.</summary>
    public string Hash { get; private init; } = "";

    /// <summary>The record. An endpoint is called only with one:
    /// a body that cannot be used is answered before it.</summary>
    public T Value => value!;

    // The answer to a body that cannot be used, or null.
    private ProblemHttpResult? Refusal(Problems problems) => (problem, field) switch
    {
        (_, not null) => problems.Invalid(field),
        (not null, _) => problems.Answer(problem),
        _ => null,
    };

    static async ValueTask<JsonBody<T>?> IBindableFromHttpContext<JsonBody<T>>.BindAsync(
        HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType())
        {
            return new JsonBody<T>(null, Problem.UnsupportedMediaType);
        }

        var bytes = await RequestBytes.ReadAsync(
            context.Request, context.GetEndpoint()?.Metadata.GetMetadata<LargestBody>()?.Bytes ?? Longest);
        if (bytes is null)
        {
            return new JsonBody<T>(null, Problem.TooLarge);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(WithoutMark(bytes), RequestJson.Options) is { } read
                ? new JsonBody<T>(read) { Hash = Convert.ToHexString(SHA256.HashData(bytes)) }
                : new JsonBody<T>(null, field: new FieldProblem("body", "malformed_json"));
        }
        catch (JsonException error)
        {
            return new JsonBody<T>(null, field: Explain(error));
        }
    }

    // Some programs begin UTF-8 with a byte order mark (RFC 8259, 8.1: a reader may skip it).
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? bytes["\uFEFF"u8.Length..] : bytes;

    // Whichever endpoint takes a body, it brings along the filter that answers one that cannot be used.
    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
        builder.FilterFactories.Add((_, next) => call =>
            call.Arguments.OfType<JsonBody<T>>().Single()
                .Refusal(call.HttpContext.RequestServices.GetRequiredService<Problems>()) is { } refusal
                ? ValueTask.FromResult<object?>(refusal)
                : next(call));
    }

    // The serializer names unknown and missing members only in its message; the rest it tells by path.
    private static FieldProblem Explain(JsonException error)
    {
        if (UnknownMember.Match(error.Message) is { Success: true } unknown)
        {
            return new FieldProblem(unknown.Groups["name"].Value, "unknown_field");
        }

        if (MissingMembers.Match(error.Message) is { Success: true } missing)
        {
            return new FieldProblem(missing.Groups["name"].Value, "required");
        }

        if (NullMember.Match(error.Message) is { Success: true } absent)
        {
            return new FieldProblem(absent.Groups["name"].Value, "required");
        }

        // What the reader itself could not follow is no JSON at all, wherever it stopped.
        return error.InnerException is JsonException || error.Path is not { Length: > 2 } path
            ? new FieldProblem("body", "malformed_json")
            : new FieldProblem(path[2..], "wrong_type");
    }

    [GeneratedRegex("^The JSON property '(?<name>[^']*)' could not be mapped", RegexOptions.CultureInvariant, 100)]
    private static partial Regex UnknownMember { get; }

    [GeneratedRegex("missing required properties including: '(?<name>[^']*)'", RegexOptions.CultureInvariant, 100)]
    private static partial Regex MissingMembers { get; }

    [GeneratedRegex("^The property or field '(?<name>[^']*)' .* doesn't allow", RegexOptions.CultureInvariant, 100)]
    private static partial Regex NullMember { get; }
}

/// <summary>How large the body of an endpoint may be, where that is not the usual 64 kB.</summary>
internal sealed record LargestBody(long Bytes);
