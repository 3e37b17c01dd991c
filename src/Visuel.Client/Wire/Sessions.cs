namespace Visuel.Client.Wire;

/// <summary>A sign-in of the account in one browser or program.</summary>
/// <param name="Id">Session id; it opens nothing.</param>
/// <param name="Current">Whether it is the one that asks.</param>
/// <param name="Browser">Such as <c>Firefox</c> or <c>curl</c>, or null where it was not known.</param>
/// <param name="System">Such as <c>Windows</c>, or null where it was not known.</param>
/// <param name="Network">The network of the address that signed in, such as <c>203.0.113.0/24</c>, or null.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="LastUsedAt">When it was last used, to the minute.</param>
/// <param name="ExpiresAt">When it ends, unless it is used before.</param>
public sealed record SessionAnswer(
    Guid Id, bool Current, string? Browser, string? System, string? Network, DateTimeOffset StartedAt,
    DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt);
