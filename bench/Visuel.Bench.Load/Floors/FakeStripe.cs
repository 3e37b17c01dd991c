using Microsoft.AspNetCore.Http;

namespace Visuel.Bench.Load.Floors;

/// <summary>Plays Stripe as far as reading a customer needs it: everybody is one, and pays Creator.
/// tests/Visuel.Server.Tests/Fakes holds the strict one.</summary>
internal static class FakeStripe
{
    /// <summary>Who calls.</summary>
    public const string Key = "sk_test_keyOfTheBench";

    /// <summary>What events are signed with.</summary>
    public const string Secret = "whsec_secretOfTheBench";

    private const string Empty = """{"object":"list","url":"/v1/lists","has_more":false,"data":[]}""";

    private const string Subscriptions = """
        {"object":"list","url":"/v1/subscriptions","has_more":false,"data":[{"id":"sub_1","object":"subscription",
        "billing_cycle_anchor":1793491200,"cancel_at":null,"cancel_at_period_end":false,"created":1793491200,
        "currency":"eur","customer":"cus_1","ended_at":null,"livemode":false,"metadata":{},"schedule":null,
        "start_date":1793491200,"status":"active","items":{"object":"list","url":"/v1/subscription_items",
        "has_more":false,"data":[{"id":"si_1","object":"subscription_item","created":1793491200,
        "current_period_start":1793491200,"current_period_end":1896083200,"metadata":{},"price":{"id":"price_1",
        "object":"price","active":true,"billing_scheme":"per_unit","created":1793491200,"currency":"eur",
        "livemode":false,"lookup_key":"visuel_creator_monthly","metadata":{"visuel_plan":"creator"},
        "product":"prod_1","type":"recurring","unit_amount":2900},"quantity":1,"subscription":"sub_1"}]}}]}
        """;

    /// <summary>The answers.</summary>
    public static RequestDelegate Read() => http =>
    {
        var path = http.Request.Path.Value ?? "";
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(
            path == "/v1/subscriptions" ? Subscriptions
            : path.StartsWith("/v1/customers/", StringComparison.Ordinal)
                ? $$$"""
                    {"id":"{{{path["/v1/customers/".Length..]}}}","object":"customer","balance":0,
                    "created":1793491200,"livemode":false,"metadata":{}}
                    """
            : Empty,
            http.RequestAborted);
    };
}
