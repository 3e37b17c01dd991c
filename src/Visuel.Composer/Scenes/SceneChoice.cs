using Visuel.Composer.Understanding;

namespace Visuel.Composer.Scenes;

/// <summary>Lists the scenes that suit a subject, the best first. Consecutive seeds take them in turn.</summary>
internal static class SceneChoice
{
    private const int Least = 4;
    private const int Most = 6;

    // Four scene families that suit every subject.
    private static readonly string[] Fallbacks = ["orbit", "bento", "podium", "flatlay"];

    public static IReadOnlyList<IScene> Candidates(Subject subject)
    {
        var wanted = Wanted(subject).ToList();
        var suitable = Suitable(wanted, subject).Take(Most).ToList();
        return suitable.Count >= Least ? suitable : [.. Suitable(wanted.Concat(Fallbacks), subject).Take(Least)];
    }

    /// <summary>The subject with a hero that suits the scene, where one of its leads does.</summary>
    public static Subject LeadFor(IScene scene, Subject subject) => scene.Suits(subject.Hero)
        ? subject
        : subject.LedBy(subject.Leads.FirstOrDefault(scene.Suits) ?? subject.Hero);

    private static IEnumerable<string> Wanted(Subject subject) =>
        subject.Scenes.Take(subject.Habits.ScenesOfSubject).Concat(subject.Habits.MoreScenes)
            .Except(subject.Habits.UnwantedScenes, StringComparer.Ordinal);

    private static IEnumerable<IScene> Suitable(IEnumerable<string> names, Subject subject) =>
        names.Distinct(StringComparer.Ordinal).Select(SceneCatalog.Find).OfType<IScene>()
            .Where(scene => subject.Leads.Any(scene.Suits));
}
