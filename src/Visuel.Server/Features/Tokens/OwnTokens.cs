using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Server.Callers;
using Visuel.Server.Engines.Tokens;

namespace Visuel.Server.Features.Tokens;

/// <summary>The outcome of saving a token.</summary>
public abstract record SaveTokenOutcome
{
    private SaveTokenOutcome()
    {
    }

    /// <summary>The token is kept, and used from now on.</summary>
    public sealed record Saved(OwnTokenStatus Status) : SaveTokenOutcome;

    /// <summary>The token is not valid or lacks the permission; nothing was kept.</summary>
    public sealed record Invalid(FieldProblem Problem) : SaveTokenOutcome;

    /// <summary>Hugging Face could not check the token; nothing was kept.</summary>
    public sealed record Unchecked(EngineFault Fault) : SaveTokenOutcome;
}

/// <summary>The details of a token that may be shown. The token itself is never shown.</summary>
/// <param name="User">Its owner's name at Hugging Face.</param>
/// <param name="SavedAt">When it was saved.</param>
/// <param name="OutOfCreditSince">Since when Hugging Face has answered that its credit is used up, or null.</param>
public sealed record OwnTokenStatus(string User, DateTimeOffset SavedAt, DateTimeOffset? OutOfCreditSince);

/// <summary>Reads, checks and keeps the Hugging Face tokens that workspaces bring.</summary>
public sealed class OwnTokens(
    IOwnTokens tokens, ITokenStatus status, TokenSeal seal, SecurityLog log, TimeProvider clock)
{
    /// <summary>The page on which a user makes a token with the needed permission.</summary>
    public const string MakeOne = "https://huggingface.co/settings/tokens/new" +
        "?ownUserPermissions=inference.serverless.write&tokenType=fineGrained";

    private const int Longest = 200;

    /// <summary>The details of a workspace's token, or null when it has none.</summary>
    public async Task<OwnTokenStatus?> FindAsync(WorkspaceId workspace, CancellationToken stop) =>
        await tokens.FindAsync(workspace, stop) is { } kept ? StatusOf(kept, seal.Open(kept)) : null;

    /// <summary>Checks a token with Hugging Face and keeps it, encrypted.</summary>
    public async Task<SaveTokenOutcome> SaveAsync(WorkspaceId workspace, string? typed, CancellationToken stop)
    {
        var token = typed?.Trim().Trim('"', '\'').Trim() ?? "";
        if (!token.StartsWith("hf_", StringComparison.Ordinal) || token.Length > Longest
            || !token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
        {
            return Refuse("hf_token_shape");
        }

        switch (await status.CheckAsync(token, stop))
        {
            case TokenVerdict.Good good:
                var kept = new OwnToken(workspace, seal.Close(workspace, token), good.User, clock.GetUtcNow());
                await tokens.SaveAsync(kept, stop);
                status.Trust(token);
                log.NoteOwn(AuditKinds.OwnTokenSaved);
                return new SaveTokenOutcome.Saved(StatusOf(kept, token));
            case TokenVerdict.NotPermitted:
                return Refuse("hf_token_without_permission");
            case TokenVerdict.Unknown unknown:
                return new SaveTokenOutcome.Unchecked(unknown.Fault);
            default:
                return Refuse("hf_token_wrong");
        }
    }

    /// <summary>Removes the token, so that the installation's token is used again. Returns false when there was
    /// none.</summary>
    public async Task<bool> RemoveAsync(WorkspaceId workspace, CancellationToken stop)
    {
        var removed = await tokens.RemoveAsync(workspace, stop);
        if (removed)
        {
            log.NoteOwn(AuditKinds.OwnTokenRemoved);
        }

        return removed;
    }

    private OwnTokenStatus StatusOf(OwnToken kept, string? token) =>
        new(kept.User, kept.SavedAt, token is null ? null : status.FindOutOfCredit(token));

    private static SaveTokenOutcome.Invalid Refuse(string problem) => new(new FieldProblem("token", problem, MakeOne));
}
