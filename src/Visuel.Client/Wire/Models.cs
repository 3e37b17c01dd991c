namespace Visuel.Client.Wire;

/// <summary>A model that images can be drawn with.</summary>
/// <param name="Id">What <c>model</c> takes.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Engine"><c>huggingface</c> or <c>composer</c>.</param>
/// <param name="IsDefault">Whether it draws when no model is named.</param>
/// <param name="Available">Whether it could be asked now; false while its engine has no token.</param>
/// <param name="Licence">The terms it is used under, or null when they are not known.</param>
/// <param name="ContentTypes">What it may be used for.</param>
/// <param name="Sizes">The sizes it was trained for, in pixels; a picture is drawn at the nearest one, then scaled and
/// cropped. Empty when it draws any.</param>
/// <param name="Steps">Denoising steps, or null when they are left to the provider.</param>
/// <param name="GuidanceScale">How closely it follows the prompt, or null when that is left to the provider.</param>
/// <param name="NegativePrompt">Whether it can be told what to avoid.</param>
public sealed record ModelAnswer(
    string Id,
    string Name,
    string Engine,
    bool IsDefault,
    bool Available,
    LicenceAnswer? Licence,
    IReadOnlyList<string> ContentTypes,
    IReadOnlyList<SizeAnswer> Sizes,
    DialAnswer? Steps,
    DialAnswer? GuidanceScale,
    bool NegativePrompt);

/// <summary>Width and height in pixels.</summary>
public sealed record SizeAnswer(int Width, int Height);

/// <summary>A number, and the least and most that make sense.</summary>
public sealed record DialAnswer(double Default, double Least, double Most);

/// <summary>Terms of use.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Url">Where they are to be read.</param>
/// <param name="CommercialUse">Whether they allow business use.</param>
public sealed record LicenceAnswer(string Name, string Url, bool CommercialUse);
