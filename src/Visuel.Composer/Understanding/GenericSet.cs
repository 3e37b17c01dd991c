namespace Visuel.Composer.Understanding;

/// <summary>What goes with the symbols of a content type where nothing was understood.</summary>
internal static class GenericSet
{
    /// <summary>Scenes that suit all of these, so that the seeds walk through them evenly.</summary>
    public static readonly IReadOnlyList<string> Scenes = ["orbit", "bento", "podium", "flatlay"];

    /// <summary>Companions that fit any hero.</summary>
    public static readonly IReadOnlyList<string> Companions = ["✨", "⭐", "💡", "💬", "❤️", "🎈"];
}
