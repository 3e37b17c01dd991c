using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Visuel.Server.Tests.Fakes;

/// <summary>Plays Stripe over real HTTP on this machine: its API, as strict as it is, and the two pages that people
/// see. It remembers what was made, and what happens to it is said to <see cref="Ledger"/>. Disposing it throws when it
/// saw what a correct client never does.</summary>
internal sealed class FakeStripe : IAsyncDisposable
{
    public const string SecretKey = "sk_test_keyOfTheFakeStripe";

    public const string WebhookSecret = "whsec_secretOfTheFakeStripe";

    /// <summary>The price of Creator.</summary>
    public const string CreatorPrice = "price_creator";

    /// <summary>A price of Pro, sold by hand.</summary>
    public const string ProPrice = "price_pro";

    /// <summary>A price of something else that the same account sells.</summary>
    public const string OtherPrice = "price_other";

    private readonly WebApplication app;
    private readonly FakeStripeCalls calls;
    private readonly FakeStripePages pages;
    private readonly ConcurrentDictionary<string, (string Asked, Task<(int Status, string Body)> Answer)> kept =
        new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> violations = new();
    private readonly ConcurrentQueue<string> requests = new();
    private Func<string, int>? trouble;
    private Func<string, int>? failing;
    private bool failsDone;
    private Action<string>? asked;
    private Func<string, int>? wait;

    private FakeStripe(TimeProvider clock)
    {
        Ledger = new FakeStripeLedger(clock);
        calls = new FakeStripeCalls(Ledger);
        pages = new FakeStripePages(Ledger);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(HandleAsync);
    }

    /// <summary>What it holds.</summary>
    public FakeStripeLedger Ledger { get; }

    /// <summary>Its base address, without a slash at the end.</summary>
    public string Origin => Ledger.Origin;

