using Microsoft.AspNetCore.Diagnostics;

namespace Visuel.Server.Answers;

/// <summary>Why a page was refused, for the page that says so.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Wait">When to try again, where that is known.</param>
internal sealed record PageProblem(Problem Problem, TimeSpan? Wait)
{
    /// <summary>The address, relative to the site's start, of the page that has no longer the form that was sent; null
    /// for another reason.</summary>
    public string? OldFormOf { get; init; }

    /// <summary>Why the request failed that the page of problems answers; null for a request of that page
    /// itself.</summary>
    public static PageProblem? Of(HttpContext http) => (FailedWith(http), http.Features.Get<PageProblem>()) switch
    {
        (BadHttpRequestException bad, _) => new(Problem.OfStatus(bad.StatusCode), null),
        ({ } error, _) => new(Outages.Of(error) ?? Problem.ServerError, Outages.Wait),
        (_, { } refused) => refused,
        _ when IsShown(http) => new(Problem.OfStatus(http.Response.StatusCode), null),
        _ => null,
    };

    /// <summary>Whether a form failed: what was typed is one step back in the browser.</summary>
    public static bool IsOfForm(HttpContext http) => http.Items.ContainsKey(typeof(PageProblem));

    /// <summary>Lets the page of problems be read where a form failed, which was sent.</summary>
    public static Task ReadAsync(HttpContext http, Func<Task> next)
    {
        if (IsShown(http) && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Items[typeof(PageProblem)] = http.Request.Method;
            http.Request.Method = HttpMethods.Get;
            http.Request.ContentType = null;
        }

        return next();
    }

    private static bool IsShown(HttpContext http) =>
        FailedWith(http) is not null || http.Features.Get<IStatusCodeReExecuteFeature>() is not null;

    private static Exception? FailedWith(HttpContext http) => http.Features.Get<IExceptionHandlerFeature>()?.Error;
}
