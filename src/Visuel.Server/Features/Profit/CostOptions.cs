using System.Globalization;
using Visuel.Server.Settings;

namespace Visuel.Server.Features.Profit;

/// <summary>What an image costs the operator.</summary>
/// <param name="Prices">US dollars an image, by supplier: a provider behind Hugging Face, <c>endpoint</c>, or
/// <c>composer</c>, which is free unless it is named.</param>
/// <param name="EurosPerDollar">What a US dollar costs, in euros.</param>
public sealed record CostOptions(IReadOnlyDictionary<string, decimal> Prices, decimal EurosPerDollar)
{
    // A higher price is a mistake.
    private const decimal Dearest = 100;

    /// <summary>Reads <c>PROVIDER_PRICES</c>, such as <c>fal-ai=0.003, nscale=0.002</c>, and <c>USD_EUR</c>.</summary>
    public static CostOptions Read(SettingsReader settings)
    {
        var prices = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in settings.List("PROVIDER_PRICES"))
        {
            if (pair.Split('=') is [{ Length: > 0 } supplier, var text]
                && Number(text) is { } price and >= 0 and <= Dearest)
            {
                prices[supplier] = price;
            }
            else
            {
                settings.Fault(
                    "PROVIDER_PRICES",
                    "must be a list of providers and US dollars an image, such as fal-ai=0.003, nscale=0.002");
                break;
            }
        }

        if (settings.Text("USD_EUR") is not { } rate)
        {
            return new CostOptions(prices, 1);
        }

        if (Number(rate) is { } euros and > 0 and < 1000)
        {
            return new CostOptions(prices, euros);
        }

        settings.Fault("USD_EUR", "must be the euros that a US dollar costs, such as 0.92");
        return new CostOptions(prices, 1);
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
