using Visuel.Core.Generation;

namespace Visuel.Server.Engines.Tokens;

/// <summary>What the company that issues tokens says about them.</summary>
public interface ITokenDesk
{
    /// <summary>Since when the credit behind the installation's own token has been used up, or null.</summary>
    DateTimeOffset? OutOfCreditSince { get; }

    /// <summary>Asks whose a token is and what it may do.</summary>
    Task<TokenVerdict> CheckAsync(string token, CancellationToken stop);

    /// <summary>Since when the credit behind a token has been used up, or null.</summary>
    DateTimeOffset? FindOutOfCredit(string token);

    /// <summary>Believes again that a token has credit, because its owner saved it anew.</summary>
    void Trust(string token);
}

/// <summary>What is said about a token.</summary>
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

    /// <summary>It could not be told: too many questions, or not reached.</summary>
    public sealed record Unknown(EngineFault Fault) : TokenVerdict;
}
