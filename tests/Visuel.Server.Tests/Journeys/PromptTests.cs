using Visuel.Core.Generation;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>The words that a model gets, read before they are sent.</summary>
public sealed class PromptTests
{
    private const string Preview = "/api/prompts/preview";

    [Fact]
    public async Task What_would_be_sent_is_what_is_sent_and_costs_nothing()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        var body = new { contentTitle = "Isoler ses combles avant l'hiver", contentType = "article" };

        var preview = await owner.PostAsync(Preview, body);
        var used = (await owner.GetAsync("/api/images/generate")).Json.GetProperty("usage").GetProperty("used");
        var drawn = await owner.PostAsync("/api/images/generate", body);

        Assert.Equal((200, 200), (preview.Status, drawn.Status));
        Assert.Equal(0, used.GetInt32());
        Assert.Equal(
            drawn.Json.GetProperty("prompt").GetString(), preview.Json.GetProperty("prompt").GetString());
        foreach (var reply in new[] { preview, drawn })
        {
            Assert.Equal("sure", reply.Json.GetProperty("confidence").GetString());
            Assert.Equal(0, reply.Json.GetProperty("dropped").GetArrayLength());
            Assert.InRange(reply.Json.GetProperty("tokens").GetInt32(), 20, 75);
        }

        Assert.StartsWith("attic", preview.Json.GetProperty("subject").GetProperty("english").GetString()!,
            StringComparison.Ordinal);
        Assert.Contains("combles", preview.Json.GetProperty("subject").GetProperty("french").GetString()!,
            StringComparison.Ordinal);
        Assert.Equal(75, preview.Json.GetProperty("tokenLimit").GetInt32());
    }

    [Fact]
    public async Task A_title_that_names_nothing_is_unsure_and_three_things_are_offered()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");

        var preview = (await owner.PostAsync(Preview, new { contentTitle = "Zinzolin et brimborion" })).Json;

        Assert.Equal("unsure", preview.GetProperty("confidence").GetString());
        Assert.Equal(3, preview.GetProperty("suggestions").GetArrayLength());
    }

    [Theory]
    [InlineData("as_written", "Renard roux endormi dans la neige")]
    [InlineData("in_english", "red sleeping fox in snow")]
    public async Task Ones_own_words_are_sent_as_they_are_or_in_English(string wording, string sent)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");

        var drawn = await owner.PostAsync(
            "/api/images/generate", new { prompt = "Renard roux endormi dans la neige", wording });

        Assert.Equal((200, sent), (drawn.Status, drawn.Json.GetProperty("prompt").GetString()));
    }

    [Fact]
    public async Task What_cannot_be_drawn_cannot_be_previewed()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");

        Assert.Equal(400, (await owner.PostAsync(Preview, new { prompt = " " })).Status);
        Assert.Equal(400, (await owner.PostAsync(Preview, new { prompt = "a cat", wording = "loud" })).Status);
        Assert.Equal(400, (await owner.PostAsync(Preview, new { prompt = "a cat", style = "baroque" })).Status);
        Assert.Equal(
            "model_not_found",
            (await owner.PostAsync(Preview, new { prompt = "a cat", model = "no/model" })).Code);
        var composed = (await owner.PostAsync(Preview, new { contentTitle = "Un chat" })).Json;
        Assert.Equal(
            (ImageModels.Composer.Id, "Un chat", 0),
            (composed.GetProperty("model").GetString(), composed.GetProperty("prompt").GetString(),
                composed.GetProperty("tokens").GetInt32()));
    }
}
