using Visuel.Bench.Load.Driving;

namespace Visuel.Bench.Load.Running;

/// <summary>Whom a scenario measures.</summary>
internal enum Contestant
{
    Visuel,
    Durable,
    Bare,
}

/// <summary>One thing that is measured, on Visuel and on the floors it is compared with.</summary>
/// <param name="Name">For <c>--only</c> and progress.</param>
/// <param name="Title">For the report.</param>
/// <param name="Call">What is called.</param>
/// <param name="Connections">Connections.</param>
/// <param name="UpstreamMilliseconds">How long the upstream takes before an image.</param>
/// <param name="Contestants">Who is measured.</param>
internal sealed record Scenario(
    string Name, string Title, Call Call, int Connections, int UpstreamMilliseconds,
    IReadOnlyList<Contestant> Contestants)
{
    // Each has its image drawn beforehand, so fewer than usual; together they may still ask 2,000 times a second.
    private const int AccountsOfCached = 200;

    private static readonly IReadOnlyList<Contestant> Everybody =
        [Contestant.Visuel, Contestant.Durable, Contestant.Bare];
    private static readonly IReadOnlyList<Contestant> WithoutDurable = [Contestant.Visuel, Contestant.Bare];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("generate-0ms-16",
            "`POST /api/images/generate`, upstream 0 ms, 16 connections", Call.Generate, 16, 0, Everybody),
        new("generate-0ms-64",
            "`POST /api/images/generate`, upstream 0 ms, 64 connections", Call.Generate, 64, 0, Everybody),
        new("generate-200ms-64",
            "`POST /api/images/generate`, upstream 200 ms, 64 connections", Call.Generate, 64, 200, Everybody),
        new("cached-16", "`POST /api/images/generate` answered from the cache (the floor fetches, upstream 0 ms), 16 " +
            "connections", Call.Cached, 16, 0, WithoutDurable),
        new("cached-64", "`POST /api/images/generate` answered from the cache (the floor fetches, upstream 0 ms), 64 " +
            "connections", Call.Cached, 64, 0, WithoutDurable),
        new("quota-16",
            "`GET /api/images/generate` (the floor: a constant), 16 connections", Call.Quota, 16, 0, WithoutDurable),
        new("quota-64",
            "`GET /api/images/generate` (the floor: a constant), 64 connections", Call.Quota, 64, 0, WithoutDurable),
    ];

    /// <summary>How many accounts call, of those there are.</summary>
    public int AccountsOf(LoadOptions options) =>
        Call is Call.Cached ? Math.Min(options.Accounts, AccountsOfCached) : options.Accounts;
}
