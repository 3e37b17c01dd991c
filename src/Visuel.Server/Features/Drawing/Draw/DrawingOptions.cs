using Visuel.Server.Settings;

namespace Visuel.Server.Features.Drawing.Draw;

/// <summary>How much is drawn at once. What does not fit waits in the queue;
/// the quota alone decides what is drawn at all.</summary>
/// <param name="AtOnce">Drawings at once in this process.</param>
/// <param name="AtOncePerWorkspace">Drawings at once of one workspace, in all processes together.</param>
/// <param name="ShutdownGrace">How long drawings may go on once the server is stopping;
/// then they are left with their provider, or given up.</param>
public sealed record DrawingOptions(int AtOnce, int AtOncePerWorkspace, TimeSpan ShutdownGrace)
{
    /// <summary>How long a call waits for its image before it is told where to look for it.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(100);

    /// <summary>How soon changes made by other processes are noticed.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>What stopping may take beside <see cref="ShutdownGrace"/>, to write down how things stand.</summary>
    public static readonly TimeSpan ShutdownSpare = TimeSpan.FromSeconds(8);

    /// <summary>Reads <c>DRAWINGS_AT_ONCE</c>, <c>DRAWINGS_AT_ONCE_PER_WORKSPACE</c> and
    /// <c>SHUTDOWN_GRACE_SECONDS</c>.</summary>
    public static DrawingOptions Read(SettingsReader settings) => new(
        settings.Number("DRAWINGS_AT_ONCE", 64, 1, 1024),
        settings.Number("DRAWINGS_AT_ONCE_PER_WORKSPACE", 32, 1, 1024),
        TimeSpan.FromSeconds(settings.Number("SHUTDOWN_GRACE_SECONDS", 20, 0, 600)));
}
