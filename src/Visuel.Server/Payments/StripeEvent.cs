using System.Text.Json;
using Stripe;
using Visuel.Core.Billing;

namespace Visuel.Server.Payments;

/// <summary>A signed event, in full or in thin form (docs/contracts/stripe.md#webhooks). Only the names in it are read:
/// they say which object changed. What else it says of the object is not used, so the API version of the event does not
/// matter.</summary>
/// <param name="Event">The event.</param>
/// <param name="IsLive">Whether it is of live mode; null where it does not say.</param>
/// <param name="IsOfOtherAccount">Whether it is of an account that is connected to ours.</param>
internal sealed record StripeEvent(PaymentEvent Event, bool? IsLive, bool IsOfOtherAccount)
{
    // An older signature may be a replay of a captured one.
    private const long ToleratedSeconds = 300;

    private static readonly string[] Ours =
    [
        "checkout.session.", "customer.", "subscription_schedule.", "invoice.", "charge.", "refund.", "price.",
        "product.", "radar.early_fraud_warning.",
    ];

    // Events of these types match the first list, but have nothing to do with payments.
    private static readonly string[] Others =
        ["customer.tax_id.", "customer.source.", "customer.discount.", "customer.entitlements."];

    /// <summary>Whether one of the secrets signed it within the last five minutes.</summary>
    public static bool IsSigned(string json, string? signature, IEnumerable<string> secrets, TimeProvider clock) =>
        !string.IsNullOrWhiteSpace(signature)
        && secrets.Any(secret => IsSigned(json, signature, secret, clock.GetUtcNow().ToUnixTimeSeconds()));

    /// <summary>Reads an event; null when the JSON is none.</summary>
    public static StripeEvent? Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object || Text(json, "id") is not { Length: > 0 and <= 255 } id
            || Text(json, "type") is not { Length: > 0 and <= 255 } type)
        {
            return null;
        }

        var isThin = Text(json, "object") is "v2.core.event";
        var about = isThin ? Member(json, "related_object") : Member(Member(json, "data"), "object");
        var named = Text(about, "id");
        var customer = (isThin ? Text(about, "type") : Text(about, "object")) is "customer" ? named : CustomerOf(about);
        return new StripeEvent(
            new PaymentEvent(
                id, isThin && type.StartsWith("v1.", StringComparison.Ordinal) ? type[3..] : type, named,
                customer, CreatedAt(json)),
            Member(json, "livemode") is { ValueKind: JsonValueKind.True or JsonValueKind.False } mode
                ? mode.GetBoolean()
                : null,
            Text(json, "account") is not null);
    }

    /// <summary>Whether it is of our account and mode, and about payments.</summary>
    public bool IsFor(StripeOptions options) =>
        !IsOfOtherAccount && (IsLive ?? options.IsLive) == options.IsLive
        && Ours.Any(prefix => Event.Type.StartsWith(prefix, StringComparison.Ordinal))
        && !Others.Any(prefix => Event.Type.StartsWith(prefix, StringComparison.Ordinal));

    private static bool IsSigned(string json, string signature, string secret, long now)
    {
        try
        {
            EventUtility.ValidateSignature(json, signature, secret, ToleratedSeconds, now);
            return true;
        }
        catch (Exception error)
            when (error is StripeException or OverflowException or FormatException or ArgumentException)
        {
            // For a time that is no number, or too large a number, the library throws exceptions of other types.
            return false;
        }
    }

    private static string? CustomerOf(JsonElement about) =>
        Member(about, "customer") is { ValueKind: JsonValueKind.Object } whole
            ? Text(whole, "id")
            : Text(about, "customer");

    private static DateTimeOffset CreatedAt(JsonElement json) => Member(json, "created") switch
    {
        { ValueKind: JsonValueKind.Number } seconds when seconds.TryGetInt64(out var epoch)
            && epoch is >= 0 and < 253_402_300_800 => DateTimeOffset.FromUnixTimeSeconds(epoch),
        { ValueKind: JsonValueKind.String } text when text.TryGetDateTimeOffset(out var instant) => instant,
        _ => DateTimeOffset.UnixEpoch,
    };

    private static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
