using System.Text.Json;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Refuses what the service refuses.</summary>
internal static class FakeStrictness
{
    /// <summary>The refusal of a call to the router without the right token, or null.</summary>
    public static FakeAnswer? CheckToken(ReceivedRequest request, FakeHub hub) =>
        hub.Knows(request.Header("authorization")) ? null : FakeAnswer.Error(401, "Invalid username or password.");

    /// <summary>The refusal of a body: its type must be bare, its JSON an object without nulls and without
    /// unknown names.</summary>
    public static FakeAnswer? CheckBody(
        ReceivedRequest request, out JsonElement body, params ReadOnlySpan<string> known)
    {
        body = default;
        if (request.Header("content-type") != "application/json")
        {
            return FakeAnswer.Error(400, $"Content type \"{request.Header("content-type")}\" not supported.");
        }

        try
        {
            body = request.Json;
        }
        catch (JsonException)
        {
            return FakeAnswer.Error(400, "The body is no JSON.");
        }

        return CheckNames(body, known);
    }

    /// <summary>The refusal of an object with nulls or unknown names, or null.</summary>
    public static FakeAnswer? CheckNames(JsonElement body, params ReadOnlySpan<string> known)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (!known.Contains(member.Name) || member.Value.ValueKind == JsonValueKind.Null)
            {
                return FakeAnswer.Error(
                    400, $"StableDiffusionXLPipeline.__call__() got an unexpected keyword argument '{member.Name}'");
            }
        }

        return null;
    }
}
