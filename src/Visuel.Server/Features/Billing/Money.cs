using System.Globalization;

namespace Visuel.Server.Features.Billing;

/// <summary>Amounts for people.</summary>
public static class Money
{
    // Stripe counts in the smallest unit (docs/contracts/stripe.md): yen have none, dinars have thousandths.
    private static readonly HashSet<string> WithoutCents = new(StringComparer.Ordinal)
    {
        "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf",
    };

    private static readonly HashSet<string> WithThousandths = new(StringComparer.Ordinal)
    {
        "bhd", "jod", "kwd", "omr", "tnd",
    };

    /// <summary>Smallest units as the reader's language writes them, such as <c>29,00 €</c>.</summary>
    public static string Text(long cents, string currency)
    {
        var format = (NumberFormatInfo)CultureInfo.CurrentCulture.NumberFormat.Clone();
        format.CurrencySymbol = currency switch
        {
            "eur" => "€",
            "usd" => "$",
            "gbp" => "£",
            _ => currency.ToUpperInvariant(),
        };
        return WithoutCents.Contains(currency) ? ((decimal)cents).ToString("C0", format)
            : WithThousandths.Contains(currency) ? (cents / 1000m).ToString("C3", format)
            : (cents / 100m).ToString("C2", format);
    }
}
