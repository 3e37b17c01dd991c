using System.Collections.Concurrent;

namespace Visuel.Server.Tests.Fakes;

/// <summary>A provider of a model, as the Hub tells it.</summary>
internal sealed record FakeMapping(
    string Provider, string ProviderId, string Status = "live", string Task = "text-to-image");

/// <summary>Plays the Hub: who has which model.</summary>
internal sealed class FakeHub(string token)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<FakeMapping>> models = new(StringComparer.Ordinal);

    /// <summary>Says who has a model.</summary>
    public void Map(string model, IReadOnlyList<FakeMapping> mappings) => models[model] = mappings;

    /// <summary>Whether a provider has a model under this name.</summary>
    public bool Has(string provider, string providerId) =>
        models.Values.Any(
            mappings => mappings.Any(mapping => mapping.Provider == provider && mapping.ProviderId == providerId));

    /// <summary>Whether a provider has a model in this version: <c>owner/name:version</c>.</summary>
    public bool HasVersion(string provider, string version) =>
        models.Values.Any(mappings => mappings.Any(mapping => mapping.Provider == provider
            && mapping.ProviderId.EndsWith($":{version}", StringComparison.Ordinal)));

    /// <summary>The tokens beside the installation's that are good, with their owner's name.</summary>
    public ConcurrentDictionary<string, string> OtherTokens { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a token may call.</summary>
    public bool Knows(string? authorization) => authorization == $"Bearer {token}"
        || (authorization is not null && OtherTokens.ContainsKey(authorization["Bearer ".Length..]));

    /// <summary>Answers <c>GET /api/whoami-v2</c>.</summary>
    public FakeAnswer WhoAmI(ReceivedRequest request) => !Knows(request.Header("authorization"))
        ? FakeAnswer.Error(401, "Invalid username or password.")
        : FakeAnswer.Json(200, new
        {
            type = "user",
            name = OtherTokens.GetValueOrDefault(request.Header("authorization")!["Bearer ".Length..], "operator"),
            auth = new
            {
                type = "access_token",
                accessToken = new
                {
                    displayName = "visuel",
                    role = "fineGrained",
                    fineGrained = new
                    {
                        global = new[] { "inference.serverless.write" },
                        scoped = Array.Empty<object>(),
                    },
                },
            },
        });

    /// <summary>Answers <c>GET /api/models/…?expand[]=inferenceProviderMapping</c>.</summary>
    public FakeAnswer Answer(ReceivedRequest request)
    {
        var authorization = request.Header("authorization");
        if (authorization is not null && !Knows(authorization))
        {
            return Refuse(401, "Invalid credentials in Authorization header", null);
        }

        var model = Uri.UnescapeDataString(request.Path["/api/models/".Length..]);
        if (models.TryGetValue(model, out var mappings))
        {
            return FakeAnswer.Json(200, new
            {
                _id = "64bfcd5ff462a99a04fd1ec8",
                id = model,
                inferenceProviderMapping = mappings.Select(mapping => Describe(model, mapping)),
            });
        }

        return authorization is null
            ? Refuse(401, "Invalid username or password.", null)
            : Refuse(404, "Repository not found", "RepoNotFound");
    }

    private static object Describe(string model, FakeMapping mapping) => new
    {
        provider = mapping.Provider,
        providerId = mapping.ProviderId,
        hfModelId = model,
        status = mapping.Status,
        task = mapping.Task,
        isModelAuthor = false,
    };

    private static FakeAnswer Refuse(int status, string message, string? code)
    {
        var refusal = FakeAnswer.Error(status, message);
        var headers =
            new Dictionary<string, string>(refusal.Headers, StringComparer.Ordinal) { ["x-error-message"] = message };
        if (code is not null)
        {
            headers["x-error-code"] = code;
        }

        return refusal with { Headers = headers };
    }
}
