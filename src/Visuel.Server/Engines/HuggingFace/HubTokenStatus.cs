using System.Text.Json.Serialization;
using Visuel.Core.Generation;
using Visuel.Server.Engines.Tokens;

namespace Visuel.Server.Engines.HuggingFace;

/// <summary>Asks the Hub who owns a token and what the token may do (docs/contracts/huggingface.md#tokens), and says
/// which tokens have no credit left. The Hub limits that call strictly, so it is made only when a token is
/// saved.</summary>
internal sealed class HubTokenStatus(
    UpstreamClient upstream, TokenCredit credit, HuggingFaceOptions options, TimeProvider time) : ITokenStatus
{
    private const string Permission = "inference.serverless.write";

    /// <inheritdoc/>
    public DateTimeOffset? OutOfCreditSince => options.Token is { } token ? credit.DepletedSince(token) : null;

    /// <inheritdoc/>
    public DateTimeOffset? FindOutOfCredit(string token) => credit.DepletedSince(token);

    /// <inheritdoc/>
    public void Trust(string token) => credit.Restore(token);

    /// <inheritdoc/>
    public async Task<TokenVerdict> CheckAsync(string token, CancellationToken stop)
    {
        using var budget = new CancellationTokenSource(options.Budgets.Mapping, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, stop);
        try
        {
            return await upstream.SendAsync(
                UpstreamCall.AtHub(HttpMethod.Get, options, "/api/whoami-v2", token), either.Token) switch
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
            return new TokenVerdict.Unknown(
                new EngineFault(FaultClass.Malformed, "the Hub did not say whose the token is"));
        }

        // Only fine-grained tokens list what they may do.
        var fine = who.Auth?.AccessToken?.FineGrained;
        var isAllowed = fine is null || fine.Global?.Contains(Permission) == true
            || fine.Scoped?.Any(scope => scope.Permissions?.Contains(Permission) == true) == true;
        return isAllowed ? new TokenVerdict.Good(name) : new TokenVerdict.NotPermitted();
    }

    private sealed record Who(string? Name, Auth? Auth);

    private sealed record Auth([property: JsonPropertyName("accessToken")] AccessToken? AccessToken);

    private sealed record AccessToken([property: JsonPropertyName("fineGrained")] FineGrained? FineGrained);

    private sealed record FineGrained(IReadOnlyList<string>? Global, IReadOnlyList<Scope>? Scoped);

    private sealed record Scope(IReadOnlyList<string>? Permissions);
}
