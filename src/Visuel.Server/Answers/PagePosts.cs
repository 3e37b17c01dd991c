using System.Net.Mime;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;

namespace Visuel.Server.Answers;

/// <summary>Refuses what is posted to a page and is no form that names itself, which the pages' framework takes for a
/// fault of its own, and says so where a page has no such form: it may have had it when it was opened.</summary>
internal sealed class PagePosts(RequestDelegate next, ProblemAnswers answers)
{
    /// <summary>Goes on with whatever a page of ours can have sent.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (IsFormless(http))
        {
            await answers.RefuseAsync(http, Problem.UnsupportedMediaType);
        }
        else if (!HttpMethods.IsPost(http.Request.Method)
            || http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            await next(http);
        }
        else if (Refusal(http.Request) is { } problem)
        {
            await answers.RefuseAsync(http, problem);
        }
        else
        {
            await next(http);
            if (HasNoSuchForm(http))
            {
                http.Response.ContentType = null;
                http.Features.Set(new PageProblem(Problem.InvalidRequest, null)
                {
                    OldFormOf = $".{http.Request.Path}{http.Request.QueryString}",
                });
            }
        }
    }

    // A route that reads a form fails where nothing at all was posted.
    private static bool IsFormless(HttpContext http) =>
        !http.Request.HasFormContentType
        && http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is { } accepts
        && accepts.ContentTypes.Contains(MediaTypeNames.Application.FormUrlEncoded);

    // The framework leaves the answer empty then, and no page answers 400; whatever we refuse ourselves is a problem
    // already.
    private static bool HasNoSuchForm(HttpContext http) =>
        http.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false }
        && http.Features.Get<PageProblem>() is null;

    private static Problem? Refusal(HttpRequest request) =>
        !request.HasFormContentType ? Problem.UnsupportedMediaType
        : !request.Form.ContainsKey("_handler") ? Problem.InvalidRequest
        : null;
}
