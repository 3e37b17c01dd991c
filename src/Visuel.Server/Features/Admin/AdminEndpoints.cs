using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;
using Visuel.Core.Words;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Admin;

/// <summary>Accounts as administrators see and change them.</summary>
public static class AdminEndpoints
{
    /// <summary>Maps <c>/api/admin</c>.</summary>
    public static void MapAdminAccounts(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/api/admin/accounts").WithTags("Administration")
            .RequireAuthorization(Authentication.Administrators);
        accounts.MapGet("", ListAsync);
        accounts.MapPatch("/{id:guid}", UpdateAsync);
    }

    /// <summary>Accounts in the order they registered: role, plan, limit and where each comes from,
    /// images used this period.</summary>
    /// <param name="q">Part of an address or name.</param>
    /// <param name="cursor">The <c>next</c> of the part before.</param>
    /// <param name="limit">Rows, 1 to 100; 50 unless said otherwise.</param>
    internal static async Task<Results<Ok<ListAnswer<AdminAccountAnswer>>, ProblemHttpResult>> ListAsync(
        IAccounts accounts, DescribeAccount describe, Problems problems, string? q, string? cursor, string? limit,
        CancellationToken stop)
    {
        var fields = new QueryFields();
        var (rows, after) = (fields.Limit(limit), fields.Cursor(cursor));
        if (fields.Problems.Count > 0)
        {
            return problems.Invalid(fields.Problems);
        }

        var page = await accounts.ListAsync(TypedText.Line(q), after, rows, stop);
        var answers = new List<AdminAccountAnswer>();
        foreach (var row in page.Items)
        {
            answers.Add(await describe.RunAsync(row, stop));
        }

        return TypedResults.Ok(new ListAnswer<AdminAccountAnswer>(answers, page.Next));
    }

    /// <summary>Grants a plan, overrides the limit, or changes the role of an account.</summary>
    internal static async Task<Results<Ok<AdminAccountAnswer>, ProblemHttpResult>> UpdateAsync(
        Guid id, JsonBody<UpdateAdminAccountRequest> body, HttpContext http, UpdateAdminAccount update,
        DescribeAccount describe, Problems problems, CancellationToken stop)
    {
        switch (await update.RunAsync(new AccountId(id), ToChange(body.Value), Caller.Of(http.User).Account, stop))
        {
            case UpdateAdminAccountOutcome.Updated updated:
                return TypedResults.Ok(await describe.RunAsync(updated.Row, stop));
            case UpdateAdminAccountOutcome.Invalid invalid:
                return problems.Invalid(invalid.Problems);
            case UpdateAdminAccountOutcome.LastAdministrator:
                return problems.Invalid(new FieldProblem("role", "last_administrator"));
            default:
                return problems.Answer(Problem.NotFound);
        }
    }

    private static AdminAccountChange ToChange(UpdateAdminAccountRequest body)
    {
        var plan = body.Plan.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.String when body.Plan.ValueEquals("") => null,
            JsonValueKind.String => body.Plan.GetString(),
            _ => body.Plan.GetRawText(),
        };
        // JSON null withdraws the plan; a blank counts as absent, as in every optional field.
        var setsPlan = plan is not null || body.Plan.ValueKind is JsonValueKind.Null;
        return new AdminAccountChange(
            setsPlan, plan, body.ImagesPerMonth, body.Unlimited is true, body.ClearOverride is true, body.Role,
            body.Reason);
    }
}
