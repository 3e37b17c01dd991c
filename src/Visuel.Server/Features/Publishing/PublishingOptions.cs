using Visuel.Server.Settings;

namespace Visuel.Server.Features.Publishing;

/// <summary>Where public copies of images are loaded from.</summary>
/// <param name="Cdn">The address before their names, without a slash at its end;
/// null where there are no public copies.</param>
public sealed record PublishingOptions(string? Cdn)
{
    /// <summary>Reads <c>CDN_BASE_URL</c>, which needs a bucket behind it.</summary>
    public static PublishingOptions Read(SettingsReader settings)
    {
        var cdn = settings.Address("CDN_BASE_URL");
        if (cdn is not null && settings.Text("S3_BUCKET") is null)
        {
            settings.Fault("CDN_BASE_URL", "needs S3_BUCKET: the CDN serves what lies there under public/");
        }

        return new PublishingOptions(cdn?.GetLeftPart(UriPartial.Path).TrimEnd('/'));
    }
}
