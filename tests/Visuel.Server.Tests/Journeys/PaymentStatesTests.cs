using System.Globalization;
using System.Net;
using Stripe;
using Visuel.Core.Billing;
using Visuel.Server.Features.Billing;
using Visuel.Server.Payments;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What a subscription can be at Stripe: the page, the API and administration say the same of it, and there is
/// always a way on.</summary>
public sealed class PaymentStatesTests
{
    [Theory]
    [InlineData("unpaid", "unpaid", "billing_hold", "Le dernier paiement a échoué", 409)]
    [InlineData("paused", null, "plan_without_images", "L'abonnement est suspendu", 200)]
    [InlineData("incomplete", null, "plan_without_images", "Le premier paiement n'est pas encore fait", 409)]
    [InlineData("on_the_moon", null, "plan_without_images", "que cette version de Visuel ne connaît pas", 409)]
    public async Task Whatever_it_is_page_and_api_agree(
        string status, string? hold, string code, string sentence, int bought)
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        shop.Ledger.Change("subscriptions", shop.Subscription, "customer.subscription.updated", one =>
        {
            one["status"] = status;
            FakeStripeLedger.Item(one)["current_period_start"] = shop.Ledger.Now - (20 * 24 * 3600);
        });
        await shop.TellAllAsync();
        await shop.HasReadAllAsync();

        Assert.Equal(hold, (await shop.BillingAsync()).GetProperty("hold").GetString());
        var refused = await shop.Ada.PostAsync("/api/images/generate", new { prompt = "a cat" });
        Assert.Equal((402, code), (refused.Status, refused.Code));
        Assert.Contains(sentence, await PageAsync(shop.Ada, "/plans"), StringComparison.Ordinal);
        Assert.Equal(bought, (await shop.CheckOutAsync()).Status);
        Assert.DoesNotContain(
            "payé jusqu'au", await PageAsync(shop.Owner, $"/admin/accounts/{shop.Ada.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_to_a_larger_plan_is_an_invoice_of_that_plan()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        shop.Ledger.ChangePrice(shop.Subscription, FakeStripe.ProPrice);
        await shop.TellAllAsync();
        await shop.HasPlanAsync("pro");
        shop.Ledger.Change(
            "invoices", FakeStripeLedger.Id(shop.Ledger.List("invoices")[0]), "invoice.paid", invoice =>
            {
                var lines = invoice["lines"]!["data"]!.AsArray();
                var back = lines[0]!.DeepClone();
                back["amount"] = -2700;
                lines[0]!["amount"] = 19700;
                var pro = lines[0]!["pricing"]!["price_details"]!;
                pro["price"] = FakeStripe.ProPrice;
                pro["product"] = shop.Ledger.Find("prices", FakeStripe.ProPrice)!["product"]!.GetValue<string>();
                lines.Insert(0, back);
            });
        await shop.TellAllAsync();
        await shop.HasReadAllAsync();
        Assert.Equal("pro", (await shop.BillingAsync()).GetProperty("invoices")[0].GetProperty("plan").GetString());
    }

    [Fact]
    public async Task An_invoice_leads_to_a_page_whatever_happens()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        var id = FakeStripeLedger.Id(shop.Ledger.List("invoices")[0]);
        Assert.Contains($"billing/invoices/{id}", await PageAsync(shop.Ada, "/plans"), StringComparison.Ordinal);
        Assert.Equal(302, (await shop.Ada.GetAsync($"/billing/invoices/{id}")).Status);

        shop.Stripe.Fails(_ => 500);
        var away = await shop.Ada.GetAsync($"/billing/invoices/{id}");
        Assert.Equal(
            (303, "/plans?problem=billing_failed"), (away.Status, away.Message.Headers.Location!.OriginalString));
        shop.Stripe.Fails(null);
        shop.Ledger.Change("invoices", id, "invoice.paid", invoice => invoice["status"] = "draft");
        await shop.TellAllAsync();
        await shop.HasReadAllAsync();
        Assert.DoesNotContain($"billing/invoices/{id}", await PageAsync(shop.Ada, "/plans"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_what_stripe_answers_is_a_failure_of_stripe()
    {
        var error = await Assert.ThrowsAsync<PaymentException>(() => StripeCall.AskAsync(
            () => Task.FromResult(new StripeList<Stripe.Customer>().Count()), TestContext.Current.CancellationToken));
        Assert.Equal(PaymentFault.Unavailable, error.Fault);
    }

    [Theory]
    [InlineData(2900, "eur", "29,00 €")]
    [InlineData(5000, "jpy", "5 000 JPY")]
    [InlineData(12345, "kwd", "12,345 KWD")]
    public void Money_is_written_in_the_units_of_its_currency(long amount, string currency, string written)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
            Assert.Equal(
                written,
                Money.Text(amount, currency).Replace('\u00a0', ' ').Replace('\u202f', ' '));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static async Task<string> PageAsync(Actor reader, string page) =>
        WebUtility.HtmlDecode((await reader.GetAsync(page)).Text);
}
