using Visuel.Core.Calendar;

namespace Visuel.Server.Features.Calendar;

/// <summary>The icon that stands for an item without an image. Generic ones:
/// the companies' own signs are theirs.</summary>
internal static class ChannelIcon
{
    public static string Of(ContentFields fields) => fields.Channel switch
    {
        Channel.Blog => "newspaper",
        Channel.Instagram => "camera",
        Channel.Linkedin => "briefcase",
        Channel.Facebook => "users",
        Channel.X => "message-circle",
        Channel.Tiktok => "music-2",
        Channel.Newsletter => "mail",
        _ => fields.Type switch
        {
            ContentType.Article => "newspaper",
            ContentType.Social => "message-circle",
            ContentType.Ad => "megaphone",
            ContentType.Image => "image",
            _ => throw new ArgumentOutOfRangeException(nameof(fields), fields.Type, "This content type has no icon."),
        },
    };
}
