using System.Net.Mime;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Core.Accounts;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Limits;

namespace Visuel.Server.Features.Export;

/// <summary>Everything of a workspace, to take away.</summary>
public static class ExportEndpoints
{
    /// <summary>Maps <c>/api/export</c>.</summary>
    public static void MapExportEndpoints(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/export", ExportAsync).WithTags("Accounts").RequireAuthorization(Authentication.KeysToo);

    /// <summary>A zip of the workspace: account, items, images with their recipes and files,
    /// and the ledger. Five a day.</summary>
    internal static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        HttpContext http, IAccounts accounts, WriteExport export, RequestLimits limits, Problems problems,
        CancellationToken stop)
    {
        var caller = Caller.Of(http.User);
        if (await accounts.FindAsync(caller.Account, stop) is not { } account)
        {
            return problems.Answer(Problem.NotSignedIn);
        }

        if (limits.RefuseExport(caller.Workspace) is { } wait)
        {
            return problems.Later(Problem.TooManyRequests, wait);
        }

        // The last bytes of each entry are written synchronously, whichever way it is closed
        // (System.IO.Compression of .NET 10).
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(
            body => export.RunAsync(account, body, stop), MediaTypeNames.Application.Zip, export.NameNow());
    }
}
