namespace Visuel.Composer.Scenes;

/// <summary>The scene families. To add one: a class, and its line here;
/// the lexicon then calls it by its name.</summary>
internal static class SceneCatalog
{
    public static readonly IReadOnlyList<IScene> All =
    [
        new OrbitScene(),
        new PodiumScene(), new HorizonScene(), new WorkspaceScene(), new FlatlayScene(), new BentoScene(),
        new GrowthScene(), new BurstScene(), new DeviceScene(), new TableScene(), new SkylineScene(), new StageScene(),
        new LaunchScene(), new ShelfScene(), new StorefrontScene(),
    ];

    public static IScene? Find(string name) =>
        All.FirstOrDefault(scene => string.Equals(scene.Name, name, StringComparison.Ordinal));
}
