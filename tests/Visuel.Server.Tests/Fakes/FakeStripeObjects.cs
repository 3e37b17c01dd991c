using System.Text.Json.Nodes;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Stripe's objects as API 2026-10-28.endive writes them: what is always there is there,
/// and what may be null is null.</summary>
internal static class FakeStripeObjects
{
    public static JsonObject Customer(string id, long now, IReadOnlyDictionary<string, string> wanted) => new()
    {
        ["id"] = id,
        ["object"] = "customer",
        ["balance"] = 0,
        ["created"] = now,
        ["description"] = null,
        ["default_source"] = null,
        ["email"] = wanted.GetValueOrDefault("email"),
        ["invoice_settings"] = new JsonObject { ["default_payment_method"] = null },
        ["livemode"] = false,
        ["metadata"] = Metadata(wanted, "metadata"),
        ["name"] = wanted.GetValueOrDefault("name"),
        ["preferred_locales"] = new JsonArray(
            [.. wanted.Where(one => one.Key.StartsWith("preferred_locales[", StringComparison.Ordinal))
                .Select(one => (JsonNode)one.Value)]),
        ["shipping"] = null,
    };

    public static JsonObject Product(string id, long now, IReadOnlyDictionary<string, string> wanted) => new()
    {
        ["id"] = id,
        ["object"] = "product",
        ["active"] = true,
        ["created"] = now,
        ["description"] = wanted.GetValueOrDefault("description"),
        ["livemode"] = false,
        ["metadata"] = Metadata(wanted, "metadata"),
        ["name"] = wanted["name"],
        ["updated"] = now,
    };

    public static JsonObject Price(
        string id, long now, string product, long amount, string? lookupKey, string? plan, string currency = "eur") =>
        new()
        {
            ["id"] = id,
            ["object"] = "price",
            ["active"] = true,
            ["billing_scheme"] = "per_unit",
            ["created"] = now,
            ["currency"] = currency,
            ["livemode"] = false,
            ["lookup_key"] = lookupKey,
            ["metadata"] = plan is null ? [] : new JsonObject { ["visuel_plan"] = plan },
            ["nickname"] = null,
            ["product"] = product,
            ["recurring"] =
                new JsonObject { ["interval"] = "month", ["interval_count"] = 1, ["usage_type"] = "licensed" },
            ["tax_behavior"] = "inclusive",
            ["type"] = "recurring",
            ["unit_amount"] = amount,
            ["unit_amount_decimal"] = $"{amount}",
        };

    public static JsonObject Subscription(
        string id, string item, long now, string customer, JsonObject price, long start, long end,
        JsonObject metadata) =>
        new()
        {
            ["id"] = id,
            ["object"] = "subscription",
            ["automatic_tax"] = new JsonObject { ["enabled"] = false },
            ["billing_cycle_anchor"] = start,
            ["billing_mode"] = new JsonObject { ["type"] = "flexible", ["flexible"] = new JsonObject() },
            ["billing_schedules"] = new JsonArray(),
            ["cancel_at"] = null,
            ["cancel_at_period_end"] = false,
            ["canceled_at"] = null,
            ["collection_method"] = "charge_automatically",
            ["created"] = now,
            ["currency"] = "eur",
            ["customer"] = customer,
            ["default_payment_method"] = null,
            ["discounts"] = new JsonArray(),
            ["ended_at"] = null,
            ["invoice_settings"] = new JsonObject { ["issuer"] = new JsonObject { ["type"] = "self" } },
            ["items"] = List(
                $"/v1/subscription_items?subscription={id}", [Item(item, id, now, price, start, end)], hasMore: false),
            ["latest_invoice"] = null,
            ["livemode"] = false,
            ["metadata"] = metadata,
            ["pause_collection"] = null,
            ["pending_update"] = null,
            ["schedule"] = null,
            ["start_date"] = start,
            ["status"] = "incomplete",
            ["test_clock"] = null,
            ["trial_end"] = null,
            ["trial_start"] = null,
        };

    public static JsonObject Item(string id, string subscription, long now, JsonObject price, long start, long end) =>
        new()
        {
            ["id"] = id,
            ["object"] = "subscription_item",
            ["billing_thresholds"] = null,
            ["created"] = now,
            ["current_period_end"] = end,
            ["current_period_start"] = start,
            ["current_trial"] = null,
            ["discounts"] = new JsonArray(),
            ["metadata"] = new JsonObject(),
            ["plan"] = new JsonObject
            {
                ["id"] = price["id"]!.GetValue<string>(),
                ["object"] = "plan",
                ["active"] = true,
                ["created"] = now,
                ["interval"] = "month",
                ["interval_count"] = 1,
            },
            ["price"] = price.DeepClone(),
            ["quantity"] = 1,
            ["subscription"] = subscription,
            ["tax_rates"] = new JsonArray(),
        };

