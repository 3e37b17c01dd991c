using Visuel.Core;

namespace Visuel.Server.Rounds;

/// <summary>How often a round is made, and how long it waits after a failure.</summary>
/// <param name="Name">Its name in <c>/health/ready</c> and, after <c>Round_</c>, in the texts.</param>
/// <param name="What">What it does, as a noun for the log.</param>
/// <param name="Every">The pause between two rounds when nobody wakes it; null: it is done once, at start.</param>
public sealed record Rhythm(string Name, string What, TimeSpan? Every)
{
    /// <summary>Whether the first round ends before the server answers its first request.</summary>
    public bool IsBeforeServing { get; init; }

    /// <summary>The waits after rounds that failed in a row: from a second up to the pause, at most a minute.</summary>
    public Backoff Failing { get; init; } =
        new(TimeSpan.FromSeconds(1), Every is { } pause && pause < Rhythms.Minute ? pause : Rhythms.Minute);

    /// <summary>The waits before a thing that was set aside is tried again.</summary>
    public Backoff SetAside { get; init; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
}
