using System.Text.Json;
using System.Text.Json.Serialization;
using Visuel.Core.Generation;

namespace Visuel.Server.Stores;

/// <summary>What is to be drawn, an order a provider works on, and why a drawing looks as it does, as stores keep them:
/// JSON, since nothing is ever looked up by their parts.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(GenerationPlan plan) => JsonSerializer.Serialize(plan, Options);

    public static string Write(RemoteJob job) => JsonSerializer.Serialize(job, Options);

    public static string? Write(Illustration? illustration) =>
        illustration is null ? null : JsonSerializer.Serialize(illustration, Options);

    public static Illustration? ReadIllustration(string? json) => Read<Illustration>(json);

    public static GenerationPlan? ReadPlan(string? json) => Read<GenerationPlan>(json);

    public static RemoteJob? ReadJob(string? json) => Read<RemoteJob>(json);

    // What another version wrote and this one cannot read is as good as absent:
    // whoever draws it says so, and the queue goes on.
    private static T? Read<T>(string? json)
        where T : class
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<T>(json, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
