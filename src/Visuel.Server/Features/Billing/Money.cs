using System.Globalization;

namespace Visuel.Server.Features.Billing;

/// <summary>Amounts for people.</summary>
public static class Money
{
    /// <summary>Cents as the reader's language writes them, such as <c>29,00 €</c>.</summary>
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
        return (cents / 100m).ToString("C2", format);
    }
}
