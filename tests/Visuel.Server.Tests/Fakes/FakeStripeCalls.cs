using System.Globalization;
using System.Text.Json.Nodes;

namespace Visuel.Server.Tests.Fakes;

/// <summary>What the fake Stripe's API answers.</summary>
internal sealed class FakeStripeCalls(FakeStripeLedger ledger)
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["customers"] = "customer",
        ["subscriptions"] = "subscription",
        ["subscription_schedules"] = "subscription_schedule",
        ["invoices"] = "invoice",
        ["charges"] = "charge",
        ["disputes"] = "dispute",
        ["refunds"] = "refund",
        ["prices"] = "price",
        ["products"] = "product",
        ["sessions"] = "checkout.session",
        ["configurations"] = "configuration",
    };

    private static readonly HashSet<string> EventNames = new(
        typeof(Stripe.EventTypes).GetFields().Select(field => field.GetRawConstantValue()).OfType<string>(),
        StringComparer.Ordinal);

    /// <summary>The answer to a call whose parameters are right in themselves.</summary>
    public (int Status, string Body) Answer(string call, string path, IReadOnlyDictionary<string, string> given) =>
        ledger.Do(() =>
        {
            var parts = path.Split('/');
            return call switch
            {
                "POST /v1/customers" when given.TryGetValue("email", out var email) && !IsAddress(email) =>
                    FakeStripe.Error(
                        400, "invalid_request_error", "email_invalid", "email", $"Invalid email address: {email}"),
                "POST /v1/customers" => Ok(ledger.Add(
                    "customers",
                    FakeStripeObjects.Customer(ledger.NextId("cus"), ledger.Now, given), "customer.created")),
                "POST /v1/products" => Ok(ledger.Add("products", FakeStripeObjects.Product(
                    given.GetValueOrDefault("id") ?? ledger.NextId("prod"), ledger.Now, given), "product.created")),
                "POST /v1/products/{id}" => Update("products", parts[^1], given, "product.updated"),
                "POST /v1/prices/{id}" => Update("prices", parts[^1], given, "price.updated"),
                "POST /v1/prices" => AddPrice(given),
                "POST /v1/checkout/sessions" => OpenCheckout(given),
                "POST /v1/checkout/sessions/{id}/expire" => Expire(parts[^2]),
                "POST /v1/billing_portal/sessions" => OpenPortal(given),
                "POST /v1/billing_portal/configurations" when ledger.Find(
                    "prices", given["features[subscription_update][products][0][prices][0]"])?["product"]
                    ?.GetValue<string>()
                    != given["features[subscription_update][products][0][product]"] =>
                    FakeStripe.Error(
                        400, "invalid_request_error", null, "features[subscription_update][products]",
                        "The price does not belong to the product."),
                "POST /v1/billing_portal/configurations" =>
                    Ok(ledger.Add("configurations", Configuration(ledger.NextId("bpc"), given))),
                "POST /v1/billing_portal/configurations/{id}" => ledger.Find("configurations", parts[^1]) is { } known
                    ? Ok(known)
                    : Missing("configuration", parts[^1]),
                "DELETE /v1/subscriptions/{id}" =>
                    ledger.Find("subscriptions", parts[^1]) is { } live && FakeStripeLedger.Status(live) != "canceled"
                        ? End(parts[^1])
                        : Missing("subscription", parts[^1]),
                "POST /v1/webhook_endpoints" or "POST /v1/webhook_endpoints/{id}"
                    when EventsOf(given).Find(one => !EventNames.Contains(one)) is { } unknown => FakeStripe.Error(
                        400, "invalid_request_error", null, "enabled_events", $"Invalid event type: {unknown}"),
                "POST /v1/webhook_endpoints" => AddEndpoint(given),
                "POST /v1/webhook_endpoints/{id}" => ledger.Find("webhook_endpoints", parts[^1]) is null
                    ? Missing("webhook_endpoint", parts[^1])
                    : Ok(ledger.Change("webhook_endpoints", parts[^1], null, one => (
                        one["enabled_events"], one["status"]) = (Events(given), "enabled"))),
                "GET /v1/events" => List("/v1/events", [.. ledger.Events.Where(
                    told => !told.IsDelivered).Select(told => told.Snapshot()).Reverse()], given),
                "GET /v1/prices/{id}" when given.Values.Contains("product")
                    && ledger.Find("prices", parts[^1]) is { } price => Ok(WithProduct(price)),
                _ when call.EndsWith("{id}", StringComparison.Ordinal) => Read(parts[^2], parts[^1]),
                _ => List(path, Matching(parts[^1], given), given),
            };
        });

    // A new one says its secret, once.
    private (int, string) AddEndpoint(IReadOnlyDictionary<string, string> given)
    {
        var added = ledger.Add("webhook_endpoints", new JsonObject
        {
            ["id"] = ledger.NextId("we"),
            ["object"] = "webhook_endpoint",
            ["api_version"] = given.GetValueOrDefault("api_version"),
            ["application"] = null,
            ["created"] = ledger.Now,
            ["description"] = given.GetValueOrDefault("description"),
            ["enabled_events"] = Events(given),
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["status"] = "enabled",
            ["url"] = given["url"],
        });
        var shown = Shown(added);
        shown["secret"] = FakeStripe.WebhookSecret;
        return (200, shown.ToJsonString());
    }

    private static List<string> EventsOf(IReadOnlyDictionary<string, string> given) =>
        [.. given.Where(one => one.Key.StartsWith("enabled_events[", StringComparison.Ordinal))
            .Select(one => one.Value)];

    private static JsonArray Events(IReadOnlyDictionary<string, string> given) =>
        [.. EventsOf(given).Select(one => (JsonNode)one)];

    private (int, string) Update(
        string kind, string id, IReadOnlyDictionary<string, string> given, string type) =>
        ledger.Find(kind, id) is null
            ? Missing(Kinds[kind], id)
            : Ok(ledger.Change(kind, id, type, one =>
            {
                if (given.TryGetValue("active", out var active))
                {
                    one["active"] = active == "true";
                }
            }));

    private JsonObject WithProduct(JsonObject price)
    {
        var whole = price.DeepClone().AsObject();
        whole["product"] = ledger.Find("products", price["product"]!.GetValue<string>())?.DeepClone();
        return whole;
    }

    // ASCII alone, and a dot after the @.
    private static bool IsAddress(string email) =>
        email.All(char.IsAscii) && email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && email.IndexOf('.', at) > at + 1;

    private (int, string) Read(string kind, string id) =>
        ledger.Find(kind, id) is { } found ? Ok(found) : Missing(Kinds[kind], id);

    private IReadOnlyList<JsonObject> Matching(string kind, IReadOnlyDictionary<string, string> given)
    {
        var owner = given.GetValueOrDefault("customer") ?? given.GetValueOrDefault("charge");
        var found = (owner is null ? ledger.List(kind) : ledger.ListOf(kind, owner)).Where(
            one => one["deleted"] is null);
        foreach (var field in (string[])["payment_intent", "product"])
        {
            if (given.TryGetValue(field, out var wanted))
            {
                found = found.Where(one => one[field]?.GetValue<string>() == wanted);
            }
        }

        if (given.TryGetValue("active", out var active))
        {
            found = found.Where(one => one["active"]!.GetValue<bool>() == (active == "true"));
        }

        var keys = given.Where(one => one.Key.StartsWith("lookup_keys[", StringComparison.Ordinal))
            .Select(one => one.Value).ToList();
        if (keys.Count > 0)
        {
            found = found.Where(one => keys.Contains(one["lookup_key"]?.GetValue<string>() ?? ""));
        }

        if (given.TryGetValue("created[gte]", out var since))
        {
            found = found.Where(
                one => one["created"]!.GetValue<long>() >= long.Parse(since, CultureInfo.InvariantCulture));
        }

        // Without a status, Stripe lists no subscription that has ended.
        var status = given.GetValueOrDefault("status") ?? (kind == "subscriptions" ? "live" : "all");
        found = status switch
        {
            "all" => found,
            "live" => found.Where(one => FakeStripeLedger.Status(one) != "canceled"),
            _ => found.Where(one => FakeStripeLedger.Status(one) == status),
        };
        return [.. found];
    }

    private (int, string) List(string url, IReadOnlyList<JsonObject> found, IReadOnlyDictionary<string, string> given)
    {
        var limit = given.TryGetValue("limit", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 10;
        var rest = given.TryGetValue("starting_after", out var after)
            ? found.SkipWhile(one => FakeStripeLedger.Id(one) != after).Skip(1).ToList()
            : found;
        var page = rest.Take(limit).Select(one => Shown(one)).ToList();
        if (given.Values.Contains("data.product"))
        {
            page = [.. page.Select(WithProduct)];
        }

        if (given.Values.Contains("data.payments"))
        {
            foreach (var invoice in page)
            {
                var id = FakeStripeLedger.Id(invoice);
                invoice["payments"] = FakeStripeObjects.List(
                    "/v1/invoice_payments",
                    ledger.ListOf("invoice_payments", id).Select(payment => payment.DeepClone()), false);
            }
        }

        return (200, FakeStripeObjects.List(url, page, rest.Count > limit).ToJsonString());
    }

    private (int, string) AddPrice(IReadOnlyDictionary<string, string> given)
    {
        var key = given.GetValueOrDefault("lookup_key");
        if (ledger.List("prices")
            .FirstOrDefault(price => key is not null && price["lookup_key"]?.GetValue<string>() == key) is { } holder)
        {
            if (given.GetValueOrDefault("transfer_lookup_key") != "true")
            {
                return FakeStripe.Error(
                    400, "invalid_request_error", "resource_already_exists", "lookup_key",
                    "A price already has this lookup key.");
            }

            holder["lookup_key"] = null;
        }

        var added = FakeStripeObjects.Price(
            ledger.NextId("price"), ledger.Now, given["product"],
            long.Parse(given["unit_amount"], CultureInfo.InvariantCulture), key,
            given.GetValueOrDefault("metadata[visuel_plan]"), given["currency"]);
        added["tax_behavior"] = given.GetValueOrDefault("tax_behavior") ?? "unspecified";
        return Ok(ledger.Add("prices", added, "price.created"));
    }

    private (int, string) OpenCheckout(IReadOnlyDictionary<string, string> given)
    {
        if (given.GetValueOrDefault("mode") != "subscription"
            || !given.TryGetValue("line_items[0][price]", out var price) || !given.ContainsKey("success_url"))
        {
            return FakeStripe.Error(
                400, "invalid_request_error", "parameter_missing", "line_items", "Missing a required parameter.");
        }

        if (ledger.Find("prices", price) is not { } known || !known["active"]!.GetValue<bool>())
        {
            return Missing("price", price);
        }

        if (ledger.Find("products", known["product"]!.GetValue<string>()) is not { } product
            || !product["active"]!.GetValue<bool>())
        {
            return FakeStripe.Error(
                400, "invalid_request_error", null, "line_items[0][price]",
                "The price specified is attached to an inactive product.");
        }

        if (given.TryGetValue("customer", out var customer))
        {
            if (ledger.Find("customers", customer) is not { } buyer || buyer["deleted"] is not null)
            {
                return Missing("customer", customer);
            }

            if (given.GetValueOrDefault("tax_id_collection[enabled]") == "true"
                && (given.GetValueOrDefault("customer_update[name]"), given.GetValueOrDefault(
                    "customer_update[address]")) is not ("auto", "auto"))
            {
                return FakeStripe.Error(
                    400, "invalid_request_error", null, "customer_update",
                    "Tax ID collection requires updating business name on the customer.");
            }
        }

        if (given.ContainsKey("allow_promotion_codes")
            && given.Keys.Any(name => name.StartsWith("discounts", StringComparison.Ordinal)))
        {
            return FakeStripe.Error(
                400, "invalid_request_error", null, "allow_promotion_codes",
                "You may only specify one of these parameters: allow_promotion_codes, discounts.");
        }

        var id = ledger.NextId("cs_test");
        var session = FakeStripeObjects.Session(id, ledger.Now, given, $"{ledger.Pages}/c/pay/{id}");
        session["_subscription_metadata"] = FakeStripeObjects.Metadata(given, "subscription_data[metadata]");
        return Ok(ledger.Add("sessions", session));
    }

    private (int, string) Expire(string id) => ledger.Find("sessions", id) is not { } session
        ? Missing("checkout.session", id)
        : FakeStripeLedger.Status(session) != "open" ? FakeStripe.Error(
            400, "invalid_request_error", null, null,
            "Only Checkout Sessions with a status in [\"open\"] can be expired.")
        : Ok(ledger.Change(
            "sessions", id, "checkout.session.expired", one => (one["status"], one["url"]) = ("expired", null)));

    private (int, string) OpenPortal(IReadOnlyDictionary<string, string> given)
    {
        if (ledger.Find("customers", given["customer"]) is not { } customer || customer["deleted"] is not null)
        {
            return Missing("customer", given["customer"]);
        }

        if (given.TryGetValue("flow_data[subscription_cancel][subscription]", out var ends)
            && ledger.Find("subscriptions", ends) is var live
            && (live?["customer"]!.GetValue<string>() != given["customer"]
                || FakeStripeLedger.Status(live) == "canceled"
                || live["cancel_at"] is not null || live["cancel_at_period_end"]!.GetValue<bool>()))
        {
            return FakeStripe.Error(
                400, "invalid_request_error", null, "flow_data[subscription_cancel][subscription]",
                "The subscription is already set to be canceled.");
        }

        if (!given.TryGetValue("configuration", out var configuration)
            || ledger.Find("configurations", configuration) is null)
        {
            return FakeStripe.Error(
                400, "invalid_request_error", null, null,
                "You can't create a portal session in test mode until you save your customer portal settings.");
        }

        var id = ledger.NextId("bps");
        return Ok(ledger.Add("portals", new JsonObject
        {
            ["id"] = id,
            ["object"] = "billing_portal.session",
            ["configuration"] = configuration,
            ["created"] = ledger.Now,
            ["customer"] = given["customer"],
            ["flow"] = null,
            ["livemode"] = false,
            ["locale"] = given.GetValueOrDefault("locale"),
            ["return_url"] = given.GetValueOrDefault("return_url"),
            ["url"] = $"{ledger.Pages}/p/session/{id}",
            ["_ends"] = given.GetValueOrDefault("flow_data[subscription_cancel][subscription]"),
        }));
    }

    private (int, string) End(string id)
    {
        ledger.CancelNow(id);
        return Ok(ledger.Find("subscriptions", id)!);
    }

    private JsonObject Configuration(string id, IReadOnlyDictionary<string, string> given) => new()
    {
        ["id"] = id,
        ["object"] = "billing_portal.configuration",
        ["active"] = true,
        ["created"] = ledger.Now,
        ["is_default"] = false,
        ["livemode"] = false,
        ["metadata"] = FakeStripeObjects.Metadata(given, "metadata"),
        ["_features"] = new JsonObject(given.Where(one => one.Key.StartsWith("features[", StringComparison.Ordinal))
            .Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
    };

    private static (int, string) Ok(JsonObject one) => (200, Shown(one).ToJsonString());

    // What begins with a line is the fake's own.
    private static JsonObject Shown(JsonObject one) =>
        new(one.Where(member => member.Key[0] != '_')
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static (int, string) Missing(string kind, string id) =>
        FakeStripe.Error(404, "invalid_request_error", "resource_missing", "id", $"No such {kind}: '{id}'");
}
