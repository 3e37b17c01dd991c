using Visuel.Composer.Pictograms;

namespace Visuel.Composer.Understanding;

/// <summary>Moods and scenes of a pictogram that came without a concept.</summary>
internal static class GroupHabits
{
    public static IReadOnlyList<string> Moods(PictogramGroup group) => group switch
    {
        PictogramGroup.Nature => ["nature", "spring"],
        PictogramGroup.Food => ["food", "fresh"],
        PictogramGroup.Places => ["sky", "summer"],
        PictogramGroup.Activities => ["vivid", "festive", "sport"],
        PictogramGroup.Objects => ["fresh", "sand", "calm"],
        _ => ["fresh", "vivid", "calm"],
    };

    public static IReadOnlyList<string> Scenes(PictogramGroup group) => group switch
    {
        PictogramGroup.Nature => ["horizon", "podium", "orbit"],
        PictogramGroup.Food => ["table", "podium", "orbit"],
        PictogramGroup.Places => ["horizon", "skyline", "orbit"],
        PictogramGroup.Activities => ["podium", "stage", "burst"],
        PictogramGroup.Objects => ["podium", "flatlay", "orbit"],
        _ => ["orbit", "bento", "podium"],
    };
}
