namespace Visuel.Server.Tests.Journeys;

public sealed class ContentTests
{
    [Fact]
    public async Task An_item_is_made_read_replaced_and_deleted()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var made = await owner.PostAsync("/api/contents", new
        {
            type = "ad",
            title = "  Soldes   d'été ",
            description = "ligne 1\nligne 2",
            scheduledAt = "2026-11-24T09:00:00+01:00",
            channel = "instagram",
            status = "scheduled",
        });
        Assert.Equal(201, made.Status);
        Assert.Equal($"/api/contents/{made.Json.GetProperty("id")}", made.Message.Headers.Location!.ToString());
        Assert.Equal(
            [
                "id", "type", "title", "description", "scheduledAt", "timeZone", "allDay", "channel", "status",
                "imageIds", "coverImageId", "version", "createdAt", "updatedAt",
            ],
            made.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("Soldes d'été", made.Json.GetProperty("title").GetString());
        Assert.Equal("2026-11-24T08:00:00.000Z", made.Json.GetProperty("scheduledAt").GetString());
        Assert.Equal("Europe/Paris", made.Json.GetProperty("timeZone").GetString());

        var path = made.Message.Headers.Location!.ToString();
        Assert.Equal(made.Text, (await owner.GetAsync(path)).Text);
        var replaced = await owner.PutAsync(path, new { title = "Autre", version = 1 });
        Assert.Equal((200, 2, "article"), (replaced.Status,
            replaced.Json.GetProperty("version").GetInt32(), replaced.Json.GetProperty("type").GetString()));
        var stale = await owner.PutAsync(path, new { title = "Encore", version = 1 });
        Assert.Equal((409, "conflict"), (stale.Status, stale.Code));
        Assert.Equal(["version"], (await owner.PutAsync(path, new { title = "Encore" })).Fields);
        Assert.Equal(204, (await owner.DeleteAsync(path)).Status);
        Assert.Equal((404, "not_found"), await owner.GetAsync(path) is var gone ? (gone.Status, gone.Code) : default);
    }

    [Theory]
    [InlineData("""{"title":""}""", "title")]
    [InlineData("""{}""", "title")]
    [InlineData("""{"title":"a","type":"video"}""", "type")]
    [InlineData("""{"title":"a","status":"gone"}""", "status")]
    [InlineData("""{"title":"a","channel":"Blog"}""", "channel")]
    [InlineData("""{"title":"a","scheduledAt":"tomorrow"}""", "scheduledAt")]
    [InlineData("""{"title":"a","scheduledAt":"2026-11-24T09:00:00"}""", "scheduledAt")]
    [InlineData("""{"title":"a","timeZone":"CET+1"}""", "timeZone")]
    [InlineData("""{"title":"a","colour":"red"}""", "colour")]
    [InlineData("""{"title":7}""", "title")]
    [InlineData("""{"title":"a","title":"b"}""", "title")]
    [InlineData("""{"title":"a","allDay":"yes"}""", "allDay")]
    public async Task What_cannot_be_taken_is_named_by_field(string body, string field)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var reply = await owner.PostTextAsync("/api/contents", body);
        Assert.Equal((400, "invalid_request"), (reply.Status, reply.Code));
        Assert.Contains(field, reply.Fields);
    }

    [Fact]
    public async Task An_item_that_is_replaced_without_its_zone_keeps_it()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var made = await owner.PostAsync(
            "/api/contents", new { title = "a", timeZone = "America/New_York", scheduledAt = "2026-11-01T14:00:00Z" });
        var path = made.Message.Headers.Location!.ToString();
        var kept = await owner.PutAsync(path, new { title = "b", scheduledAt = "2026-11-01T14:00:00Z", version = 1 });
        Assert.Equal("America/New_York", kept.Json.GetProperty("timeZone").GetString());
        var moved = await owner.PutAsync(path, new { title = "b", timeZone = "Asia/Tokyo", version = 2 });
        Assert.Equal("Asia/Tokyo", moved.Json.GetProperty("timeZone").GetString());
    }

    [Fact]
    public async Task Another_account_s_item_is_not_found_whatever_is_done_to_it()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var other = await host.SignUpAsync("bob");
        var path = $"/api/contents/{await owner.AddContentAsync("Mine")}";
        Assert.Equal("not_found", (await other.GetAsync(path)).Code);
        Assert.Equal("not_found", (await other.PutAsync(path, new { title = "Yours", version = 1 })).Code);
        Assert.Equal("not_found", (await other.DeleteAsync(path)).Code);
        Assert.Empty((await other.GetAsync("/api/contents")).Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?limit=abc", "limit")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?from=12/11/2026", "from")]
    [InlineData("?from=10:00", "from")]
    [InlineData("?to=2026-11-12", "to")]
    [InlineData("?to=2026-11-12T10:00:00", "to")]
    [InlineData("?to=12%20Nov%202026%2010:00Z", "to")]
    [InlineData("?type=video", "type")]
    public async Task A_list_query_that_cannot_be_is_named(string query, string field)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal([field], (await owner.GetAsync($"/api/contents{query}")).Fields);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("'%20OR%201=1")]
    [InlineData("12345678")]
    public async Task An_id_that_is_none_is_not_found(string id)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        foreach (var list in new[] { "contents", "images" })
        {
            Assert.Equal((404, "not_found"), await owner.GetAsync($"/api/{list}/{id}") is var reply
                ? (reply.Status, reply.Code)
                : default);
        }
    }
}
