namespace Visuel.Core.Quota;

/// <summary>One more count that a hold must fit into beside its workspace's own, such as all visitors of one address on a day. It moves with the credit.</summary>
/// <param name="Key">Names the count; never a workspace's id.</param>
/// <param name="Limit">The most it allows in the hold's period.</param>
public readonly record struct Allowance(Guid Key, int Limit);
