using Microsoft.AspNetCore.Components.Endpoints;

namespace Visuel.Server.Answers;

/// <summary>Refuses what is posted to a page and is no form that names itself, which the pages' framework takes for a
/// fault of its own.</summary>
internal sealed class PagePosts(RequestDelegate next, ProblemAnswers answers)
{
    /// <summary>Goes on with whatever a page of ours can have sent.</summary>
    public Task InvokeAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method)
        && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        && Refusal(http.Request) is { } problem
            ? answers.RefuseAsync(http, problem)
            : next(http);

    private static Problem? Refusal(HttpRequest request) =>
        !request.HasFormContentType ? Problem.UnsupportedMediaType
        : !request.Form.ContainsKey("_handler") ? Problem.InvalidRequest
        : null;
}
