using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.SignalR;
using Visuel.Server.Callers;

namespace Visuel.Server.Answers;

/// <summary>Turns exceptions and empty error statuses of the API into problem answers;
/// pages have pages of their own for them.</summary>
public sealed partial class ProblemAnswers(
    Problems problems, RequestLocalizationOptions languages, ILogger<ProblemAnswers> logger) : IExceptionHandler
{
    /// <summary>Answers what was thrown: outages with their own codes, everything else as a bug. Logged with the
    /// reference that the answer carries, since the framework is silent about what is handled here.</summary>
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // By now the request has been sent to the pages' error page; this is where it came from.
        if (!IsApi(httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path))
        {
            return false;
        }

        // The culture was left behind where the exception came from; the request still knows it.
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture =
            (httpContext.Features.Get<IRequestCultureFeature>()?.RequestCulture
                ?? languages.DefaultRequestCulture).UICulture;
        var answer = exception switch
        {
            BadHttpRequestException bad => problems.Answer(Problem.OfStatus(bad.StatusCode)),
            _ => problems.Answer(exception),
        };
        var reference = Problems.ReferenceOf(httpContext);
        if (answer.StatusCode == StatusCodes.Status500InternalServerError)
        {
            Log.Bug(logger, reference, exception);
        }
        else
        {
            // What a client did wrong, or left half sent, is nothing to be mended here.
            var level = exception is BadHttpRequestException ? LogLevel.Debug : LogLevel.Warning;
            Log.Refused(logger, level, answer.StatusCode, reference, exception);
        }

        await answer.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Fills an error answer that has no body yet.</summary>
    public Task FillAsync(StatusCodeContext context) =>
        problems.Answer(Problem.OfStatus(context.HttpContext.Response.StatusCode)).ExecuteAsync(context.HttpContext);

    /// <summary>Refuses a request: a program gets the problem, a person at a page gets a page that says so.</summary>
    /// <param name="http">The request, not answered yet.</param>
    /// <param name="problem">Why.</param>
    /// <param name="wait">When to try again, or null.</param>
    public Task RefuseAsync(HttpContext http, Problem problem, TimeSpan? wait = null)
    {
        if (IsApi(http) || Bearer.Of(http.Request) is not null
            || http.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is not null)
        {
            return (wait is { } time ? problems.Later(problem, time) : problems.Answer(problem)).ExecuteAsync(http);
        }

        http.Response.StatusCode = problem.Status;
        http.Features.Set(new PageProblem(problem, wait));
        return Task.CompletedTask;
    }

    /// <summary>Whether the caller is a program rather than a person at a page.</summary>
    public static bool IsApi(HttpContext http) => IsApi(http.Request.Path);

    private static bool IsApi(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Unexpected; the caller was told reference {Reference}")]
        public static partial void Bug(ILogger logger, string reference, Exception error);

        [LoggerMessage("Answered {Status}; the caller was told reference {Reference}")]
        public static partial void Refused(
            ILogger logger, LogLevel level, int status, string reference, Exception error);
    }
}
