using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Core.Generation;
using Visuel.Core.Library;
using Visuel.Core.Words;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Calendar;

/// <summary>The items of the calendar.</summary>
public static class ContentEndpoints
{
    /// <summary>Maps <c>/api/contents</c>.</summary>
    public static void MapContents(this IEndpointRouteBuilder routes)
    {
        var contents = routes.MapGroup("/api/contents").WithTags("Calendar")
            .RequireAuthorization(Authentication.KeysToo);
        contents.MapGet("", ListAsync);
        contents.MapPost("", AddAsync);
        contents.MapGet("/{id:guid}", ReadAsync);
        contents.MapPut("/{id:guid}", UpdateAsync);
        contents.MapDelete("/{id:guid}", DeleteAsync);
    }

    /// <summary>Items by date, those without a date last.</summary>
    /// <param name="from">Scheduled at or after this instant.</param>
    /// <param name="to">Scheduled before this instant.</param>
    /// <param name="type">Of this type.</param>
    /// <param name="status">In this status.</param>
    /// <param name="channel">On this channel.</param>
    /// <param name="q">With these words in title or description.</param>
    /// <param name="cursor">The <c>next</c> of the part before.</param>
    /// <param name="limit">Rows, 1 to 100; 50 unless said otherwise.</param>
    internal static async Task<Results<Ok<ListAnswer<ContentAnswer>>, ProblemHttpResult>> ListAsync(
        HttpContext http, IContents contents, Problems problems, string? from, string? to, string? type, string? status,
        string? channel, string? q, string? cursor, string? limit, CancellationToken stop)
    {
        var fields = new QueryFields();
        var query = new ContentQuery(
            fields.Instant("from", from), fields.Instant("to", to), fields.Name<ContentType>("type", type),
            fields.Name<ContentStatus>("status", status), fields.Name<Channel>("channel", channel),
            TypedText.Line(q), fields.Cursor(cursor, ContentCursor.IsReadable), fields.Limit(limit));
        if (fields.Problems.Count > 0)
        {
            return problems.Invalid(fields.Problems);
        }

        var page = await contents.ListAsync(Caller.Of(http.User).Workspace, query, stop);
        return TypedResults.Ok(
            new ListAnswer<ContentAnswer>([.. page.Items.Select(item => item.ToAnswer())], page.Next));
    }

    /// <summary>Makes an item.</summary>
    internal static async Task<Results<Created<ContentAnswer>, ProblemHttpResult>> AddAsync(
        JsonBody<ContentRequest> body, HttpContext http, SaveContent save, Problems problems, CancellationToken stop)
    {
        var wrong = TryRead(body.Value, ZoneOf(http.User), out var fields);
        return wrong.Count > 0
            ? problems.Invalid(wrong)
            : await save.AddAsync(Caller.Of(http.User).Workspace, fields, stop) switch
            {
                SaveContentOutcome.Saved saved =>
                    TypedResults.Created($"/api/contents/{saved.Item.Id}", saved.Item.ToAnswer()),
                var outcome => Refuse(outcome, problems),
            };
    }

    /// <summary>An item.</summary>
    internal static async Task<Results<Ok<ContentAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, HttpContext http, IContents contents, Problems problems, CancellationToken stop) =>
        await contents.FindAsync(Caller.Of(http.User).Workspace, new ContentItemId(id), stop) is { } item
            ? TypedResults.Ok(item.ToAnswer())
            : problems.Answer(Problem.NotFound);

    /// <summary>Replaces an item. The body carries the version that was read; if it has changed since,
    /// nothing is written. Without <c>timeZone</c> the item keeps its own.</summary>
    internal static async Task<Results<Ok<ContentAnswer>, ProblemHttpResult>> UpdateAsync(
        Guid id, JsonBody<ContentRequest> body, HttpContext http, IContents contents, SaveContent save,
        Problems problems, CancellationToken stop)
    {
        var zone = body.Value.TimeZone is null
            ? (await contents.FindAsync(Caller.Of(http.User).Workspace, new ContentItemId(id), stop))?.Fields.TimeZone
            : null;
        var wrong = TryRead(body.Value, zone ?? ZoneOf(http.User), out var fields);
        if (wrong.Count > 0)
        {
            return problems.Invalid(wrong);
        }

        if (body.Value.Version is not { } version)
        {
            return problems.Invalid(new FieldProblem("version", "required"));
        }

        return await save.UpdateAsync(
            Caller.Of(http.User).Workspace, new ContentItemId(id), fields, version, stop) switch
        {
            SaveContentOutcome.Saved saved => TypedResults.Ok(saved.Item.ToAnswer()),
            var outcome => Refuse(outcome, problems),
        };
    }

    /// <summary>Removes an item; its images stay in the library.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, HttpContext http, DeleteContent delete, Problems problems, CancellationToken stop) =>
        await delete.RunAsync(Caller.Of(http.User).Workspace, new ContentItemId(id), stop)
            ? TypedResults.NoContent()
            : problems.Answer(Problem.NotFound);

    private static string ZoneOf(ClaimsPrincipal user) =>
        user.FindFirstValue(Caller.TimeZoneClaim) ?? Account.DefaultTimeZone;

    private static ProblemHttpResult Refuse(SaveContentOutcome outcome, Problems problems) => outcome switch
    {
        SaveContentOutcome.Invalid invalid => problems.Invalid(invalid.Problems),
        SaveContentOutcome.Conflict => problems.Answer(Problem.Conflict),
        _ => problems.Answer(Problem.NotFound),
    };

    private static IReadOnlyList<FieldProblem> TryRead(
        ContentRequest body, string zone, out ContentFields fields)
    {
        var words = new QueryFields();
        fields = new ContentFields(
            words.Name<ContentType>("type", body.Type) ?? ContentType.Article,
            body.Title,
            body.Description,
            body.ScheduledAt,
            body.TimeZone ?? zone,
            body.AllDay ?? false,
            words.Name<Channel>("channel", body.Channel),
            words.Name<ContentStatus>("status", body.Status) ?? ContentStatus.Draft,
            body.CoverImageId is { } cover ? new ImageId(cover) : null);
        return words.Problems;
    }
}
