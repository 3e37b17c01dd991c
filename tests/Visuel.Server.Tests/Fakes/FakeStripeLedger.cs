using System.Globalization;
using System.Text.Json.Nodes;

namespace Visuel.Server.Tests.Fakes;

/// <summary>What the fake Stripe holds, and what may happen to it:
/// each change also emits the events that Stripe would.</summary>
internal sealed class FakeStripeLedger(TimeProvider clock)
{
    private static readonly string[] Owners = ["customer", "charge", "invoice"];

    private readonly Lock turn = new();
    private readonly Dictionary<string, OrderedDictionary<string, JsonObject>> all = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, string Owner), List<JsonObject>> owned = [];
    private readonly List<FakeStripeEvent> events = [];
    private int made;

    /// <summary>Its address, for the pages that objects name.</summary>
    public string Origin { get; set; } = "";

    /// <summary>The address of the pages where people pay and manage: its own, unless the operator has set up a custom
    /// domain.</summary>
    public string Pages { get => field ?? Origin; set; }

    /// <summary>Told of each event as it is emitted.</summary>
    public Action<FakeStripeEvent>? Emitted { get; set; }

    /// <summary>Everything it emitted, in order.</summary>
    public IReadOnlyList<FakeStripeEvent> Events => Do(() => events.ToArray());

    /// <summary>How many events it emitted.</summary>
    public int Count => Do(() => events.Count);

    /// <summary>The events it emitted after so many.</summary>
    public IReadOnlyList<FakeStripeEvent> Since(int count) => Do(() => events.Skip(count).ToArray());

    /// <summary>Does something that nobody else may come in between of.</summary>
    public T Do<T>(Func<T> act)
    {
        lock (turn)
        {
            return act();
        }
    }

    /// <summary>An object, or null.</summary>
    public JsonObject? Find(string kind, string id) => Do(() => Of(kind).GetValueOrDefault(id));

    /// <summary>The objects of a kind, newest first.</summary>
    public IReadOnlyList<JsonObject> List(string kind) => Do(() => Of(kind).Values.Reverse().ToArray());

    /// <summary>The objects of a kind that are a customer's, a charge's or an invoice's, newest first.</summary>
    public IReadOnlyList<JsonObject> ListOf(string kind, string owner) =>
        Do(() => owned.GetValueOrDefault((kind, owner), []).AsEnumerable().Reverse().ToArray());

    /// <summary>A name that nothing else has.</summary>
    public string NextId(string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}_{Interlocked.Increment(ref made):D6}");

    /// <summary>Seconds since 1970.</summary>
    public long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Keeps an object, and emits that it is there.</summary>
    public JsonObject Add(string kind, JsonObject added, string? type = null) => Do(() =>
    {
        Of(kind)[Id(added)] = added;
        foreach (var owner in Owners.Select(name => added[name]).OfType<JsonValue>())
        {
            var key = (kind, owner.GetValue<string>());
            if (!owned.TryGetValue(key, out var some))
            {
                owned.Add(key, some = []);
            }

            some.Add(added);
        }

        if (type is not null)
        {
            Emit(type, added);
        }

        return added;
    });

    /// <summary>Changes an object, and emits that it changed.</summary>
    public JsonObject Change(string kind, string id, string? type, Action<JsonObject> change) => Do(() =>
    {
        var changed = Of(kind)[id];
        change(changed);
        if (type is not null)
        {
            Emit(type, changed);
        }

        return changed;
    });

    /// <summary>Removes a customer; Stripe ends its subscriptions at once.</summary>
    public void DeleteCustomer(string id) => Do(() =>
    {
        foreach (var live in SubscriptionsOf(id).Where(one => Status(one) is not ("canceled" or "incomplete_expired")))
        {
            CancelNow(Id(live));
        }

        var gone = Of("customers")[id];
        Of("customers")[id] = new JsonObject { ["id"] = id, ["object"] = "customer", ["deleted"] = true };
        Emit("customer.deleted", gone);
        return true;
    });

    /// <summary>Begins a subscription whose first payment is still to be made.</summary>
    public string Begin(string customer, string price, JsonObject? metadata = null, DateTimeOffset? at = null) =>
        Do(() =>
        {
            var start = (at ?? clock.GetUtcNow()).ToUnixTimeSeconds();
            var subscription = Add(
                "subscriptions",
                FakeStripeObjects.Subscription(
                    NextId("sub"), NextId("si"), start, customer, Of("prices")[price], start,
                    Later(start), metadata ?? []),
                "customer.subscription.created");
            Bill(subscription, "subscription_create", start, Later(start));
            return Id(subscription);
        });

    /// <summary>Begins one and pays it.</summary>
    public string Subscribe(string customer, string price, JsonObject? metadata = null, DateTimeOffset? at = null)
    {
        var id = Begin(customer, price, metadata, at);
        Pay(id);
        return id;
    }

    /// <summary>Pays what is open: the subscription is active.</summary>
    public void Pay(string subscription) => Do(() =>
    {
        foreach (var invoice in InvoicesOf(subscription).Where(invoice => Status(invoice) == "open").ToList())
        {
            var amount = invoice["total"]!.GetValue<long>();
            var (customer, intent, now) = (invoice["customer"]!.GetValue<string>(), NextId("pi"), Now);
            Add("charges", FakeStripeObjects.Charge(
                NextId("ch"), now, customer, intent, amount,
                invoice["currency"]!.GetValue<string>()), "charge.succeeded");
            Add("invoice_payments", FakeStripeObjects.InvoicePayment(
                NextId("inpay"), Id(invoice), now, intent, "paid", amount));
            (invoice["status"], invoice["amount_paid"], invoice["amount_remaining"], invoice["attempted"]) =
                ("paid", amount, 0, true);
            invoice["status_transitions"]!["paid_at"] = now;
            Emit("invoice.paid", invoice);
        }

        return Change("subscriptions", subscription, "customer.subscription.updated", one => one["status"] = "active");
    });

    /// <summary>Begins the next period. Its invoice is paid, or cannot be charged.</summary>
    public void Renew(string subscription, bool isPaid) => Do(() =>
    {
        var one = Of("subscriptions")[subscription];
        var item = Item(one);
        var start = item["current_period_end"]!.GetValue<long>();
        (item["current_period_start"], item["current_period_end"]) = (start, Later(start));
        Emit("customer.subscription.updated", one);
        Bill(one, "subscription_cycle", start, Later(start));
        if (isPaid)
        {
            Pay(subscription);
        }
        else
        {
            Emit("invoice.payment_failed", InvoicesOf(subscription)[^1]);
            one["status"] = "past_due";
            Emit("customer.subscription.updated", one);
        }

        return true;
    });

    /// <summary>Stops trying to charge it.</summary>
    public void GiveUp(string subscription, string status) => Do(() =>
    {
        if (status == "canceled")
        {
            CancelNow(subscription);
            return true;
        }

        Change("subscriptions", subscription, status == "paused"
            ? "customer.subscription.paused"
            : "customer.subscription.updated", one => one["status"] = status);
        return true;
    });

    /// <summary>Ends it with the period: the portal sets the date alone, the API the flag alone.</summary>
    public void CancelAtEnd(string subscription, bool isByPortal) =>
        Change("subscriptions", subscription, "customer.subscription.updated", one =>
        {
            one["canceled_at"] = Now;
            if (isByPortal)
            {
                one["cancel_at"] = Item(one)["current_period_end"]!.GetValue<long>();
            }
            else
            {
                one["cancel_at_period_end"] = true;
            }
        });

    /// <summary>Takes that back.</summary>
    public void Resume(string subscription) => Change(
        "subscriptions", subscription, "customer.subscription.updated",
        one => (one["cancel_at"], one["cancel_at_period_end"], one["canceled_at"]) = (null, false, null));

    /// <summary>Ends it now.</summary>
    public void CancelNow(string subscription) =>
        Change("subscriptions", subscription, "customer.subscription.deleted", one =>
            (one["status"], one["ended_at"], one["canceled_at"]) = ("canceled", Now, Now));

    /// <summary>Changes what is paid, now.</summary>
    public void ChangePrice(string subscription, string price) =>
        Change("subscriptions", subscription, "customer.subscription.updated", one =>
        {
            var item = Item(one);
            one["items"]!["data"]![0] = FakeStripeObjects.Item(
                Id(item), subscription, Now, Of("prices")[price], item["current_period_start"]!.GetValue<long>(),
                item["current_period_end"]!.GetValue<long>());
        });

    /// <summary>Collects nothing for it until a time, or until somebody says so.</summary>
    public void PauseCollection(string subscription, DateTimeOffset? until) =>
        Change("subscriptions", subscription, "customer.subscription.updated", one =>
            one["pause_collection"] = new JsonObject
            {
                ["behavior"] = "keep_as_draft",
                ["resumes_at"] = until?.ToUnixTimeSeconds(),
            });

    /// <summary>Changes what is paid when the period ends, or at another time.</summary>
    public void ScheduleChange(string subscription, string price, DateTimeOffset? at = null) => Do(() =>
    {
        var one = Of("subscriptions")[subscription];
        var schedule = Add("subscription_schedules", FakeStripeObjects.Schedule(
            NextId("sub_sched"), Now, one, price,
            at?.ToUnixTimeSeconds() ?? Item(one)["current_period_end"]!.GetValue<long>()),
            "subscription_schedule.created");
        return Change("subscriptions", subscription, "customer.subscription.updated", changed => changed["schedule"] =
            Id(schedule));
    });

    /// <summary>Gives back some of the newest payment.</summary>
    public void Refund(string customer, long amount) => Do(() =>
    {
        var charge = ListOf("charges", customer)[0];
        Add("refunds", FakeStripeObjects.Refund(NextId("re"), Now, charge, amount), "refund.created");
        return Change("charges", Id(charge), "charge.refunded", one => one["amount_refunded"] = amount);
    });

    /// <summary>The newest refund cannot be paid out: the money is back at Stripe, and the charge counts as
    /// paid.</summary>
    public void FailRefund() => Do(() =>
    {
        var refund = List("refunds")[0];
        Of("charges")[refund["charge"]!.GetValue<string>()]["amount_refunded"] = 0;
        return Change("refunds", Id(refund), "refund.updated", one => one["status"] = "failed");
    });

    /// <summary>Somebody's bank disputes the newest payment.</summary>
    public string Dispute(string customer) => Do(() =>
    {
        var charge = ListOf("charges", customer)[0];
        charge["disputed"] = true;
        return Id(Add("disputes", FakeStripeObjects.Dispute(NextId("du"), Now, charge), "charge.dispute.created"));
    });

    /// <summary>The bank decides.</summary>
    public void CloseDispute(string dispute, string status) =>
        Change("disputes", dispute, "charge.dispute.closed", one => one["status"] = status);

    /// <summary>What a buyer does on the checkout page.</summary>
    public void CompleteCheckout(string session) => Do(() =>
    {
        var paid = Of("sessions")[session];
        if (Status(paid) != "open")
        {
            return false;
        }

        var subscription = Subscribe(
            paid["customer"]!.GetValue<string>(), paid["metadata"]!["price"]!.GetValue<string>(),
            paid["_subscription_metadata"]!.DeepClone().AsObject());
        (paid["status"], paid["payment_status"], paid["subscription"], paid["url"]) =
            ("complete", "paid", subscription, null);
        Emit("checkout.session.completed", paid);
        return true;
    });

    /// <summary>The subscriptions of a customer, oldest first.</summary>
    public IReadOnlyList<JsonObject> SubscriptionsOf(string customer) =>
        Do(() => ListOf("subscriptions", customer).Reverse().ToArray());

    public static string Id(JsonObject one) => one["id"]!.GetValue<string>();

    public static string Status(JsonObject one) => one["status"]!.GetValue<string>();

    /// <summary>Its one item, which has the period and the price.</summary>
    public static JsonObject Item(JsonObject subscription) => subscription["items"]!["data"]![0]!.AsObject();

    private void Bill(JsonObject subscription, string reason, long start, long end)
    {
        var id = NextId("in");
        Add("invoices", FakeStripeObjects.Invoice(
            id, $"VIS-{id[3..]}", Now, subscription, start, end, reason, $"{Origin}/i/{id}"), "invoice.finalized");
        subscription["latest_invoice"] = id;
    }

    private JsonObject[] InvoicesOf(string subscription) =>
        [.. ListOf("invoices", Of("subscriptions")[subscription]["customer"]!.GetValue<string>()).Reverse()
            .Where(invoice =>
                invoice["parent"]!["subscription_details"]!["subscription"]!.GetValue<string>() == subscription)];

    private void Emit(string type, JsonObject about)
    {
        var told = new FakeStripeEvent(NextId("evt"), type, about.DeepClone().AsObject(), Now);
        events.Add(told);
        Emitted?.Invoke(told);
    }

    private OrderedDictionary<string, JsonObject> Of(string kind)
    {
        if (!all.TryGetValue(kind, out var some))
        {
            all.Add(kind, some = new OrderedDictionary<string, JsonObject>(StringComparer.Ordinal));
        }

        return some;
    }

    private static long Later(long start) => DateTimeOffset.FromUnixTimeSeconds(start).AddMonths(1).ToUnixTimeSeconds();
}
