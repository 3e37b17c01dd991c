using Visuel.Server.Tests.Reliability;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Faults;

/// <summary>A server in a process of its own, its owner, and somebody with a plan, for many small questions.</summary>
public sealed class OneServer : IAsyncLifetime
{
    private readonly Installation place = new();

    internal RunningServer Server { get; private set; } = null!;

    internal Actor Owner { get; private set; } = null!;

    internal Actor Ada { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        place.Settings["IMAGE_ENGINE"] = "composer";
        Server = await place.StartAsync();
        Owner = await place.SignUpAsync(Server, "owner");
        Ada = await place.SignUpAsync(Server, "ada", "creator");
    }

    internal Visitor Visitor() => new(Server.Address);

    /// <summary>Where it keeps its data.</summary>
    internal string DataFolder => Path.Combine(place.Folder, "data");

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        Ada.Dispose();
        await Server.DisposeAsync();
        place.Dispose();
    }
}
