using Visuel.Core.Generation;

namespace Visuel.Server.Engines.Tokens;

/// <summary>Says what Hugging Face knows about a token.</summary>
public interface ITokenStatus
{
    /// <summary>Since when the credit behind the installation's own token has been used up, or null.</summary>
    DateTimeOffset? OutOfCreditSince { get; }

    /// <summary>Asks who owns a token and what it may do.</summary>
    Task<TokenVerdict> CheckAsync(string token, CancellationToken stop);

    /// <summary>Since when the credit behind a token has been used up, or null.</summary>
    DateTimeOffset? FindOutOfCredit(string token);

    /// <summary>Forgets that a token had no credit, because its owner saved it again.</summary>
    void Trust(string token);
}

/// <summary>The result of a check of a token.</summary>
public abstract record TokenVerdict
{
    private TokenVerdict()
    {
    }

    /// <summary>It is good, as far as can be told: permissions of classic and OAuth tokens are not listed.</summary>
    /// <param name="User">Its owner's name.</param>
    public sealed record Good(string User) : TokenVerdict;

    /// <summary>It may not call inference providers.</summary>
    public sealed record NotPermitted : TokenVerdict;

    /// <summary>It is wrong or expired.</summary>
    public sealed record Wrong : TokenVerdict;

    /// <summary>Not known: Hugging Face was not reached, or refused the call for now.</summary>
    public sealed record Unknown(EngineFault Fault) : TokenVerdict;
}
