namespace Visuel.Server.Rounds;

/// <summary>What every round is made of.</summary>
/// <param name="Health">Where it writes down how it stands.</param>
/// <param name="Clock">The clock it lives by.</param>
/// <param name="Loggers">Where it logs, under its own name.</param>
public sealed record RoundParts(RoundsHealth Health, TimeProvider Clock, ILoggerFactory Loggers);
