using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Server.Callers;
using Visuel.Server.Ui;

namespace Visuel.Server.Answers;

/// <summary>Error answers: RFC 9457 problem+json with <c>success:false</c>, a stable code, a reference and a sentence
/// in the caller's language. Never a stack trace, a path, a token or a provider's page.
/// The reference, <c>traceId</c>, is added by the framework.</summary>
public sealed class Problems(IStringLocalizer<Texts> texts, IHttpContextAccessor http)
{
    /// <summary>The answer for a code; <paramref name="values"/> fill its sentence.</summary>
    public ProblemHttpResult Answer(Problem problem, params object[] values) =>
        Build(problem, SentenceForReader(problem, values), ReadOnlyDictionary<string, object?>.Empty);

    /// <summary>The answer for a code with members of its own.</summary>
    public ProblemHttpResult Answer(
        Problem problem, IReadOnlyDictionary<string, object?> members, params object[] values) =>
        Build(problem, Sentence(problem, values), members);

    /// <summary>400 with what is wrong, field by field.</summary>
    public ProblemHttpResult Invalid(params IReadOnlyList<FieldProblem> problems) => Build(
        Problem.InvalidRequest,
        Sentence(Problem.InvalidRequest),
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["errors"] = problems
                .GroupBy(problem => problem.Field, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Select(Sentence).ToArray(), StringComparer.Ordinal),
        });

    /// <summary>The answer for a code, to be tried again after a while;
    /// the wait is also the sentence's first value, in seconds.</summary>
    public ProblemHttpResult Later(Problem problem, TimeSpan wait)
    {
        var seconds = SecondsOf(wait);
        http.HttpContext!.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Answer(problem, seconds);
    }

    /// <summary>The reference of a request, which its error answers and the log carry.</summary>
    public static string ReferenceOf(HttpContext http) => Activity.Current?.Id ?? http.TraceIdentifier;

    /// <summary>A wait as it is told: whole seconds, at least one.</summary>
    public static int SecondsOf(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    /// <summary>The answer to an outage, or to a bug.</summary>
    public ProblemHttpResult Answer(Exception error) => Outages.Of(error) switch
    {
        null => Answer(Problem.ServerError),
        var outage when outage == Problem.StoreUnavailable => Later(outage, Outages.Wait),
        var outage => Answer(outage),
    };

    /// <summary>The same as a sentence for a page, or null for a bug.</summary>
    public string? Sentence(Exception error) =>
        Outages.Of(error) is { } outage ? Sentence(outage, Outages.Wait.TotalSeconds) : null;

    /// <summary>The sentence of a code in the caller's language.</summary>
    public string Sentence(Problem problem, params object[] values)
    {
        // Where it differs for programs that sent a key, and for those who have no account.
        var readers = http.HttpContext switch
        {
            null => null,
            var context when Bearer.Of(context.Request) is not null => "Key",
            _ when Reader is null => "Visitor",
            _ => null,
        };
        var forReaders = readers is null ? null : texts[$"{readers}_{problem.Code}", values];
        return forReaders is { ResourceNotFound: false } ? forReaders : texts[$"Problem_{problem.Code}", values];
    }

    /// <summary>The same, and for an administrator what there is to do about it, where something is.</summary>
    public string SentenceFor(AccountRole? reader, Problem problem, params object[] values)
    {
        var advice = reader is AccountRole.Admin ? texts[$"Advice_{problem.Code}"] : null;
        return advice is { ResourceNotFound: false }
            ? $"{Sentence(problem, values)} {advice}"
            : Sentence(problem, values);
    }

    /// <summary>The same for whoever is asking.</summary>
    public string SentenceForReader(Problem problem, params object[] values) => SentenceFor(Reader, problem, values);

    /// <summary>The name of a plan in the caller's language.</summary>
    public string PlanName(Plan plan) => texts[$"Plan_{plan.Name}"];

    /// <summary>The sentence about a field in the caller's language.</summary>
    public string Sentence(FieldProblem problem) => texts[$"Field_{problem.Problem}", [.. problem.Limits]];

    /// <summary>An instant as whoever is asking writes it, for a sentence; visitors read it in UTC.</summary>
    public WrittenTime Written(DateTimeOffset at) => WrittenTime.Of(
        at,
        http.HttpContext is { } context && Caller.KnownOf(context.User) is { } known
            ? ZoneNames.Find(known.Account.TimeZone)
            : TimeZoneInfo.Utc);

    private AccountRole? Reader => http.HttpContext is { } context ? Caller.TryOf(context.User)?.Role : null;

    private static ProblemHttpResult Build(
        Problem problem, string sentence, IReadOnlyDictionary<string, object?> members)
    {
        var details = new ProblemDetails
        {
            Type = $"urn:visuel:problem:{problem.Code}",
            Title = problem.Code,
            Status = problem.Status,
            Detail = sentence,
        };
        details.Extensions["success"] = false;
        details.Extensions["code"] = problem.Code;
        details.Extensions["error"] = sentence;
        foreach (var (name, value) in members)
        {
            details.Extensions[name] = value;
        }

        return TypedResults.Problem(details);
    }
}
