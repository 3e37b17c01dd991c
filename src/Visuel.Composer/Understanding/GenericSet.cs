namespace Visuel.Composer.Understanding;

/// <summary>What is shown where nothing was understood: the trade itself, pretending to no topic.</summary>
internal static class GenericSet
{
    public static IReadOnlyList<string> For(string contentType) => contentType switch
    {
        "article" => ["📰", "✏️", "💡", "📚", "📌", "☕", "🔍", "📝"],
        "social" => ["💬", "📸", "❤️", "🔔", "👍", "✨", "⭐", "🎈"],
        "ad" => ["📣", "🎁", "⭐", "🛍️", "🎯", "✨", "🎈", "💎"],
        _ => ["🎨", "🖼️", "🖌️", "🌈", "💡", "✨", "⭐", "✏️"],
    };

    /// <summary>Scenes that suit all of these, so that the seeds walk through them evenly.</summary>
    public static readonly IReadOnlyList<string> Scenes = ["orbit", "bento", "podium", "flatlay"];

    /// <summary>Companions that fit any hero.</summary>
    public static readonly IReadOnlyList<string> Companions = ["✨", "⭐", "💡", "💬", "❤️", "🎈"];
}