    public static JsonObject Invoice(
        string id, string number, long now, JsonObject subscription, long start, long end, string reason, string page)
    {
        var price = subscription["items"]!["data"]![0]!["price"]!;
        var amount = price["unit_amount"]!.GetValue<long>();
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = "invoice",
            ["amount_due"] = amount,
            ["amount_overpaid"] = 0,
            ["amount_paid"] = 0,
            ["amount_remaining"] = amount,
            ["attempt_count"] = 0,
            ["attempted"] = false,
            ["billing_reason"] = reason,
            ["created"] = now,
            ["currency"] = price["currency"]!.GetValue<string>(),
            ["customer"] = subscription["customer"]!.GetValue<string>(),
            ["hosted_invoice_url"] = page,
            ["invoice_pdf"] = $"{page}/pdf",
            ["issuer"] = new JsonObject { ["type"] = "self" },
            ["lines"] = List(
                $"/v1/invoices/{id}/lines", [Line($"il_{id}", id, amount, price, start, end)], hasMore: false),
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["next_payment_attempt"] = null,
            ["number"] = number,
            ["parent"] = new JsonObject
            {
                ["type"] = "subscription_details",
                ["subscription_details"] = new JsonObject
                {
                    ["subscription"] = subscription["id"]!.GetValue<string>(),
                    ["metadata"] = subscription["metadata"]!.DeepClone(),
                },
            },
            ["payment_settings"] = new JsonObject { ["default_mandate"] = null },
            // Not the time the invoice is for, but when its items were collected: the month before.
            ["period_end"] = start,
            ["period_start"] = start,
            ["status"] = "open",
            ["status_transitions"] = new JsonObject
            {
                ["finalized_at"] = now,
                ["marked_uncollectible_at"] = null,
                ["paid_at"] = null,
                ["voided_at"] = null,
            },
            ["subtotal"] = amount,
            ["total"] = amount,
        };
    }

    public static JsonObject InvoicePayment(
        string id, string invoice, long now, string intent, string status, long amount) =>
        new()
        {
            ["id"] = id,
            ["object"] = "invoice_payment",
            ["amount_paid"] = status == "paid" ? amount : null,
            ["amount_requested"] = amount,
            ["created"] = now,
            ["currency"] = "eur",
            ["invoice"] = invoice,
            ["is_default"] = true,
            ["livemode"] = false,
            ["payment"] = new JsonObject { ["type"] = "payment_intent", ["payment_intent"] = intent },
            ["status"] = status,
            ["status_transitions"] =
                new JsonObject { ["canceled_at"] = null, ["paid_at"] = status == "paid" ? now : null },
        };

    public static JsonObject Charge(
        string id, long now, string customer, string intent, long amount, string currency) =>
        new()
        {
            ["id"] = id,
            ["object"] = "charge",
            ["amount"] = amount,
            ["amount_captured"] = amount,
            ["amount_refunded"] = 0,
            ["billing_details"] = new JsonObject { ["email"] = "somebody@example.com" },
            ["captured"] = true,
            ["created"] = now,
            ["currency"] = currency,
            ["customer"] = customer,
            ["disputed"] = false,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["paid"] = true,
            ["payment_intent"] = intent,
            ["refunded"] = false,
            ["status"] = "succeeded",
        };

    // It names no customer.
    public static JsonObject Refund(string id, long now, JsonObject charge, long amount) => new()
    {
        ["id"] = id,
        ["object"] = "refund",
        ["amount"] = amount,
        ["balance_transaction"] = null,
        ["charge"] = charge["id"]!.GetValue<string>(),
        ["created"] = now,
        ["currency"] = charge["currency"]!.GetValue<string>(),
        ["metadata"] = new JsonObject(),
        ["payment_intent"] = charge["payment_intent"]!.GetValue<string>(),
        ["reason"] = null,
        ["receipt_number"] = null,
        ["source_transfer_reversal"] = null,
        ["status"] = "succeeded",
        ["transfer_reversal"] = null,
    };

    public static JsonObject Dispute(string id, long now, JsonObject charge) => new()
    {
        ["id"] = id,
        ["object"] = "dispute",
        ["amount"] = charge["amount"]!.GetValue<long>(),
        ["balance_transactions"] = new JsonArray(),
        ["charge"] = charge["id"]!.GetValue<string>(),
        ["created"] = now,
        ["currency"] = charge["currency"]!.GetValue<string>(),
        ["is_charge_refundable"] = false,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["payment_intent"] = charge["payment_intent"]!.GetValue<string>(),
        ["reason"] = "fraudulent",
        ["status"] = "needs_response",
    };

    public static JsonObject Schedule(string id, long now, JsonObject subscription, string price, long from) => new()
    {
        ["id"] = id,
        ["object"] = "subscription_schedule",
        ["created"] = now,
        ["customer"] = subscription["customer"]!.GetValue<string>(),
        ["current_phase"] = new JsonObject
        {
            ["start_date"] = subscription["start_date"]!.GetValue<long>(),
            ["end_date"] = from,
        },
        ["end_behavior"] = "release",
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["phases"] = new JsonArray(
            Phase(subscription["items"]!["data"]![0]!["price"]!["id"]!.GetValue<string>(),
                subscription["start_date"]!.GetValue<long>(), from), Phase(price, from, from + (30 * 86_400))),
        ["status"] = "active",
        ["subscription"] = subscription["id"]!.GetValue<string>(),
        ["test_clock"] = null,
    };

    public static JsonObject Session(string id, long now, IReadOnlyDictionary<string, string> wanted, string page) =>
        new()
        {
            ["id"] = id,
            ["object"] = "checkout.session",
            ["allow_promotion_codes"] = wanted.GetValueOrDefault("allow_promotion_codes") == "true",
            ["amount_total"] = null,
            ["automatic_tax"] =
                new JsonObject { ["enabled"] = wanted.GetValueOrDefault("automatic_tax[enabled]") == "true" },
            ["cancel_url"] = wanted.GetValueOrDefault("cancel_url"),
            ["client_reference_id"] = wanted.GetValueOrDefault("client_reference_id"),
            ["client_secret"] = null,
            ["created"] = now,
            ["currency"] = "eur",
            ["custom_fields"] = new JsonArray(),
            ["custom_text"] = new JsonObject(),
            ["customer"] = wanted.GetValueOrDefault("customer"),
            ["expires_at"] = now + 86_400,
            ["invoice"] = null,
            ["livemode"] = false,
            ["locale"] = wanted.GetValueOrDefault("locale"),
            ["metadata"] = Metadata(wanted, "metadata"),
            ["mode"] = wanted["mode"],
            ["payment_method_types"] = new JsonArray("card"),
            ["payment_status"] = "unpaid",
            ["shipping_options"] = new JsonArray(),
            ["status"] = "open",
            ["subscription"] = null,
            ["success_url"] = wanted["success_url"],
            ["ui_mode"] = "hosted_page",
            ["url"] = page,
        };

    public static JsonObject List(string url, IEnumerable<JsonNode> data, bool hasMore) => new()
    {
        ["object"] = "list",
        ["url"] = url,
        ["has_more"] = hasMore,
        ["data"] = new JsonArray([.. data]),
    };

    /// <summary>What a form says of a map, such as <c>metadata[plan]</c>.</summary>
    public static JsonObject Metadata(IReadOnlyDictionary<string, string> wanted, string map) => new(
        wanted.Where(one => one.Key.StartsWith($"{map}[", StringComparison.Ordinal))
            .Select(one => KeyValuePair.Create(one.Key[(map.Length + 1)..^1], (JsonNode?)one.Value)));

    private static JsonObject Phase(string price, long start, long end) => new()
    {
        ["add_invoice_items"] = new JsonArray(),
        ["end_date"] = end,
        ["items"] = new JsonArray(
            new JsonObject { ["price"] = price, ["plan"] = price, ["quantity"] = 1, ["metadata"] = new JsonObject() }),
        ["metadata"] = new JsonObject(),
        ["start_date"] = start,
    };

    private static JsonObject Line(string id, string invoice, long amount, JsonNode price, long start, long end) =>
        new()
        {
            ["id"] = id,
            ["object"] = "line_item",
            ["amount"] = amount,
            ["currency"] = price["currency"]!.GetValue<string>(),
            ["discountable"] = true,
            ["discounts"] = new JsonArray(),
            ["invoice"] = invoice,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["period"] = new JsonObject { ["start"] = start, ["end"] = end },
            ["pricing"] = new JsonObject
            {
                ["type"] = "price_details",
                ["price_details"] = new JsonObject
                {
                    ["price"] = price["id"]!.GetValue<string>(),
                    ["product"] = price["product"]!.GetValue<string>(),
                },
                ["unit_amount_decimal"] = $"{amount}",
            },
            ["quantity"] = 1,
            ["subtotal"] = amount,
        };
}
