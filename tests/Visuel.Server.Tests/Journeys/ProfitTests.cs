using System.Text.Json;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>What plans bring and cost.</summary>
public sealed class ProfitTests
{
    [Fact]
    public async Task One_full_creator_month_that_costs_nothing_reads_twenty_nine_euros_fifty_images_and_all_of_it()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.BuyAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => shop.DrawAsync($"a red bicycle, number {number}")));
        var creator = Of(await ReadAsync(shop), "creator");
        Assert.Equal((2900, 1, 50, 0m, 2900m, 1m), Figures(creator));
        var cost = Assert.Single(creator.GetProperty("costs").EnumerateArray());
        Assert.Equal(("composer", 50, 0m), (cost.GetProperty("supplier").GetString(),
            cost.GetProperty("images").GetInt32(), cost.GetProperty("costCents").GetDecimal()));
    }

    [Fact]
    public async Task Refunds_prices_and_removed_images_count()
    {
        await using var shop = await Shop.OpenAsync(new Dictionary<string, string>
        {
            ["PROVIDER_PRICES"] = "composer=0.02, fal-ai=0.003",
            ["USD_EUR"] = "0.5",
        });
        var customer = await shop.BuyAsync();
        var drawn = (await shop.DrawAsync("a cat")).Json.GetProperty("id").GetString();
        await shop.DrawAsync("a dog");
        Assert.Equal(204, (await shop.Ada.DeleteAsync($"/api/images/{drawn}")).Status);
        shop.Ledger.Refund(customer, 900);
        await shop.TellAllAsync();
        await shop.HasReadAllAsync();
        Assert.Equal((2000, 1, 2, 2m, 1998m, 0.999m), Figures(Of(await ReadAsync(shop), "creator")));
        var total = (await ReadAsync(shop)).GetProperty("total");
        Assert.Equal((2000, 1, 2, 2m, 1998m, 0.999m), Figures(total));
        Assert.Equal((0, 0, 0, 0m, 0m, null), Figures(
            Of((await shop.Owner.GetAsync("/api/admin/profit?month=2020-01")).Json, "creator")));
        Assert.Equal(["month"], (await shop.Owner.GetAsync("/api/admin/profit?month=soon")).Fields);
        Assert.Equal(403, (await shop.Ada.GetAsync("/api/admin/profit")).Status);
    }

    [Fact]
    public async Task What_a_bank_took_back_was_not_earned()
    {
        await using var shop = await Shop.OpenAsync();
        var customer = await shop.BuyAsync();
        var dispute = shop.Ledger.Dispute(customer);
        await shop.TellAllAsync();
        await shop.HasReadAllAsync();
        Assert.Equal((2900, 1, 0, 0m, 2900m, 1m), Figures(Of(await ReadAsync(shop), "creator")));
        shop.Ledger.CloseDispute(dispute, "lost");
        await shop.TellAllAsync();
        await shop.HasReadAllAsync();
        Assert.Equal((0, 1, 0, 0m, 0m, null), Figures(Of(await ReadAsync(shop), "creator")));
    }

    [Fact]
    public async Task Who_draws_on_a_token_of_their_own_costs_nothing_and_a_provider_without_a_price_is_named()
    {
        await using var huggingFace = await FakeHuggingFace.StartAsync();
        huggingFace.Accepts("hf_tokenOfAdaAlone", "ada");
        await using var host = VisuelHost.Start(huggingFace.Settings);
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        Assert.Equal(200, (await ada.PostAsync("/api/images/generate", new { prompt = "a cat" })).Status);
        Assert.Equal(200, (await ada.PutAsync("/api/auth/hf-token", new { token = "hf_tokenOfAdaAlone" })).Status);
        Assert.Equal(200, (await ada.PostAsync("/api/images/generate", new { prompt = "a dog" })).Status);
        var profit = (await owner.GetAsync("/api/admin/profit")).Json;
        Assert.Equal(["fal-ai"], profit.GetProperty("unpriced").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(
            [("fal-ai", 1, (decimal?)null), ("own", 1, 0m)],
            Of(profit, "creator").GetProperty("costs").EnumerateArray().Select(
                cost => (cost.GetProperty("supplier").GetString()!, cost.GetProperty("images").GetInt32(), Number(
                    cost, "costCents"))).Order());
    }

    private static async Task<JsonElement> ReadAsync(Shop shop) =>
        (await shop.Owner.GetAsync("/api/admin/profit")).Json;

    private static JsonElement Of(JsonElement profit, string plan) =>
        Assert.Single(profit.GetProperty("plans").EnumerateArray(), one => one.GetProperty("plan").GetString() == plan);

    private static (int Revenue, int Invoices, int Images, decimal Cost, decimal Margin, decimal? Rate) Figures(
        JsonElement plan) => (
        plan.GetProperty("revenueCents").GetInt32(), plan.GetProperty("invoices").GetInt32(), plan.GetProperty("images")
            .GetInt32(),
        plan.GetProperty("costCents").GetDecimal(), plan.GetProperty("marginCents").GetDecimal(),
        Number(plan, "marginRate"));

    private static decimal? Number(JsonElement json, string name) =>
        json.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;
}
