namespace Visuel.Composer.Scenes;

/// <summary>The scene families. To add one: a class, and its line here; the lexicon then calls it by its name.</summary>
internal static class SceneCatalog
{
    public static readonly IReadOnlyList<IScene> All =
    [
        new OrbitScene(), new PodiumScene(), new HorizonScene(), new WorkspaceScene(), new BentoScene(),
        new GrowthScene(), new BurstScene(), new TableScene(),

    ];

    public static IScene? Find(string name) => All.FirstOrDefault(scene => string.Equals(scene.Name, name, StringComparison.Ordinal));
}
