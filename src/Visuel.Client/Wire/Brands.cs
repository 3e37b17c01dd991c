namespace Visuel.Client.Wire;

/// <summary>Says how the house looks: what its offline illustrations are drawn in.
/// What is left out is taken away.</summary>
public sealed record SaveBrandRequest
{
    /// <summary>The colour it is known by, such as <c>#1A2B3C</c>; needs <c>accent</c> too.</summary>
    public string? Main { get; init; }

    /// <summary>The colour that stands out against it.</summary>
    public string? Accent { get; init; }

    /// <summary>A PNG, JPEG or WebP file of at most 1 MB as base64,
    /// with or without <c>data:…;base64,</c> before it.</summary>
    [AsTyped]
    public string? Logo { get; init; }
}

/// <summary>How the house looks.</summary>
/// <param name="Main">The colour it is known by, or null.</param>
/// <param name="Accent">The colour that stands out against it, or null.</param>
/// <param name="Logo">The logo as it is kept, a PNG of at most 640 pixels as a <c>data:</c> address, or null.</param>
public sealed record BrandAnswer(string? Main, string? Accent, string? Logo);
