using System.Text.Json.Nodes;
using Visuel.Core.Generation;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Choosing a model.</summary>
public sealed class ModelTests
{
    private const string Generate = "/api/images/generate";

    [Fact]
    public async Task The_list_says_what_each_model_can_do_and_may_be_used_for()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");

        var models = (await owner.GetAsync("/api/models")).Json.EnumerateArray()
            .ToDictionary(model => model.GetProperty("id").GetString()!, StringComparer.Ordinal);

        Assert.Equal(ImageModels.All.Select(model => model.Id), models.Keys);
        var xl = models["stabilityai/stable-diffusion-xl-base-1.0"];
        Assert.True(xl.GetProperty("isDefault").GetBoolean() && xl.GetProperty("available").GetBoolean()
            && xl.GetProperty("negativePrompt").GetBoolean());
        Assert.Equal("""{"default":30,"least":10,"most":50}""", xl.GetProperty("steps").GetRawText());
        var dev = models["black-forest-labs/FLUX.1-dev"];
        Assert.False(dev.GetProperty("licence").GetProperty("commercialUse").GetBoolean());
        Assert.Equal("""["article","social","image"]""", dev.GetProperty("contentTypes").GetRawText());
        Assert.Equal("huggingface", dev.GetProperty("engine").GetString());
        Assert.Equal(0, models["visuel/composer"].GetProperty("sizes").GetArrayLength());
    }

    [Fact]
    public async Task Without_a_token_only_the_composer_is_available_and_the_default()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");

        var models = (await owner.GetAsync("/api/models")).Json.EnumerateArray().ToList();

        Assert.Equal("visuel/composer", models.Single(
            model => model.GetProperty("available").GetBoolean()).GetProperty("id").GetString());
        Assert.Equal("visuel/composer", models.Single(
            model => model.GetProperty("isDefault").GetBoolean()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_chosen_model_is_asked_in_the_terms_it_knows()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Maps(ImageModels.FluxSchnell.Id, new FakeMapping("nscale", ImageModels.FluxSchnell.Id), new FakeMapping(
            "fal-ai", "fal-ai/flux/schnell"));
        hf.ScriptAlways("POST", "/nscale/*", "err_500_empty");
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");

        var reply = await owner.PostAsync(Generate, new
        {
            prompt = "a cat",
            model = ImageModels.FluxSchnell.Id,
            optimize = false,
            negativePrompt = "dogs",
            seed = 5,
        });

        Assert.Equal((200, ImageModels.FluxSchnell.Id), (reply.Status, reply.Json.GetProperty("model").GetString()));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """
                {"prompt":"a cat","image_size":{"width":1024,"height":1024},"num_inference_steps":4,"seed":5,
                 "num_images":1,"format":"png"}
                """),
            JsonNode.Parse(hf.Requests.Single(request => request.Matches("POST", "/fal-ai/*")).Body)));
    }

    [Theory]
    [InlineData("ad", 400)]
    [InlineData("article", 200)]
    public async Task A_model_that_may_not_be_used_for_business_draws_no_ads(string type, int status)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Maps(ImageModels.FluxDev.Id, new FakeMapping("fal-ai", "fal-ai/flux/dev"));
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");

        var reply = await owner.PostAsync(
            Generate, new { contentTitle = "Soldes", contentType = type, model = ImageModels.FluxDev.Id });

        Assert.Equal(status, reply.Status);
        if (status == 400)
        {
            Assert.Equal("invalid_request", reply.Code);
            Assert.Contains(
                "FLUX.1 [dev]", reply.Json.GetProperty("errors").GetProperty("model")[0].GetString(),
                StringComparison.Ordinal);
            Assert.Empty(hf.Requests);
        }
    }

    [Theory]
    [InlineData("acme/own-model", 7)]
    [InlineData("black-forest-labs/FLUX.1-schnell", 6)]
    public async Task The_installations_own_default_is_offered_too(string model, int offered)
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Maps(model, new FakeMapping("fal-ai", "fal-ai/own"));
        await using var host = VisuelHost.Start(
            new Dictionary<string, string>(hf.Settings, StringComparer.Ordinal) { ["IMAGE_MODEL"] = model });
        using var owner = await host.SignUpAsync("owner");

        var models = (await owner.GetAsync("/api/models")).Json;

        Assert.Equal(offered, models.GetArrayLength());
        Assert.Equal(model, models.EnumerateArray().Single(one => one.GetProperty("isDefault").GetBoolean())
            .GetProperty("id").GetString());
        Assert.Equal(
            model, (await owner.PostAsync(Generate, new { prompt = "a cat" })).Json.GetProperty("model").GetString());
    }
}
