using Visuel.Client.Wire;
using Visuel.Core.Accounts;

namespace Visuel.Server.Features.Branding;

/// <summary>How a house looks, as the API and the pages tell it.</summary>
internal static class BrandAnswers
{
    /// <summary>How a house looks as the API tells it; all null where it has not said.</summary>
    public static BrandAnswer ToAnswer(Brand? brand) =>
        new(brand?.Main, brand?.Accent, brand is null ? null : AddressOf(brand.Logo));

    /// <summary>A logo as a <c>data:</c> address, or null where there is none.</summary>
    public static string? AddressOf(ReadOnlyMemory<byte> logo) =>
        logo.IsEmpty ? null : $"data:image/png;base64,{Convert.ToBase64String(logo.Span)}";
}
