using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Billing;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>A server that sells plans at a Stripe of its own, its owner, and Ada, who buys.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly IReadOnlyDictionary<string, string> settings;

    private Shop(
        FakeStripe stripe, VisuelHost host, IReadOnlyDictionary<string, string> settings, TemporaryFolder folder,
        Actor owner, Actor ada) =>
        (Stripe, Host, this.settings, this.folder, Owner, Ada) = (stripe, host, settings, folder, owner, ada);

    public FakeStripe Stripe { get; }

    public FakeStripeLedger Ledger => Stripe.Ledger;

    public VisuelHost Host { get; private set; }

    public Actor Owner { get; }

    public Actor Ada { get; private set; }

    public static async Task<Shop> OpenAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var stripe = await FakeStripe.StartAsync();
        var all = stripe.Settings;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            all[name] = value;
        }

        var place = new TemporaryFolder();
        var host = VisuelHost.Start(all, folder: place);
        return new Shop(stripe, host, all, place, await host.SignUpAsync("owner"), await host.SignUpAsync("ada"));
    }

    /// <summary>Stops the server, lets time pass at Stripe, and starts it again.</summary>
    public async Task RestartAsync(Action meanwhile)
    {
        await Host.DisposeAsync();
        meanwhile();
        Host = VisuelHost.Start(settings, folder: folder);
        Ada.Dispose();
        Ada = await Host.SignInAsync("ada");
    }

    /// <summary>Ada asks for the page on which Creator is paid.</summary>
    public Task<Reply> CheckOutAsync() => Ada.PostAsync("/api/billing/checkout", new { plan = "creator" });

    /// <summary>Ada buys Creator, and Stripe tells of it. Her customer.</summary>
    public async Task<string> BuyAsync()
    {
        var page = await CheckOutAsync();
        Assert.Equal(200, page.Status);
        Ledger.CompleteCheckout(page.Json.GetProperty("url").GetString()!.Split('/')[^1]);
        await TellAllAsync();
        await HasReadAllAsync();
        await HasPlanAsync("creator");
        return FakeStripeLedger.Id(Ledger.List("customers")[0]);
    }

    /// <summary>Ada's subscription that was begun last.</summary>
    public string Subscription => FakeStripeLedger.Id(Ledger.List("subscriptions")[0]);

    /// <summary>Delivers everything that was not delivered yet.</summary>
    public async Task TellAllAsync()
    {
        foreach (var told in Ledger.Events.Where(told => !told.IsDelivered))
        {
            Assert.Equal(200, (await TellAsync(told)).Status);
        }
    }

    /// <summary>Delivers an event.</summary>
    public async Task<Reply> TellAsync(FakeStripeEvent told)
    {
        var reply = await TellAsync(told.Snapshot().ToJsonString());
        told.IsDelivered = reply.Status == 200;
        return reply;
    }

    /// <summary>Delivers a body, signed.</summary>
    public async Task<Reply> TellAsync(string body, long? at = null)
    {
        using var visitor = Host.Visitor();
        return await visitor.SendAsync(FakeStripeEvent.Deliver(body, at));
    }

    /// <summary>Waits until everything that was told is looked into, and Ada's plan is this one.</summary>
    public Task HasPlanAsync(string plan) => Eventually.HappensAsync(
        async () => (await Ada.GetAsync("/api/auth/me")).Json.GetProperty("plan").GetString() == plan);

    /// <summary>What a body is that is delivered, signed, without anybody delivering it.</summary>
    public WebhookReading Read(string body) =>
        Host.Services.GetRequiredService<IPaymentGateway>().ReadWebhook(body, FakeStripeEvent.SignatureOf(body));

    /// <summary>How Ada's payments stand.</summary>
    public async Task<JsonElement> BillingAsync() => (await Ada.GetAsync("/api/billing")).Json;

    /// <summary>Waits until everything that was told is looked into.</summary>
    public Task HasReadAllAsync() => Eventually.HappensAsync(
        async () => (await Host.Services.GetRequiredService<IPaymentEvents>()
            .ReadBacklogAsync(TestContext.Current.CancellationToken)).New == 0);

    /// <summary>Draws something small, and gives the answer.</summary>
    public Task<Reply> DrawAsync(string prompt) =>
        Ada.PostAsync("/api/images/generate", new { prompt, width = 256, height = 256 });

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        Ada.Dispose();
        await Host.DisposeAsync();
        await Stripe.DisposeAsync();
        folder.Dispose();
    }
}
