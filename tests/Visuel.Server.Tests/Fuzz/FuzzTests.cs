using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Visuel.Server.Tests.Reliability;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Fuzz;

/// <summary>A server that is asked for nonsense by everybody at once. 2,000 requests, 20,000 with <c>./test all</c>, or
/// as many as <c>VISUEL_FUZZ</c> says; <c>VISUEL_FUZZ_SEED</c> makes the same ones again.</summary>
public sealed partial class FuzzTests
{
    private static readonly int Requests = Number("VISUEL_FUZZ")
        ?? (Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is null ? 2_000 : 20_000);

    // These say that the installation lacks a setting: the payment provider and Hugging Face are not set up.
    private static readonly string[] NotSetUp = ["billing_not_configured", "engine_not_configured"];

    private const int AtATime = 250;

    private readonly ConcurrentQueue<string> wrong = new();
    private readonly ConcurrentDictionary<int, int> answers = new();
    private readonly ConcurrentBag<Guid> removed = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_asked_no_answer_is_a_fault_and_the_ledger_adds_up()
    {
        var seed = Number("VISUEL_FUZZ_SEED") ?? Random.Shared.Next(1_000_000);
        TestContext.Current.TestOutputHelper!.WriteLine($"VISUEL_FUZZ={Requests} VISUEL_FUZZ_SEED={seed}");
        using var place = new Installation();
        place.Settings["IMAGE_ENGINE"] = "composer";
        place.Settings["TRUSTED_PROXIES"] = "127.0.0.1";
        await using (var server = await place.StartAsync())
        {
            using var crowd = await FuzzingCrowd.GatherAsync(place, server);
            var requests = await ReadAsync(server);
            var (before, after) = (0L, 0L);
            for (var first = 0; first < Requests; first += AtATime)
            {
                await crowd.ReturnAsync(server);
                await AskAsync(server, crowd, requests, seed, first, Math.Min(Requests, first + AtATime));
                after = server.ResidentBytes;
                before = before == 0 && first >= 2_000 ? after : before;
            }

            TestContext.Current.TestOutputHelper.WriteLine($"{before / 1_000_000} MB, then {after / 1_000_000} MB");
            using var http = new HttpClient();
            Assert.True((await http.GetAsync(new Uri(server.Address, "/health/ready"), Stop)).IsSuccessStatusCode);
            Assert.Equal(0, (await server.StopAsync()).Code);
        }

        TestContext.Current.TestOutputHelper.WriteLine(string.Join(", ", answers.OrderBy(answer => answer.Key)));
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Take(30)));
        var done = answers.Where(answer => answer.Key < 400).Sum(answer => answer.Value);
        Assert.True(done > Requests / 20, $"only {done} were done");
        Assert.Equal([], place.Audit([.. removed]));
        Assert.Equal(0, place.CountHolds());
    }

    // The image that a request removes, whose credit stays spent; null where it removes none.
    private static Guid? ImageOf(HttpRequestMessage request) =>
        request.Method == HttpMethod.Delete && request.RequestUri!.AbsolutePath.Split('/') is
            [_, _, var list, var id] && list.Equals("images", StringComparison.OrdinalIgnoreCase)
        && Guid.TryParse(id, out var image)
            ? image
            : null;

    private async Task AskAsync(
        RunningServer server, FuzzingCrowd crowd, FuzzedRequests requests, int seed, int first, int until) =>
        await Parallel.ForAsync(
            first, until, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop },
            async (number, stop) =>
            {
                var dice = new Random(seed + number);
                var request = requests.Next(server.Address, dice, new HostileValues(dice, crowd.Ids));
                if (await FaultAsync(crowd, request, dice, stop) is { } fault)
                {
                    wrong.Enqueue($"{number}: {fault}: {request}");
                }
            });

    private async Task<string?> FaultAsync(
        FuzzingCrowd crowd, FuzzedRequest request, Random dice, CancellationToken stop)
    {
        try
        {
            using var message = request.ToMessage();
            using var answer = await crowd.SendAsync(message, dice, stop);
            var status = (int)answer.StatusCode;
            answers.AddOrUpdate(status, 1, (_, many) => many + 1);
            if (status == 204 && ImageOf(message) is { } image)
            {
                removed.Add(image);
            }

            var text = answer.Content.Headers.ContentType?.MediaType is "image/png" or "text/event-stream"
                ? ""
                : await answer.Content.ReadAsStringAsync(stop);
            if (StackTrace.IsMatch(text))
            {
                return $"{status} with a stack trace";
            }

            return status >= 500 && !NotSetUp.Any(code => text.Contains(code, StringComparison.Ordinal))
                ? $"{status} {text[..Math.Min(text.Length, 200)]}"
                : null;
        }
        catch (HttpRequestException error) when (error.InnerException is not null)
        {
            return $"no answer ({error.HttpRequestError}: {error.Message})";
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return "no answer within a minute";
        }
        catch (Exception error)
            when (error is FormatException or InvalidOperationException or UriFormatException or HttpRequestException)
        {
            // HttpClient does not send this one.
            return null;
        }
    }

    private static async Task<FuzzedRequests> ReadAsync(RunningServer server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var document = await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Stop);
        var routes = File.ReadLines(Path.Combine(Surface.ArchitectureTests.Root.FullName,
                "tests/Visuel.Server.Tests/Surface/routes.approved.txt"))
            .Select(line => Route.Match(line)).Where(match => match.Success)
            .Select(match => (match.Groups["verb"].Value, match.Groups["path"].Value))
            .Where(route => !route.Item2.EndsWith("/events", StringComparison.Ordinal)).ToList();
        Assert.True(routes.Count > 80, $"{routes.Count} routes");
        return new FuzzedRequests(document, routes);
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } number
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"^(?<verb>[A-Z]+)\s+(?<path>/\S*)", RegexOptions.None, 60_000)]
    private static partial Regex Route { get; }

    [GeneratedRegex(@"\n[ \t]+at [\w.<>]+\(|Exception:|System\.[A-Z]\w{1,80}Exception", RegexOptions.None, 60_000)]
    private static partial Regex StackTrace { get; }
}
