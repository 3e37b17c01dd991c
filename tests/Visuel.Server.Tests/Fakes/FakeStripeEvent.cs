using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using Stripe;

namespace Visuel.Server.Tests.Fakes;

/// <summary>An event as the fake Stripe emitted it: what it says of its object was true then.</summary>
internal sealed record FakeStripeEvent(string Id, string Type, JsonObject About, long CreatedAt)
{
    /// <summary>Whether an endpoint has taken it.</summary>
    public bool IsDelivered { get; set; }

    /// <summary>The full form, in a version of the API.</summary>
    public JsonObject Snapshot(string version = "2026-10-28.endive") => new()
    {
        ["id"] = Id,
        ["object"] = "event",
        ["api_version"] = version,
        ["created"] = CreatedAt,
        ["data"] = new JsonObject { ["object"] = About.DeepClone() },
        ["livemode"] = false,
        ["pending_webhooks"] = 1,
        ["request"] = new JsonObject { ["id"] = null, ["idempotency_key"] = null },
        ["type"] = Type,
    };

    /// <summary>The thin form: names alone.</summary>
    public JsonObject Thin() => new()
    {
        ["id"] = Id,
        ["object"] = "v2.core.event",
        ["created"] = DateTimeOffset.FromUnixTimeSeconds(CreatedAt).UtcDateTime.ToString("O"),
        ["livemode"] = false,
        ["related_object"] = new JsonObject
        {
            ["id"] = About["id"]!.GetValue<string>(),
            ["type"] = About["object"]!.GetValue<string>(),
            ["url"] = $"/v1/{About["object"]!.GetValue<string>()}s/{About["id"]!.GetValue<string>()}",
        },
        ["type"] = $"v1.{Type}",
    };

    /// <summary>A request that delivers a body, signed as Stripe signs it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="at">The time in the signature, in seconds since 1970, or null for now.</param>
    /// <param name="secret">The endpoint's secret.</param>
    public static HttpRequestMessage Deliver(string body, long? at = null, string secret = FakeStripe.WebhookSecret) =>
        new(HttpMethod.Post, "/api/webhooks/stripe")
        {
            Content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json),
            Headers = { { "Stripe-Signature", SignatureOf(body, at, secret) } },
        };

    /// <summary>Its signature.</summary>
    public static string SignatureOf(string body, long? at = null, string secret = FakeStripe.WebhookSecret) =>
        EventUtility.GenerateSignatureHeader(body, secret, at);
}
