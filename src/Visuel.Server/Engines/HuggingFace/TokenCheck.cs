using System.Text.Json.Serialization;
using Visuel.Core.Generation;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>What Hugging Face says about a token.</summary>
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

    /// <summary>Hugging Face did not say: too many questions, or not reached.</summary>
    public sealed record Unknown(EngineFault Fault) : TokenVerdict;
}

/// <summary>Asks the Hub whose a token is and what it may do (contract §7.2). That address has a strict limit of its own, so only when a token is saved.</summary>
public sealed class TokenCheck
{
    private const string Permission = "inference.serverless.write";

    private readonly UpstreamClient upstream;
    private readonly HuggingFaceOptions options;
    private readonly TimeProvider time;

    internal TokenCheck(UpstreamClient upstream, HuggingFaceOptions options, TimeProvider time) => (this.upstream, this.options, this.time) = (upstream, options, time);

    /// <summary>Asks.</summary>
    public async Task<TokenVerdict> RunAsync(string token, CancellationToken stop)
    {
        using var budget = new CancellationTokenSource(options.Budgets.Mapping, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, stop);
        try
        {
            return await upstream.SendAsync(UpstreamCall.AtHub(HttpMethod.Get, options, "/api/whoami-v2", token), either.Token) switch
            {
                UpstreamOutcome.Answered { Reply.Body: var body } => Read(body),
                UpstreamOutcome.Failed { Reply.Status: 401 or 403 } => new TokenVerdict.Wrong(),
                UpstreamOutcome.Failed { Fault.Fault: var fault } => new TokenVerdict.Unknown(fault),
                _ => throw new InvalidOperationException("A call is answered or failed."),
            };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new TokenVerdict.Unknown(new EngineFault(FaultClass.Timeout, "the Hub did not answer in time"));
        }
    }

    private static TokenVerdict Read(Memory<byte> body)
    {
        if (UpstreamJson.Read<Who>(body) is not { Name: { Length: > 0 } name } who)
        {
            return new TokenVerdict.Unknown(new EngineFault(FaultClass.Malformed, "the Hub did not say whose the token is"));
        }

        // Only fine-grained tokens list what they may do.
        var fine = who.Auth?.AccessToken?.FineGrained;
        var isAllowed = fine is null || fine.Global?.Contains(Permission) == true || fine.Scoped?.Any(scope => scope.Permissions?.Contains(Permission) == true) == true;
        return isAllowed ? new TokenVerdict.Good(name) : new TokenVerdict.NotPermitted();
    }

    private sealed record Who(string? Name, Auth? Auth);

    private sealed record Auth([property: JsonPropertyName("accessToken")] AccessToken? AccessToken);

    private sealed record AccessToken([property: JsonPropertyName("fineGrained")] FineGrained? FineGrained);

    private sealed record FineGrained(IReadOnlyList<string>? Global, IReadOnlyList<Scope>? Scoped);

    private sealed record Scope(IReadOnlyList<string>? Permissions);
}
