using Visuel.Server.Tests.Reliability;
using Visuel.Server.Tests.Start;

namespace Visuel.Server.Tests.Fuzz;

/// <summary>Who asks: nobody, somebody with rubbish for a session, visitors, users, the owner, and keys of theirs. What
/// they own gives requests ids that lead somewhere.</summary>
internal sealed class FuzzingCrowd : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromMinutes(1),
    };

    private readonly List<(string Name, string Value)?> sessions =
    [
        null, ("Cookie", "token=rubbish"), ("Cookie", "token=a; token=b; visitor=x"),
        ("Authorization", "Bearer rubbish"), ("Authorization", "Basic YTpi"),
    ];

    private readonly List<Guid> ids = [];

    // Where people's own sessions stand in the list, with the addresses they sign in with.
    private readonly List<(int Place, string Email)> people = [];

    /// <summary>Ids of accounts, items, images, generations and keys.</summary>
    public IReadOnlyList<Guid> Ids => ids;

    /// <summary>Registers people, with a plan, an item, an image and a key each.</summary>
    public static async Task<FuzzingCrowd> GatherAsync(Installation place, RunningServer server)
    {
        var crowd = new FuzzingCrowd();
        for (var number = 0; number < 5; number++)
        {
            using var person = await place.SignUpAsync(server, $"person{number}", number is 0 ? null : "creator");
            crowd.ids.Add(person.Id);
            crowd.ids.Add(await person.AddContentAsync($"École {number}"));
            var drawn = await person.PostAsync("/api/images/generate", new { prompt = $"a bicycle {number}" });
            Assert.Equal(200, drawn.Status);
            crowd.ids.Add(drawn.Json.GetProperty("id").GetGuid());
            var key = (await person.PostAsync("/api/keys", new { name = "fuzz" })).Json;
            crowd.ids.Add(key.GetProperty("id").GetGuid());
            crowd.sessions.Add(("Authorization", $"Bearer {key.GetProperty("key").GetString()}"));
            crowd.people.Add((crowd.sessions.Count, person.Email));
            crowd.sessions.Add(("Cookie", $"token={person.Token}"));
        }

        return crowd;
    }

    /// <summary>Signs those in again whose session was ended, by themselves or by others.</summary>
    public async Task ReturnAsync(RunningServer server)
    {
        foreach (var (place, email) in people)
        {
            using var visitor = new Visitor(server.Address);
            visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"10.1.{place}.{Random.Shared.Next(256)}");
            visitor.Http.DefaultRequestHeaders.Add("Cookie", sessions[place]!.Value.Value);
            if ((await visitor.GetAsync("/api/auth/me")).Status is 401
                && (await visitor.PostAsync("/api/auth/login", new { email, password = Actor.Password })).Status is 200)
            {
                sessions[place] = ("Cookie", $"token={visitor.Token}");
            }
        }
    }

    /// <summary>Sends a request as one of them: people more often than the others.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Random dice, CancellationToken stop)
    {
        var place = dice.Next(2) == 0 ? people[dice.Next(people.Count)].Place : dice.Next(sessions.Count);
        if (sessions[place] is var (name, value))
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // Pages' forms and the API answer programs of the same site alone; most requests say that they are of it.
        if (dice.Next(10) > 0 && !request.Headers.Contains("Origin"))
        {
            request.Headers.TryAddWithoutValidation("Origin", request.RequestUri!.GetLeftPart(UriPartial.Authority));
        }

        return http.SendAsync(request, HttpCompletionOption.ResponseContentRead, stop);
    }

    public void Dispose() => http.Dispose();
}
