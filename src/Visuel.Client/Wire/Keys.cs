namespace Visuel.Client.Wire;

/// <summary>Makes an API key.</summary>
public sealed record CreateApiKeyRequest
{
    /// <summary>What to call it, such as the program that will use it; 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>From when on it is refused; never, unless said.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>An API key, without the key.</summary>
/// <param name="Id">Key id.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Prefix">Its first 12 characters.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is refused, or null.</param>
/// <param name="LastUsedAt">When it was last used, to the minute, or null.</param>
public sealed record ApiKeyAnswer(
    Guid Id, string Name, string Prefix, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt);

/// <summary>An API key that was made just now.</summary>
/// <param name="Id">Key id.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Prefix">Its first 12 characters.</param>
/// <param name="Key">The key itself. It is shown this once.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is refused, or null.</param>
public sealed record CreatedApiKeyAnswer(
    Guid Id, string Name, string Prefix, string Key, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
