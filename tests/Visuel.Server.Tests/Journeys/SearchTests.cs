using System.Net;

namespace Visuel.Server.Tests.Journeys;

public sealed class SearchTests
{
    [Fact]
    public async Task Items_images_and_accounts_are_found_however_their_words_are_typed()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await owner.PatchAsync("/api/auth/me", new { name = "Léa Petit" });
        var school = new { title = "École d'été : la rentrée", type = "article", description = "Un cœur" };
        var item = await owner.PostAsync("/api/contents", school);
        Assert.Equal(201, item.Status);
        var lighthouse = new { title = "Un phare", type = "article" };
        Assert.Equal(201, (await owner.PostAsync("/api/contents", lighthouse)).Status);
        var contentId = item.Json.GetProperty("id").GetGuid();
        foreach (var wish in new object[] { new { contentId, width = 256 }, new { prompt = "un phare", width = 256 } })
        {
            Assert.Equal(200, (await owner.PostAsync("/api/images/generate", wish)).Status);
        }

        foreach (var query in new[] { "école", "ecole", "RENTRÉE", "d’été", "la rentree d'ete", "cole" })
        {
            Assert.Equal((query, 1), (query, await CountAsync(owner, "/api/contents", query)));
        }

        Assert.Equal(1, await CountAsync(owner, "/api/contents", "COEUR rentree"));
        Assert.Equal(1, await CountAsync(owner, "/api/images", "ECOLE"));
        Assert.Equal(2, await CountAsync(owner, "/api/images", " \u00a0 "));
        Assert.Equal(0, await CountAsync(owner, "/api/images", "%"));
        Assert.Equal(1, await CountAsync(owner, "/api/admin/accounts", "petit LEA"));
        Assert.Equal(0, await CountAsync(owner, "/api/admin/accounts", "leo"));
        var page = WebUtility.HtmlDecode((await owner.GetAsync("/admin?q=LEA")).Text);
        Assert.Contains("Léa Petit", page, StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(Actor actor, string path, string query)
    {
        var reply = await actor.GetAsync($"{path}?q={Uri.EscapeDataString(query)}");
        Assert.Equal(200, reply.Status);
        return reply.Json.GetProperty("items").GetArrayLength();
    }
}
