using System.Reflection;
using System.Resources;
using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Server.Ui;

namespace Visuel.Server.Tests.Journeys;

/// <summary>The ledger explains itself to its owner.</summary>
public sealed class UsageTests
{
    [Fact]
    public async Task Each_credit_of_the_month_says_what_became_of_it_and_nobody_else_sees_it()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        var drawn = (await ada.PostAsync("/api/images/generate", new { prompt = "a cat", width = 256, height = 256 }))
            .Json;
        await ada.PostAsync("/api/images/generate", new { prompt = "a dog", width = 256, height = 256 });
        var month = DateTimeOffset.UtcNow.ToString("yyyy-MM", null);

        var first = (await ada.GetAsync("/api/usage?limit=1")).Json;
        Assert.Equal((month, 2, 50, 48, 0), (
            first.GetProperty("period").GetString(), first.GetProperty("usage").GetProperty("used").GetInt32(),
            first.GetProperty("usage").GetProperty("quota").GetInt32(),
            first.GetProperty("usage").GetProperty("remaining").GetInt32(), first.GetProperty("held").GetInt32()));
        var second = (await ada.GetAsync(
            $"/api/usage?period={month}&limit=1&cursor={first.GetProperty("next").GetString()}")).Json;
        var credit = Assert.Single(second.GetProperty("items").EnumerateArray());
        Assert.Equal(("committed", CreditReason.ImageKept, drawn.GetProperty("id").GetGuid()), (
            credit.GetProperty("state").GetString(), credit.GetProperty("reason").GetString(),
            credit.GetProperty("image").GetGuid()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);

        var past = (await ada.GetAsync("/api/usage?period=2020-02")).Json;
        Assert.Equal((0, System.Text.Json.JsonValueKind.Null), (
            past.GetProperty("items").GetArrayLength(), past.GetProperty("usage").GetProperty("quota").ValueKind));
        Assert.Empty((await owner.GetAsync("/api/usage")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(["period"], (await ada.GetAsync("/api/usage?period=2026-13")).Fields);
        Assert.Equal(["limit", "period"], (await ada.GetAsync("/api/usage?period=x&limit=0")).Fields.Order());
        Assert.Contains(
            "Une image a été dessinée et gardée.",
            System.Net.WebUtility.HtmlDecode((await ada.GetAsync("/plans")).Text), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_has_a_sentence()
    {
        var texts = new ResourceManager("Visuel.Server.Ui.Texts", typeof(Texts).Assembly);
        string[] reasons =
        [
            .. Constants(typeof(CreditReason)), .. Constants(typeof(GenerationFailure)),
            .. Enum.GetValues<FaultClass>().Select(fault => GenerationFailure.Of(new EngineFault(fault, "")).Reason),
        ];
        Assert.Contains(CreditReason.KeptAfterRelease, reasons);
        Assert.All(reasons, reason => Assert.NotNull(
            texts.GetString($"Reason_{reason}", System.Globalization.CultureInfo.InvariantCulture)));
    }
    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
}
