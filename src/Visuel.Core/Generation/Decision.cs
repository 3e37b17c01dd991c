namespace Visuel.Core.Generation;

/// <summary>What a rule decided.</summary>
/// <param name="Outcome">What the caller is told.</param>
/// <param name="Changes">What the store writes, in this order, all together; empty when nothing changes.</param>
public sealed record Decision<T>(T Outcome, params IReadOnlyList<Change> Changes);
