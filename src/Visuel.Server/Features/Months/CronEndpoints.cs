using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Visuel.Client.Wire;
using Visuel.Server.Answers;
using Visuel.Server.Callers;
using Visuel.Server.Features.Quota;

namespace Visuel.Server.Features.Months;

/// <summary>The monthly call of an outside scheduler. Periods are computed from the clock, so it changes no count:
/// missed, late or doubled is all the same.</summary>
public static class CronEndpoints
{
    /// <summary>Maps <c>/api/cron</c>.</summary>
    public static void MapCron(this IEndpointRouteBuilder routes)
    {
        var cron = routes.MapGroup("/api/cron").WithTags("Cron").AllowAnonymous();
        cron.MapGet("/reset-image-quotas", ResetAsync);
        cron.MapPost("/reset-image-quotas", ResetAsync);
    }

    /// <summary>Sums up the months that are over and settles what they left behind. With <c>CRON_SECRET</c> set the
    /// call carries it as a bearer token.</summary>
    internal static async Task<Results<Ok<SuccessAnswer>, ProblemHttpResult>> ResetAsync(
        HttpContext http, ResetMonthlyImageQuotas reset, QuotaOptions options, Problems problems,
        IHostApplicationLifetime server)
    {
        if (options.CronSecret is { } secret && !Carries(http.Request, secret))
        {
            return problems.Answer(Problem.NotSignedIn);
        }

        try
        {
            await reset.RunAsync(server.ApplicationStopping);
            return TypedResults.Ok(new SuccessAnswer(true));
        }
        catch (OperationCanceledException) when (server.ApplicationStopping.IsCancellationRequested)
        {
            return problems.Later(Problem.ShuttingDown, TimeSpan.FromSeconds(10));
        }
    }

    private static bool Carries(HttpRequest request, byte[] secret) =>
        Bearer.Of(request) is { } carried
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(carried), secret);
}
