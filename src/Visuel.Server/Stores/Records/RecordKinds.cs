using static Visuel.Server.Stores.Records.FieldType;

namespace Visuel.Server.Stores.Records;

/// <summary>Everything a store keeps, what is referred to before what refers to it. A table or column that is not here
/// would be left behind by a move: a test fails.</summary>
internal static class RecordKinds
{
    public static readonly RecordKind Workspaces = new("workspaces", "workspaces", ["id"],
        ["grantedPlan", "subscribedPlan", new("override", Part, new("images", Number), "reason"),
            new("createdAt", Number), new("unpaidSince", Number), new("disputed", Number)]);

    public static readonly RecordKind Accounts = new("accounts", "accounts", ["id"],
        ["email", "normalizedEmail", "name", "role", "workspace", "locale", "timeZone", "passwordHash", "securityStamp",
            new("createdAt", Number)]);

    public static readonly RecordKind Images = new("images", "images", ["id"],
        ["workspace", "generation", "title", "brief", "prompt", "negativePrompt", "style", "model", "engine",
            "provider", new("seed", Number), "illustration", new("width", Number), new("height", Number),
            new("bytes", Number), "hash", "cacheKey", "altText", new("favourite", Flag), new("createdAt", Number)]);

    public static readonly RecordKind Periods =
        new("periods", "periods", ["workspace", "period"], [new("used", Number), new("held", Number)]);

    /// <summary>The keys that seal cookies and tokens.</summary>
    public static readonly RecordKind KeyRing = new("keyRing", "", ["name"], ["xml"]);

    public static IReadOnlyList<RecordKind> All { get; } =
    [
        Workspaces,
        Accounts,
        // Not "sessions": a backup of before has such records, which no program can read any more.
        new("signIns", "sessions", ["id"],
            ["account", "hash", "browser", "system", "network",
                new("startedAt", Number), new("lastUsedAt", Number), new("expiresAt", Number)]),
        new("contents", "contents", ["id"],
            ["workspace", "type", "title", "description",
                new("scheduledAt", Number), "timeZone", new("allDay", Flag), "channel", "status", "cover",
                new("version", Number), new("createdAt", Number), new("updatedAt", Number)]),
        Images,
        new("links", "image_links", ["content", "image"], [new("linkedAt", Number)]),
        Periods,
        new("credits", "credits", ["generation"],
            ["workspace", "period", "state", "node", new("leaseUntil", Number), "reason",
                new("heldAt", Number), new("settledAt", Number), new("allowances", Texts), "plan", "supplier"]),
        new("secrets", "secrets", ["name"], [new("value", Bytes)]),
        new("ownTokens", "own_tokens", ["workspace"], [new("sealed", Bytes), "userName", new("savedAt", Number)]),
        new("visitors", "visitors", ["workspace"], [new("expiresAt", Number)]),
        new("salts", "visitor_salts", ["day"], [new("salt", Bytes)]),
        new("generations", "generations", ["id"],
            ["workspace", "leader", "state", new("version", Number), "content", "shareKey", "plan", "job",
                new("queuePosition", Number), new("waitSeconds", Number), "image", "reason", new("retryAfter", Number),
                new("createdAt", Number), new("startedAt", Number), new("withdrawnAt", Number),
                new("finishedAt", Number)]),
        new("requestKeys", "request_keys", ["workspace", "key"], ["bodyHash", "generation", new("createdAt", Number)]),
        new("apiKeys", "api_keys", ["id"],
            ["workspace", "account", "name", "prefix", "hash", new("createdAt", Number),
                new("expiresAt", Number), new("lastUsedAt", Number), new("revokedAt", Number)]),
        new("summaries", "period_summaries", ["workspace", "period"],
            [new("used", Number), new("released", Number), new("freeOfCharge", Number), new("archivedAt", Number)]),
        new("periodChanges", "period_changes", ["period", "workspace"], []),
        new("runs", "quota_resets", [], [new("ranAt", Number), "lastPeriod"]),
        new("erasures", "erasures", ["workspace"], [new("askedAt", Number)]),
        new("audit", "audit", ["id"],
            [new("at", Number), "by", "subject", "action", "detail", "network", "reference"]),
        new("resets", "password_resets", ["account"], ["tokenHash", "stamp", new("expiresAt", Number)]),
        new("publications", "publications", ["workspace"], [new("since", Number)]),
        new("publicCopies", "public_copies", ["image"], ["workspace", "name", "state", new("dueAt", Number), new(
            "attempts", Number)]),
        new("customers", "customers", ["workspace"],
            ["customer", "former", "subscription", "status", "price", "plan", "nextPlan",
                new("periodStart", Number), new("periodEnd", Number), new("endsAt", Number), new("begunAt", Number),
                new("unknownPrice", Flag), new("live", Number), new("syncedAt", Number), new("dueAt", Number),
                new("checkoutUntil", Number), new("version", Number), new("nextPlanAt", Number),
                new("collectionPaused", Number), new("collectionResumesAt", Number)]),
        new("invoices", "invoices", ["id"],
            ["workspace", "number", "status", "subscription", "plan", "currency",
                new("total", Number), new("paid", Number), new("refunded", Number), new("unpaidFrom", Number),
                new("createdAt", Number), new("paidAt", Number)]),
        new("prices", "prices", ["price"], ["product", "plan"]),
        new("paymentEvents", "payment_events", ["id"],
            ["type", "subject", "customer", new("createdAt", Number),
                new("receivedAt", Number), "state", new("dueAt", Number), new("attempts", Number), "error"]),
        new("brands", "brands", ["workspace"], ["main", "accent", new("logo", Bytes)]),
        KeyRing,
    ];
}
