using Visuel.Core.Billing;

namespace Visuel.Server.Answers;

/// <summary>The stable codes of errors (docs/api.md) with the status each one answers.
/// The sentence of a code is the text <c>Problem_code</c>.</summary>
public sealed record Problem(string Code, int Status)
{
    public static readonly Problem InvalidRequest = new("invalid_request", 400);
    public static readonly Problem ModelNotFound = new("model_not_found", 400);
    public static readonly Problem InvalidSignature = new("invalid_signature", 400);
    public static readonly Problem NotSignedIn = new("not_signed_in", 401);
    public static readonly Problem InvalidCredentials = new("invalid_credentials", 401);
    public static readonly Problem QuotaExhausted = new("quota_exhausted", 402);
    public static readonly Problem PlanWithoutImages = new("plan_without_images", 402);
    public static readonly Problem BillingOnHold = new("billing_hold", 402);
    public static readonly Problem Forbidden = new("forbidden", 403);
    public static readonly Problem CrossSiteRequest = new("cross_site_request", 403);
    public static readonly Problem RegistrationClosed = new("registration_closed", 403);
    public static readonly Problem SetupCodeNeeded = new("setup_code_needed", 403);
    public static readonly Problem NotFound = new("not_found", 404);
    public static readonly Problem MethodNotAllowed = new("method_not_allowed", 405);
    public static readonly Problem Conflict = new("conflict", 409);
    public static readonly Problem IdempotencyMismatch = new("idempotency_mismatch", 409);
    public static readonly Problem AlreadyFinished = new("already_finished", 409);
    public static readonly Problem Cancelled = new("cancelled", 409);
    public static readonly Problem LastAdministrator = new("last_administrator", 409);
    public static readonly Problem EmailTaken = new("email_taken", 409);
    public static readonly Problem SubscriptionExists = new("subscription_exists", 409);
    public static readonly Problem PlanGranted = new("plan_granted", 409);
    public static readonly Problem CheckoutInProgress = new("checkout_in_progress", 409);
    public static readonly Problem TooLarge = new("too_large", 413);
    public static readonly Problem UnsupportedMediaType = new("unsupported_media_type", 415);
    public static readonly Problem ContentBlocked = new("content_blocked", 422);
    public static readonly Problem TooManyRequests = new("too_many_requests", 429);
    public static readonly Problem ServerError = new("server_error", 500);
    public static readonly Problem EngineFailed = new("engine_failed", 502);
    public static readonly Problem BillingFailed = new("billing_failed", 502);
    public static readonly Problem BillingNotConfigured = new("billing_not_configured", 503);
    public static readonly Problem EngineNotConfigured = new("engine_not_configured", 503);
    public static readonly Problem ModelLoading = new("model_loading", 503);
    public static readonly Problem EngineBusy = new("engine_busy", 503);
    public static readonly Problem EngineUnavailable = new("engine_unavailable", 503);
    public static readonly Problem EngineOutOfCredit = new("engine_out_of_credit", 503);
    public static readonly Problem StoreUnavailable = new("store_unavailable", 503);
    public static readonly Problem ShuttingDown = new("shutting_down", 503);
    public static readonly Problem ServerBusy = new("server_busy", 503);
    public static readonly Problem EngineTimeout = new("engine_timeout", 504);
    public static readonly Problem StorageFull = new("storage_full", 507);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        InvalidRequest, ModelNotFound, InvalidSignature, NotSignedIn,
        InvalidCredentials, QuotaExhausted, PlanWithoutImages, BillingOnHold, Forbidden, CrossSiteRequest,
        RegistrationClosed, SetupCodeNeeded, NotFound, MethodNotAllowed, Conflict, IdempotencyMismatch, AlreadyFinished,
        Cancelled, LastAdministrator, EmailTaken, SubscriptionExists, PlanGranted, CheckoutInProgress, TooLarge,
        UnsupportedMediaType, ContentBlocked, TooManyRequests, ServerError, EngineFailed, BillingFailed,
        BillingNotConfigured, EngineNotConfigured, ModelLoading, EngineBusy, EngineUnavailable, EngineOutOfCredit,
        StoreUnavailable, ShuttingDown, ServerBusy, EngineTimeout, StorageFull,
    ];

    /// <summary>The code of a payment provider that was of no use.</summary>
    public static Problem Of(PaymentFault fault) =>
        fault is PaymentFault.NotSetUp or PaymentFault.Missing ? BillingNotConfigured : BillingFailed;

    /// <summary>The code of an answer that a part of the framework left empty.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        401 => NotSignedIn,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => TooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        >= 500 => ServerError,
        _ => InvalidRequest,
    };
}
