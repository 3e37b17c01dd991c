using System.Text.Json;
using Visuel.Server.Tests.Fakes;
using Visuel.Server.Tests.Reliability;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Faults;

/// <summary>A server in a process of its own that sells plans at a Stripe of its own, for many buyers.</summary>
public sealed class OneShop : IAsyncLifetime
{
    private readonly Installation place = new();

    internal FakeStripe Stripe { get; private set; } = null!;

    internal FakeStripeLedger Ledger => Stripe.Ledger;

    internal RunningServer Server { get; private set; } = null!;

    internal Actor Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stripe = await FakeStripe.StartAsync();
        place.Settings["IMAGE_ENGINE"] = "composer";
        foreach (var (name, value) in Stripe.Settings)
        {
            place.Settings[name] = value;
        }

        Server = await place.StartAsync();
        Owner = await place.SignUpAsync(Server, "owner");
    }

    internal Task<Actor> SignUpAsync(string name) => place.SignUpAsync(Server, name);

    internal Visitor Visitor() => new(Server.Address);

    /// <summary>Asks for the page on which Creator is paid.</summary>
    internal static Task<Reply> CheckOutAsync(Visitor buyer) =>
        buyer.PostAsync("/api/billing/checkout", new { plan = "creator" });

    /// <summary>A customer of somebody's at Stripe, made by hand.</summary>
    internal async Task<string> AddCustomerAsync(Actor buyer, string id)
    {
        var workspace = (await buyer.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetString()!;
        Ledger.Add("customers", FakeStripeObjects.Customer(
            id, Ledger.Now, new Dictionary<string, string> { ["metadata[workspace_id]"] = workspace }));
        return id;
    }

    /// <summary>Somebody new who pays Creator, and the subscription.</summary>
    internal async Task<(Actor Buyer, string Customer, string Subscription)> BuyAsync(string name)
    {
        var buyer = await SignUpAsync(name);
        var customer = await AddCustomerAsync(buyer, $"cus_{name}");
        var subscription = Ledger.Subscribe(customer, FakeStripe.CreatorPrice);
        await TellAsync();
        await HasAsync(buyer, billing => billing.GetProperty("plan").GetString() == "creator");
        return (buyer, customer, subscription);
    }

    /// <summary>Delivers everything that was not delivered yet, and waits until all of it is looked into.</summary>
    internal async Task TellAsync()
    {
        using var visitor = Visitor();
        foreach (var told in Ledger.Events.Where(told => !told.IsDelivered))
        {
            var delivered = await visitor.SendAsync(FakeStripeEvent.Deliver(told.Snapshot().ToJsonString()));
            Assert.Equal(200, delivered.Status);
            told.IsDelivered = true;
        }

        await Eventually.HappensAsync(
            async () => (await Owner.GetAsync("/api/admin/payments")).Json.GetProperty("waiting").GetInt32() == 0);
    }

    /// <summary>Waits until somebody's payments stand so.</summary>
    internal static Task HasAsync(Actor buyer, Func<JsonElement, bool> stands) => Eventually.HappensAsync(
        async () => stands((await buyer.GetAsync("/api/billing")).Json), 20);

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await Server.DisposeAsync();
        await Stripe.DisposeAsync();
        place.Dispose();
    }
}
