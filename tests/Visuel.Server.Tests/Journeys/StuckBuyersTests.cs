using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Billing;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Somebody wants to buy or manage a plan while Stripe stumbles: there is always a way on.</summary>
public sealed class StuckBuyersTests
{
    private const string Create = "POST /v1/customers";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_that_stripe_repeats_for_a_day_stops_nobody_and_makes_one_customer(bool isDone)
    {
        await using var shop = await Shop.OpenAsync();
        var isFirst = 1;
        shop.Stripe.Breaks(
            request => request == Create && Interlocked.Exchange(ref isFirst, 0) == 1 ? 500 : 0, isDone);
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        Assert.Single(shop.Ledger.List("customers"));
    }

    [Fact]
    public async Task An_answer_that_stripe_repeats_is_not_waited_for_again()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Stripe.Breaks(request => request == Create ? 500 : 0);
        var failed = await shop.CheckOutAsync();
        Assert.Equal((502, "billing_failed"), (failed.Status, failed.Code));
        shop.Stripe.Breaks(null);
        var before = shop.Stripe.Requests.Count;
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        Assert.Single(shop.Stripe.Requests.Skip(before), request => request == Create);
        Assert.Single(shop.Ledger.List("customers"));
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_asked_for_again_and_makes_no_second_customer()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Stripe.Dawdles(request => request == Create ? 600_000 : 0);
        Assert.Equal(502, (await shop.CheckOutAsync()).Status);
        shop.Stripe.Dawdles(null);
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        Assert.Single(shop.Ledger.List("customers"));
    }

    [Theory]
    [InlineData("a@localhost")]
    [InlineData("léa@exemple.fr")]
    public async Task An_address_that_stripe_refuses_is_left_out(string email)
    {
        await using var shop = await Shop.OpenAsync();
        using var lea = shop.Host.Visitor();
        Assert.Equal(201, (await lea.PostAsync(
            "/api/auth/register", new { email, password = Actor.Password, name = "Léa" })).Status);
        Assert.Equal(200, (await lea.PostAsync("/api/billing/checkout", new { plan = "creator" })).Status);
        var customer = Assert.Single(shop.Ledger.List("customers"));
        Assert.Equal((null, "Léa"), (customer["email"]?.GetValue<string>(), customer["name"]!.GetValue<string>()));
        Assert.Contains("does not accept the e-mail address", shop.Host.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(email, shop.Host.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkout_that_is_paid_between_two_calls_is_a_subscription_and_no_failure()
    {
        await using var shop = await Shop.OpenAsync();
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        await shop.Ada.PatchAsync("/api/auth/me", new { locale = "en" });
        var session = FakeStripeLedger.Id(shop.Ledger.List("sessions")[0]);
        shop.Stripe.Before(request =>
        {
            if (request == $"POST /v1/checkout/sessions/{session}/expire")
            {
                shop.Ledger.CompleteCheckout(session);
            }
        });
        var again = await shop.CheckOutAsync();
        Assert.Equal((409, "subscription_exists"), (again.Status, again.Code));
        Assert.Single(shop.Ledger.List("subscriptions"));
    }

    [Theory]
    [InlineData("GET /v1/prices")]
    [InlineData(Create)]
    [InlineData("POST /v1/checkout/sessions")]
    public async Task One_call_too_many_is_made_again(string call)
    {
        await using var shop = await Shop.OpenAsync();
        var isFirst = 1;
        shop.Stripe.Fails(request => request == call && Interlocked.Exchange(ref isFirst, 0) == 1 ? 429 : 0);
        Assert.Equal(200, (await shop.CheckOutAsync()).Status);
        Assert.Equal(2, shop.Stripe.Requests.Count(request => request == call));
    }

    [Fact]
    public async Task What_was_cancelled_since_is_managed_in_the_portal_all_the_same()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        shop.Ledger.CancelAtEnd(shop.Subscription, isByPortal: true);
        Assert.Equal(200, (await shop.Ada.PostAsync("/api/billing/portal?flow=cancel", new { })).Status);
    }

    [Fact]
    public async Task One_customer_at_whom_stripe_hangs_holds_up_nobody_else()
    {
        await using var shop = await Shop.OpenAsync();
        var hanging = await shop.BuyAsync();
        using var bob = await shop.Host.SignUpAsync("bob");
        var home = (await bob.GetAsync("/api/auth/me")).Json.GetProperty("workspaceId").GetString()!;
        shop.Ledger.Add("customers", FakeStripeObjects.Customer(
            "cus_bob", shop.Ledger.Now, new Dictionary<string, string> { ["metadata[workspace_id]"] = home }));
        shop.Stripe.Dawdles(request => request == $"GET /v1/customers/{hanging}" ? 600_000 : 0);

        var began = Stopwatch.GetTimestamp();
        shop.Ledger.ChangePrice(shop.Subscription, FakeStripe.ProPrice);
        await shop.TellAllAsync();
        await Eventually.HappensAsync(() => shop.Stripe.Requests.Contains($"GET /v1/customers/{hanging}"));
        shop.Ledger.Subscribe("cus_bob", FakeStripe.CreatorPrice);
        await shop.TellAllAsync();
        await Eventually.HappensAsync(async () =>
            (await bob.GetAsync("/api/auth/me")).Json.GetProperty("plan").GetString() == "creator");
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(40));

        // The buyer reads a sentence, on the page too.
        began = Stopwatch.GetTimestamp();
        var replies = await Task.WhenAll(shop.CheckOutAsync(), shop.Ada.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/billing/checkout")
            {
                Content = new FormUrlEncodedContent([new("plan", "creator")]),
            }));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Contains(replies[0].Status, (int[])[409, 502]);
        Assert.StartsWith(
            "/plans?problem=", replies[1].Message.Headers.Location!.ToString(), StringComparison.Ordinal);

        shop.Stripe.Dawdles(null);
        Assert.Contains(await shop.Host.Services.GetRequiredService<IPaymentEvents>()
            .ListAsync(PaymentEventState.New, 10, Stop), told => told.Attempts > 0);
    }
}
