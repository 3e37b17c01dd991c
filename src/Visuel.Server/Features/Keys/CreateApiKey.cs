using System.Security.Cryptography;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Words;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Keys;

/// <summary>What became of a key that somebody wanted.</summary>
public abstract record CreateApiKeyOutcome
{
    private CreateApiKeyOutcome()
    {
    }

    /// <summary>It works from now on. The secret is here and nowhere else.</summary>
    public sealed record Created(ApiKey Key, Secret Secret) : CreateApiKeyOutcome;

    /// <summary>Something cannot be taken, or there are too many.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : CreateApiKeyOutcome;
}

/// <summary>Makes an API key.</summary>
public sealed class CreateApiKey(IApiKeys keys, SecurityLog log, TimeProvider clock)
{
    /// <summary>How many keys that still work a workspace may have.</summary>
    public const int Most = 25;

    /// <summary>The longest name, in characters as people count them.</summary>
    public const int LongestName = 100;

    /// <summary>Makes a key for the workspace of an account; without an end it works until it is revoked.</summary>
    public async Task<CreateApiKeyOutcome> RunAsync(
        AccountId account, WorkspaceId workspace, string? name, DateTimeOffset? expiresAt, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var clean = TypedText.Line(name);
        if (Check(clean, expiresAt, now).ToList() is { Count: > 0 } problems)
        {
            return new CreateApiKeyOutcome.Invalid(problems);
        }

        var secret = Secret.Of(SecretKind.ApiKey, RandomNumberGenerator.GetBytes(Secret.RandomBytes));
        var key = new ApiKey(
            new ApiKeyId(Guid.CreateVersion7(now)), workspace, account, clean!, secret.Prefix, now,
            expiresAt, LastUsedAt: null);
        if (!await keys.AddAsync(key, secret.Hash, Most, stop))
        {
            return new CreateApiKeyOutcome.Invalid([new FieldProblem("name", "too_many_keys", Most)]);
        }

        log.Note(AuditKinds.KeyMade, account, key.Id.ToString());
        return new CreateApiKeyOutcome.Created(key, secret);
    }

    private static IEnumerable<FieldProblem> Check(string? name, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        if (name is null)
        {
            yield return new FieldProblem("name", "required");
        }

        foreach (var problem in TextLimit.Check("name", name, LongestName))
        {
            yield return problem;
        }

        if (expiresAt <= now)
        {
            yield return new FieldProblem("expiresAt", "not_in_future");
        }
    }
}
