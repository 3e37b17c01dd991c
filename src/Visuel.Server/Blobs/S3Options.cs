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
    /// <summary>Reads <c>S3_BUCKET</c>, and if it is there <c>S3_ENDPOINT</c> (Amazon's of the region unless told), <c>S3_REGION</c> (<c>us-east-1</c>),
    /// <c>S3_ACCESS_KEY_ID</c> and <c>S3_SECRET_ACCESS_KEY</c>. Null without a bucket.</summary>
    public static S3Options? Read(SettingsReader settings)
    {
        if (settings.Text("S3_BUCKET") is not { } bucket)
        {
            return null;
        }

        var region = settings.Text("S3_REGION") ?? "us-east-1";
        var endpoint = settings.Text("S3_ENDPOINT") is null ? new Uri($"https://s3.{region}.amazonaws.com") : settings.Address("S3_ENDPOINT");
        string Required(string name)
        {
            if (settings.Text(name) is { } value)
            {
                return value;
            }

            settings.Fault(name, "is needed beside S3_BUCKET");
            return "";
        }

        return new S3Options(bucket, endpoint ?? new Uri("http://localhost"), region, Required("S3_ACCESS_KEY_ID"), Required("S3_SECRET_ACCESS_KEY"));
    }
}
