using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Billing;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What is posted as an event: forged, old, strange, or told again.</summary>
public sealed class WebhookTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_stripe_did_not_sign_now_is_refused()
    {
        await using var shop = await Shop.OpenAsync();
        var body = new FakeStripeEvent(
            "evt_1", "customer.updated", new JsonObject { ["id"] = "cus_1", ["object"] = "customer" },
            shop.Ledger.Now).Snapshot().ToJsonString();
        var signed = FakeStripeEvent.Deliver(body).Headers.GetValues("Stripe-Signature").Single();
        await AssertRefusedAsync(shop, body, null);
        await AssertRefusedAsync(shop, body, "");
        await AssertRefusedAsync(shop, body, "t=abc,v1=00");
        await AssertRefusedAsync(shop, body, "nonsense");
        await AssertRefusedAsync(shop, body, signed.Replace("v1=", "v0=", StringComparison.Ordinal));
        await AssertRefusedAsync(shop, body + " ", signed);
        await AssertRefusedAsync(shop, "", signed);
        await AssertRefusedAsync(shop, body, FakeStripeEvent.Deliver(
            body, secret: "whsec_another").Headers.GetValues("Stripe-Signature").Single());
        foreach (var at in (long[])[shop.Ledger.Now - 400, shop.Ledger.Now + 400, 0, 99_999_999_999_999])
        {
            var reply = await shop.TellAsync(body, at);
            Assert.Equal((400, "invalid_signature"), (reply.Status, reply.Code));
        }

        using (var visitor = shop.Host.Visitor())
        {
            // Whatever it is called: the answer is the same.
            var form = await visitor.PostTextAsync("/api/webhooks/stripe", "a=b", "application/x-www-form-urlencoded");
            Assert.Equal((400, "invalid_signature"), (form.Status, form.Code));
        }

        Assert.Equal(new PaymentBacklog(
            null, 0, 0), await shop.Host.Services.GetRequiredService<IPaymentEvents>().ReadBacklogAsync(Stop));
        Assert.Equal(200, (await shop.TellAsync(body)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("""{"id":"evt_1"}""")]
    [InlineData("""{"id":7,"type":"customer.updated"}""")]
    public async Task What_is_signed_and_no_event_is_refused_too(string body)
    {
        await using var shop = await Shop.OpenAsync();
        var reply = await shop.TellAsync(body);
        Assert.Equal((400, "invalid_request"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Two_megabytes_are_too_many_and_bytes_that_are_no_text_are_not_signed()
    {
        await using var shop = await Shop.OpenAsync();
        var large = await shop.TellAsync(
            $"{{\"id\":\"evt_1\",\"type\":\"customer.updated\",\"padding\":\"{new string('x', 2 * 1024 * 1024)}\"}}");
        Assert.Equal((413, "too_large"), (large.Status, large.Code));
        using var visitor = shop.Host.Visitor();
        var chunked = FakeStripeEvent.Deliver("{}");
        chunked.Content = new StreamContent(new MemoryStream(new byte[2 * 1024 * 1024]));
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal(413, (await visitor.SendAsync(chunked)).Status);
        var bytes = FakeStripeEvent.Deliver("{}");
        bytes.Content = new ByteArrayContent([0xff, 0xfe, 0x00]);
        Assert.Equal(400, (await visitor.SendAsync(bytes)).Status);
    }

    [Fact]
    public async Task Any_version_and_form_of_an_event_counts()
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await shop.BuyAsync();
        var forms = new Func<FakeStripeEvent, JsonObject>[]
        {
            told => told.Snapshot("2026-07-29.dahlia"), told => told.Snapshot("2024-06-20"), told => told.Thin(),
            WithoutVersionAndCustomer,
        };
        foreach (var form in forms)
        {
            foreach (var price in (string[])[FakeStripe.ProPrice, FakeStripe.CreatorPrice])
            {
                shop.Ledger.ChangePrice(shop.Subscription, price);
                Assert.Equal(200, (await shop.TellAsync(form(shop.Ledger.Events[^1]).ToJsonString())).Status);
                await shop.HasPlanAsync(price == FakeStripe.ProPrice ? "pro" : "creator");
            }
        }

        Assert.NotEmpty(customer);
    }

    [Fact]
    public async Task What_is_not_ours_is_taken_and_ignored()
    {
        await using var shop = await Shop.OpenAsync();
        var about = new JsonObject { ["id"] = "cus_stranger", ["object"] = "customer" };
        var asked = shop.Stripe.Requests.Count(request => request != "GET /v1/events");
        var strange = new FakeStripeEvent("evt_0", "terminal.reader.action_failed", about, shop.Ledger.Now).Snapshot();
        var connected = new FakeStripeEvent("evt_1", "customer.updated", about, shop.Ledger.Now).Snapshot();
        connected["account"] = "acct_1";
        var live = new FakeStripeEvent("evt_2", "customer.updated", about, shop.Ledger.Now).Snapshot();
        live["livemode"] = true;
        foreach (var body in (JsonObject[])[strange, connected, live])
        {
            Assert.Equal(200, (await shop.TellAsync(body.ToJsonString())).Status);
        }

        Assert.Equal(asked, shop.Stripe.Requests.Count(request => request != "GET /v1/events"));
        Assert.Equal(200, (await shop.TellAsync(new FakeStripeEvent(
            "evt_3", "customer.updated", about, shop.Ledger.Now).Snapshot().ToJsonString())).Status);
        await shop.HasReadAllAsync();
        Assert.Equal(4, (await shop.Host.Services.GetRequiredService<IPaymentEvents>()
            .ListAsync(PaymentEventState.Ignored, 10, Stop)).Count);
    }

    [Fact]
    public async Task While_the_store_is_away_stripe_is_told_so_and_tells_again()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        shop.Ledger.ChangePrice(shop.Subscription, FakeStripe.ProPrice);
        await using (var other = new SqliteConnection(
            $"Data Source={Path.Combine(shop.Host.DataFolder, "visuel.db")};Pooling=False"))
        {
            other.Open();
            using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            var away = await shop.TellAsync(shop.Ledger.Events[^1]);
            Assert.Equal((503, "store_unavailable"), (away.Status, away.Code));
        }

        await shop.TellAllAsync();
        await shop.HasPlanAsync("pro");
    }

    [Fact]
    public async Task What_cannot_be_looked_into_is_tried_again_and_shown_to_the_administrator_in_the_end()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        shop.Stripe.Fails(request => request.StartsWith("GET /v1/customers", StringComparison.Ordinal) ? 500 : 0);
        shop.Ledger.ChangePrice(shop.Subscription, FakeStripe.ProPrice);
        await shop.TellAllAsync();
        var events = shop.Host.Services.GetRequiredService<IPaymentEvents>();
        await Eventually.HappensAsync(
            async () => (await events.ListAsync(PaymentEventState.New, 10, Stop)).Any(told => told.Attempts == 1), 20);
        Assert.Equal("creator", (await shop.BillingAsync()).GetProperty("plan").GetString());

        foreach (var told in await events.ListAsync(PaymentEventState.New, 10, Stop))
        {
            await events.DelayAsync(told.Event.Id, null, "api_error", Stop);
        }

        var overview = (await shop.Owner.GetAsync("/api/admin/payments")).Json;
        Assert.Equal(1, overview.GetProperty("dead").GetInt32());
        Assert.Equal("customer.subscription.updated", Assert.Single(
            overview.GetProperty("events").EnumerateArray()).GetProperty("type").GetString());
        shop.Stripe.Fails(null);
        Assert.Equal(1, (await shop.Owner.PostAsync("/api/admin/payments/retry", new { })).Json.GetProperty("retried")
            .GetInt32());
        await shop.HasPlanAsync("pro");
        Assert.Equal(403, (await shop.Ada.GetAsync("/api/admin/payments")).Status);
    }

    private static JsonObject WithoutVersionAndCustomer(FakeStripeEvent told)
    {
        var whole = told.Snapshot();
        whole.Remove("api_version");
        whole["data"]!["object"]!.AsObject().Remove("customer");
        return whole;
    }

    private static async Task AssertRefusedAsync(Shop shop, string body, string? signature)
    {
        using var visitor = shop.Host.Visitor();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/stripe")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        }

        var reply = await visitor.SendAsync(request);
        Assert.Equal((400, "invalid_signature"), (reply.Status, reply.Code));
    }
}
