using Visuel.Server.Settings;

namespace Visuel.Server.Blobs;

/// <summary>Where images are kept when not on the disk.</summary>
/// <param name="Bucket">The bucket, which exists already.</param>
/// <param name="Endpoint">Where the service answers.</param>
/// <param name="Region">The region requests are signed for.</param>
/// <param name="AccessKeyId">Who asks.</param>
/// <param name="SecretAccessKey">The secret to it.</param>
public sealed record S3Options(string Bucket, Uri Endpoint, string Region, string AccessKeyId, string SecretAccessKey)
{
    /// <summary>Reads <c>S3_BUCKET</c>, and if it is there <c>S3_ENDPOINT</c> (Amazon's of the region unless told),
    /// <c>S3_REGION</c> (<c>us-east-1</c>), <c>S3_ACCESS_KEY_ID</c> and <c>S3_SECRET_ACCESS_KEY</c>.
    /// Null without a bucket.</summary>
    public static S3Options? Read(SettingsReader settings)
    {
        var (bucket, keyId, secret) =
            (settings.Text("S3_BUCKET"), settings.Text("S3_ACCESS_KEY_ID"), settings.AsTyped("S3_SECRET_ACCESS_KEY"));
        var region = settings.Text("S3_REGION") ?? "us-east-1";
        var isAmazon = settings.Text("S3_ENDPOINT") is null;
        if (bucket is null)
        {
            return null;
        }

        var endpoint = isAmazon ? new Uri($"https://s3.{region}.amazonaws.com") : settings.Address("S3_ENDPOINT");
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("S3_ACCESS_KEY_ID", keyId),
            ("S3_SECRET_ACCESS_KEY", secret)])
        {
            if (value is null)
            {
                settings.Fault(name, "is needed beside S3_BUCKET");
            }
        }

        return new S3Options(bucket, endpoint ?? new Uri("http://localhost"), region, keyId ?? "", secret ?? "");
    }
}
