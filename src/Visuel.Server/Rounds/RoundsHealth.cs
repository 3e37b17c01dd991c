using System.Collections.Concurrent;

namespace Visuel.Server.Rounds;

/// <summary>How the rounds of this process stand, for readiness and for administrators.</summary>
public sealed class RoundsHealth(TimeProvider clock)
{
    private readonly ConcurrentDictionary<Rhythm, RoundState> states = new();

    /// <summary>The rounds that fail, or have set something aside.</summary>
    public IReadOnlyList<RoundState> Troubled =>
    [
        .. states.Values.Where(state => state.Failure is not null || state.SetAside.Count > 0)
            .OrderBy(state => state.Rhythm.Name, StringComparer.Ordinal),
    ];

    /// <summary>Where a round writes down how it stands.</summary>
    internal RoundState Of(Rhythm rhythm) => states.GetOrAdd(rhythm, key => new RoundState(key, clock));
}
