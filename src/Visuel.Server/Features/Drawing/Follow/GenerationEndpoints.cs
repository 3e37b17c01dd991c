using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Generation;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Features.Library;

namespace Visuel.Server.Features.Drawing.Follow;

/// <summary>Requests to draw: how far they are, as they go on, and giving them up.</summary>
public static class GenerationEndpoints
{
    /// <summary>Maps <c>/api/generations</c>.</summary>
    public static void MapGenerations(this IEndpointRouteBuilder routes)
    {
        var generations = routes.MapGroup("/api/generations").WithTags("Images")
            .RequireAuthorization(Authentication.VisitorsToo);
        generations.MapGet("/{id:guid}", ReadAsync);
        generations.MapGet("/{id:guid}/events", ReadEventsAsync);
        generations.MapDelete("/{id:guid}", CancelAsync);
    }

    /// <summary>How far a generation is.</summary>
    internal static async Task<Results<Ok<GenerationAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, HttpContext http, ReadPatron patrons, IGenerations generations, ImageProblems answers,
        Problems problems, CancellationToken stop) =>
        await generations.FindAsync(
            (await patrons.FindAsync(http, stop)).Workspace, new GenerationId(id), stop) is { } generation
            ? TypedResults.Ok(answers.Describe(generation))
            : problems.Answer(Problem.NotFound);

    /// <summary>A generation's changes as Server-Sent Events: <c>event: state</c>, the record as data, its version as
    /// id. Ends after the final one; asked again from there it answers 204, so that a browser stops asking.</summary>
    internal static async Task<Results<PushStreamHttpResult, NoContent, ProblemHttpResult>> ReadEventsAsync(
        Guid id, HttpContext http, ReadPatron patrons, IGenerations generations, WatchGeneration watch,
        KnownCallers callers, ImageProblems answers, Problems problems, TimeProvider clock,
        IHostApplicationLifetime server, CancellationToken stop)
    {
        var workspace = (await patrons.FindAsync(http, stop)).Workspace;
        if (await generations.FindAsync(workspace, new GenerationId(id), stop) is not { } now)
        {
            return problems.Answer(Problem.NotFound);
        }

        if (now.IsOver && int.TryParse(
            http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture,
            out var last) && last >= now.Version)
        {
            return TypedResults.NoContent();
        }

        http.Response.Headers.CacheControl = "no-cache, no-store";
        // Proxies that hold answers back would hold the news back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.Stream(
            async body =>
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, server.ApplicationStopping);
                try
                {
                    await new EventStream(body, clock).RunAsync(
                        stopped => watch.RunAsync(workspace, now.Id, stopped),
                        (events, state) => events.SendAsync("state", state.Version, answers.Describe(state)),
                        () => IsStillSignedInAsync(http, callers, either.Token), either.Token);
                }
                catch (OperationCanceledException) when (either.IsCancellationRequested)
                {
                    // Nobody listens any more; or the server stops, then the reader asks again and
                    // another process goes on.
                }
            },
            EventStream.MediaType);
    }

    /// <summary>Gives a generation up. Before its image is being kept the credit is given back, unless more than 20
    /// orders that were already sent are given up in a day.</summary>
    internal static async Task<Results<Accepted<GenerationAnswer>, ProblemHttpResult>> CancelAsync(
        Guid id, HttpContext http, ReadPatron patrons, CancelGeneration cancel, ImageProblems answers,
        Problems problems, CancellationToken stop) =>
        await cancel.RunAsync((await patrons.FindAsync(http, stop)).Workspace, new GenerationId(id), stop) switch
        {
            CancelOutcome.Cancelled cancelled => TypedResults.Accepted(
                ImageLinks.Generation(cancelled.Generation.Id), answers.Describe(cancelled.Generation)),
            CancelOutcome.TooLate => problems.Answer(Problem.AlreadyFinished),
            _ => problems.Answer(Problem.NotFound),
        };

    // A session that ended elsewhere, or a key that was revoked, must not go on listening.
    private static async Task<bool> IsStillSignedInAsync(
        HttpContext http, KnownCallers callers, CancellationToken stop) =>
        Caller.KnownOf(http.User) is not { } caller || await callers.FindAsync(caller.Hash, stop) is not null;
}