    /// <summary>The settings of a server that is to use it.</summary>
    public Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["STRIPE_SECRET_KEY"] = SecretKey,
        ["STRIPE_WEBHOOK_SECRET"] = $"whsec_ofAnOlderEndpoint,{WebhookSecret}",
        ["STRIPE_API_BASE"] = Origin,
    };

    /// <summary>Method and path of everything it was asked, in order.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>Starts it, with a catalogue as <c>./run stripe setup</c> makes it unless it is to be empty.</summary>
    public static async Task<FakeStripe> StartAsync(TimeProvider? clock = null, bool isEmpty = false)
    {
        var fake = new FakeStripe(clock ?? TimeProvider.System);
        await fake.app.StartAsync(TestContext.Current.CancellationToken);
        fake.Ledger.Origin = fake.app.Urls.Single();
        var ledger = fake.Ledger;
        ledger.Add(
            "prices", FakeStripeObjects.Price(OtherPrice, ledger.Now, "prod_other", 900, "something_else", null));
        AddProduct(ledger, "prod_other");
        if (!isEmpty)
        {
            AddProduct(ledger, "visuel_creator");
            AddProduct(ledger, "visuel_pro");
            ledger.Add("prices", FakeStripeObjects.Price(
                CreatorPrice, ledger.Now, "visuel_creator", 2900, "visuel_creator_monthly", "creator"));
            ledger.Add("prices", FakeStripeObjects.Price(ProPrice, ledger.Now, "visuel_pro", 19_900, null, "pro"));
            ledger.Add("configurations", new JsonObject
            {
                ["id"] = "bpc_1",
                ["object"] = "billing_portal.configuration",
                ["active"] = true,
                ["metadata"] = new JsonObject { ["visuel"] = "1" },
            });
        }

        return fake;
    }

    private static void AddProduct(FakeStripeLedger ledger, string id) => ledger.Add(
        "products", FakeStripeObjects.Product(id, ledger.Now, new Dictionary<string, string> { ["name"] = id }));

    /// <summary>Answers calls with these statuses instead, by method and path; 0 answers as usual.</summary>
    public void Fails(Func<string, int>? statusOf) => trouble = statusOf;

    /// <summary>Answers these calls with these statuses, and keeps such an answer under the call's idempotency key, as
    /// Stripe does with a failure of its own; 0 answers as usual.</summary>
    /// <param name="statusOf">The status, by method and path, or null.</param>
    /// <param name="isDone">Whether it does what was asked nevertheless.</param>
    public void Breaks(Func<string, int>? statusOf, bool isDone = false) => (failing, failsDone) = (statusOf, isDone);

    /// <summary>Does something before a call is answered, by method and path.</summary>
    public void Before(Action<string>? happens) => asked = happens;

    /// <summary>Lets answers arrive so many milliseconds after they were true, by method and path.</summary>
    public void Dawdles(Func<string, int>? millisecondsOf) => wait = millisecondsOf;

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Assert.Empty(violations);
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value!;
        if (!path.StartsWith("/v1/", StringComparison.Ordinal))
        {
            await pages.HandleAsync(context);
            return;
        }

        requests.Enqueue($"{request.Method} {path}");
        var given = await ReadAsync(request);
        var (status, body) = await AnswerAsync(request, path, given);
        if (wait?.Invoke($"{request.Method} {path}") is > 0 and var milliseconds)
        {
            await Task.Delay(milliseconds, context.RequestAborted);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["Request-Id"] = Ledger.NextId("req");
        context.Response.Headers["Stripe-Version"] = request.Headers["Stripe-Version"];
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private async Task<(int Status, string Body)> AnswerAsync(
        HttpRequest request, string path, IReadOnlyDictionary<string, string> given)
    {
        if (request.Headers.Authorization != $"Bearer {SecretKey}")
        {
            return Error(401, "invalid_request_error", null, null, "Invalid API Key provided.");
        }

        if (request.Headers["Stripe-Version"] != "2026-10-28.endive")
        {
            violations.Enqueue($"{request.Method} {path} with Stripe-Version {request.Headers["Stripe-Version"]}");
        }

        if (trouble?.Invoke($"{request.Method} {path}") is > 0 and var status)
        {
            return Error(status, "api_error", null, null, "somebody@example.com is not to be told of.");
        }

        asked?.Invoke($"{request.Method} {path}");
        if (FakeStripeParameters.CallOf(request.Method, path) is not { } call)
        {
            violations.Enqueue($"{request.Method} {path} is not known");
            return Error(404, "invalid_request_error", null, null, "Unrecognized request URL.");
        }

        if (FakeStripeParameters.Fault(call, given) is var (code, name))
        {
            violations.Enqueue($"{request.Method} {path}: {code} {name}");
            return Error(400, "invalid_request_error", code, name, $"Received {code}: {name}");
        }

        return HttpMethods.IsPost(request.Method)
            && request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key
            ? await OnceAsync(
                key, $"{path} {string.Join('&', given)}", () => AnswerOrBreak(call, path, given, request.Method),
                request.HttpContext.Response)
            : AnswerOrBreak(call, path, given, request.Method);
    }

    private (int Status, string Body) AnswerOrBreak(
        string call, string path, IReadOnlyDictionary<string, string> given, string method)
    {
        if (failing?.Invoke($"{method} {path}") is not (> 0 and var status))
        {
            return calls.Answer(call, path, given);
        }

        if (failsDone)
        {
            calls.Answer(call, path, given);
        }

        return Error(status, "api_error", null, null, "An unknown error occurred.");
    }


    // The same key and words: the same answer. Other words: refused. Both for a day, which no test outlives.
    private async Task<(int Status, string Body)> OnceAsync(
        string key, string asked, Func<(int, string)> answer, HttpResponse response)
    {
        var mine = new TaskCompletionSource<(int, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = kept.GetOrAdd(key, (asked, mine.Task));
        if (first.Answer == mine.Task)
        {
            mine.SetResult(answer());
            // A refusal is not kept: nothing was begun.
            if ((await mine.Task).Item1 is >= 400 and < 500)
            {
                kept.TryRemove(key, out _);
            }

            return await mine.Task;
        }

        if (first.Asked != asked)
        {
            violations.Enqueue($"The idempotency key {key} with other words");
            return Error(
                400, "idempotency_error", null, null,
                "Keys for idempotent requests can only be used with the same parameters they were first used with.");
        }

        response.Headers["Idempotent-Replayed"] = "true";
        return await first.Answer;
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(HttpRequest request)
    {
        var form = HttpMethods.IsPost(request.Method) && request.HasFormContentType
            ? await request.ReadFormAsync(request.HttpContext.RequestAborted)
            : null;
        return request.Query.Concat(form?.AsEnumerable() ?? [])
            .ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
    }

    /// <summary>An error as Stripe writes it.</summary>
    internal static (int Status, string Body) Error(
        int status, string type, string? code, string? param, string message) =>
        (status, new JsonObject
        {
            ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["param"] = param, ["message"] = message },
        }.ToJsonString());
}
