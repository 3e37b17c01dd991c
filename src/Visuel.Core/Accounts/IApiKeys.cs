namespace Visuel.Core.Accounts;

/// <summary>Names an API key.</summary>
public readonly record struct ApiKeyId(Guid Value)
{
    /// <summary>The canonical 36-character form, as on the wire.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>An API key, without the key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Workspace">Where it works.</param>
/// <param name="Account">Who made it.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Prefix">The first 12 characters of the key.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is refused, or null for never.</param>
/// <param name="LastUsedAt">When it was last used, within <see cref="LastUse.Resolution"/>, or null for never.</param>
public sealed record ApiKey(
    ApiKeyId Id, WorkspaceId Workspace, AccountId Account, string Name, string Prefix, DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt)
{
    /// <summary>Whether its time is not over.</summary>
    public bool IsLiveAt(DateTimeOffset now) => ExpiresAt is not { } end || end > now;
}

/// <summary>Keeps API keys. A key that was revoked is kept too, but nobody finds it any more.</summary>
public interface IApiKeys
{
    /// <summary>Adds a key, unless its workspace has <paramref name="most"/> already that are neither revoked nor
    /// expired when it is made. False when it has; counted and added in one write, so that keys made at once do not
    /// pass the limit.</summary>
    Task<bool> AddAsync(ApiKey key, SecretHash hash, int most, CancellationToken stop);

    /// <summary>The key with this hash, or null when it was revoked,
    /// expired at <paramref name="now"/>, or never was.</summary>
    Task<ApiKey?> FindAsync(SecretHash hash, DateTimeOffset now, CancellationToken stop);

    /// <summary>The keys of a workspace that were not revoked, newest first;
    /// those that expired are among them.</summary>
    Task<Page<ApiKey>> ListAsync(WorkspaceId workspace, string? cursor, int limit, CancellationToken stop);

    /// <summary>Remembers a use, unless one less than <see cref="LastUse.Resolution"/> before is remembered.</summary>
    Task NoteUseAsync(ApiKeyId id, DateTimeOffset now, CancellationToken stop);

    /// <summary>Revokes a key of a workspace; again changes nothing.
    /// False when the workspace has no such key.</summary>
    Task<bool> RevokeAsync(WorkspaceId workspace, ApiKeyId id, DateTimeOffset now, CancellationToken stop);
}
