using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Server.Answers;

namespace Visuel.Server.Features.Accounts;

/// <summary>Why somebody who tries to get in, or to prove again who they are, is refused.</summary>
public abstract record SignInRefusal
{
    private SignInRefusal()
    {
    }

    /// <summary>Wrong address or password; which of them is not told.</summary>
    public sealed record Wrong : SignInRefusal;

    /// <summary>Too many wrong passwords in a row. The right one is refused too.</summary>
    public sealed record Locked(TimeSpan Wait) : SignInRefusal;

    /// <summary>Too many attempts.</summary>
    public sealed record TooMany(TimeSpan Wait) : SignInRefusal;

    /// <summary>Too many wait to have a password hashed.</summary>
    public sealed record Busy : SignInRefusal;
}

/// <summary>How a refusal is told.</summary>
internal static class SignInRefusals
{
    /// <summary>The API's answer.</summary>
    public static ProblemHttpResult Answer(this Problems problems, SignInRefusal refusal) => Of(refusal) switch
    {
        (var problem, { } wait) => problems.Later(problem, wait),
        (var problem, null) => problems.Answer(problem),
    };

    /// <summary>The sentence of a page.</summary>
    public static string Sentence(this Problems problems, SignInRefusal refusal) => Of(refusal) switch
    {
        (var problem, { } wait) => problems.Sentence(problem, Problems.SecondsOf(wait)),
        (var problem, null) => problems.Sentence(problem),
    };

    private static (Problem Problem, TimeSpan? Wait) Of(SignInRefusal refusal) => refusal switch
    {
        SignInRefusal.TooMany many => (Problem.TooManyRequests, many.Wait),
        SignInRefusal.Busy => (Problem.ServerBusy, Outages.Wait),
        SignInRefusal.Locked locked => (Problem.InvalidCredentials, locked.Wait),
        _ => (Problem.InvalidCredentials, null),
    };
}
