using System.Text.RegularExpressions;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Which parameters each call of the fake Stripe takes. A <c>*</c> in brackets is the index of a list or a
/// name in a map.</summary>
internal static class FakeStripeParameters
{
    private static readonly string[] Paging = ["limit", "starting_after", "ending_before", "expand[*]"];

    private static readonly string[] Read = ["expand[*]"];

    // Those that are marked with ! are required.
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["POST /v1/customers"] =
            ["email", "name", "description", "phone", "preferred_locales[*]", "metadata[*]", "tax_exempt", "expand[*]"],
        ["GET /v1/customers"] = ["email", "created[gte]", .. Paging],
        ["GET /v1/customers/{id}"] = Read,
        ["GET /v1/subscriptions"] = ["customer", "status", "price", "collection_method", .. Paging],
        ["GET /v1/subscriptions/{id}"] = Read,
        ["DELETE /v1/subscriptions/{id}"] = ["invoice_now", "prorate", "cancellation_details[comment]", "expand[*]"],
        ["GET /v1/subscription_schedules/{id}"] = Read,
        ["GET /v1/invoices"] = ["customer", "status", "subscription", "collection_method", .. Paging],
        ["GET /v1/invoices/{id}"] = Read,
        ["GET /v1/charges"] = ["customer", "payment_intent", "transfer_group", "created[gte]", .. Paging],
        ["GET /v1/charges/{id}"] = Read,
        ["GET /v1/disputes"] = ["charge", "payment_intent", .. Paging],
        ["GET /v1/disputes/{id}"] = Read,
        ["GET /v1/refunds/{id}"] = Read,
        ["GET /v1/prices"] = ["active", "currency", "product", "type", "lookup_keys[*]", .. Paging],
        ["GET /v1/prices/{id}"] = Read,
        ["POST /v1/prices"] =
            ["!currency", "product", "unit_amount", "tax_behavior", "recurring[interval]",
                "recurring[interval_count]", "lookup_key", "transfer_lookup_key", "nickname", "active", "metadata[*]"],
        ["POST /v1/prices/{id}"] =
            ["active", "lookup_key", "transfer_lookup_key", "nickname", "metadata[*]", "tax_behavior"],
        ["GET /v1/products/{id}"] = Read,
        ["POST /v1/products/{id}"] = ["active", "name", "description", "metadata[*]"],
        ["POST /v1/products"] = ["id", "!name", "description", "active", "metadata[*]", "tax_code"],
        ["GET /v1/checkout/sessions"] = ["customer", "status", "subscription", "payment_intent", .. Paging],
        ["GET /v1/checkout/sessions/{id}"] = Read,
        ["POST /v1/checkout/sessions/{id}/expire"] = Read,
        ["POST /v1/checkout/sessions"] =
        [
            "mode", "customer", "customer_email", "client_reference_id",
            "line_items[*][price]", "line_items[*][quantity]", "locale", "success_url", "cancel_url", "ui_mode",
            "allow_promotion_codes", "discounts[*][coupon]", "billing_address_collection", "tax_id_collection[enabled]",
            "customer_update[name]", "customer_update[address]", "automatic_tax[enabled]", "metadata[*]",
            "subscription_data[metadata][*]", "expires_at", "expand[*]",
        ],
        ["POST /v1/billing_portal/sessions"] =
            ["!customer", "configuration",
                "locale", "return_url", "flow_data[type]", "flow_data[subscription_cancel][subscription]"],
        ["GET /v1/billing_portal/configurations"] = ["active", "is_default", .. Paging],
        ["POST /v1/billing_portal/configurations"] =
            [.. Features("!features[invoice_history][enabled]"), "metadata[*]", "default_return_url", "name"],
        ["POST /v1/billing_portal/configurations/{id}"] =
            [.. Features("features[invoice_history][enabled]"), "metadata[*]", "default_return_url", "name", "active"],
        ["GET /v1/webhook_endpoints"] = Paging,
        ["POST /v1/webhook_endpoints"] =
            ["!url", "!enabled_events[0]", "enabled_events[*]", "api_version", "description", "metadata[*]"],
        ["POST /v1/webhook_endpoints/{id}"] = ["url", "enabled_events[*]", "disabled", "description", "metadata[*]"],
        ["GET /v1/events"] = ["delivery_success", "type", "types[*]", .. Paging],
    };

    private static readonly string[] Flags = ["active", "is_default",
        "delivery_success", "allow_promotion_codes", "enabled]", "transfer_lookup_key", "prorate", "invoice_now",
        "disabled"];

    /// <summary>The call of a method and path, such as <c>GET /v1/prices/{id}</c>; null when there is none.</summary>
    public static string? CallOf(string method, string path)
    {
        var whole = $"{method} {path}";
        if (Known.ContainsKey(whole))
        {
            return whole;
        }

        var parts = whole.Split('/');
        // A name stands last, or before a verb.
        foreach (var place in (int[])[parts.Length - 1, parts.Length - 2])
        {
            var call = string.Join('/', parts.Select((part, index) => index == place ? "{id}" : part));
            if (Known.ContainsKey(call))
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>What is wrong with the parameters of a call, as code and parameter; null when nothing is.</summary>
    public static (string Code, string Name)? Fault(string call, IReadOnlyDictionary<string, string> given)
    {
        var known = Known[call];
        foreach (var (name, value) in given)
        {
            if (!known.Any(pattern => Pattern(pattern.TrimStart('!')).IsMatch(name)))
            {
                return ("parameter_unknown", name);
            }

            if (Flags.Any(flag => name.EndsWith(flag, StringComparison.Ordinal)) && value is not ("true" or "false"))
            {
                return ("parameter_invalid_boolean", name);
            }

            if (name is "limit" && (!int.TryParse(value, out var limit) || limit is < 1 or > 100))
            {
                return ("parameter_invalid_integer", name);
            }

            // Beyond four levels Stripe refuses to look.
            if (name.StartsWith("expand[", StringComparison.Ordinal) && value.Split('.').Length > 4)
            {
                return ("parameter_invalid", name);
            }

            if (value.Length == 0)
            {
                return ("parameter_invalid_empty", name);
            }
        }

        return known.Where(pattern => pattern[0] == '!').Select(pattern => pattern[1..])
            .FirstOrDefault(name => !given.ContainsKey(name)) is { } missing
            ? ("parameter_missing", missing)
            : null;
    }

    private static string[] Features(string history) =>
    [
        history, "features[payment_method_update][enabled]",
        "features[customer_update][enabled]", "features[customer_update][allowed_updates][*]",
        "features[subscription_cancel][enabled]",
        "features[subscription_cancel][mode]", "features[subscription_update][enabled]",
        "features[subscription_update][default_allowed_updates][*]",
        "features[subscription_update][products][*][product]", "features[subscription_update][products][*][prices][*]",
        "features[subscription_update][proration_behavior]",
        "features[subscription_update][schedule_at_period_end][conditions][*][type]",
    ];

    private static Regex Pattern(string pattern) => new(
        $"^{Regex.Escape(pattern).Replace(@"\*]", @"[^\[\]]+]", StringComparison.Ordinal)}$", RegexOptions.None,
        TimeSpan.FromSeconds(1));
}
