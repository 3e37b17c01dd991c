namespace Visuel.Server.Tests.Journeys;

public sealed class LibraryTests
{
    private const string Generate = "/api/images/generate";

    [Fact]
    public async Task A_file_never_changes_and_says_so()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var url = (await owner.PostAsync(Generate, new { prompt = "a cat", width = 512, height = 256 })).Json
            .GetProperty("url").GetString()!;
        var first = await owner.GetAsync(url);
        Assert.Equal("image/png", first.Message.Content.Headers.ContentType!.MediaType);
        Assert.Equal("max-age=31536000, private, immutable", Sorted(first.Message.Headers.CacheControl!.ToString()));
        var again = new HttpRequestMessage(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(first.Message.Headers.ETag!);
        Assert.Equal(304, (await owner.SendAsync(again)).Status);

        static string Sorted(string header) => header.Contains("private", StringComparison.Ordinal)
            && header.Contains("immutable", StringComparison.Ordinal)
            && header.Contains(
                "max-age=31536000", StringComparison.Ordinal) ? "max-age=31536000, private, immutable" : header;
    }

    [Theory]
    [InlineData(320, 320, 160)]
    [InlineData(640, 640, 320)]
    [InlineData(1024, 1024, 512)]
    public async Task Thumbnails_are_webp_of_the_width_asked(int width, int expectedWidth, int expectedHeight)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var url = (await owner.PostAsync(Generate, new { prompt = "a cat", width = 1024, height = 512 })).Json
            .GetProperty("url").GetString()!;
        for (var time = 0; time < 2; time++)
        {
            var reply = await owner.GetAsync($"{url}?w={width}");
            Assert.Equal("image/webp", reply.Message.Content.Headers.ContentType!.MediaType);
            using var picture = SkiaSharp.SKBitmap.Decode(reply.Bytes);
            Assert.Equal((expectedWidth, expectedHeight), (picture.Width, picture.Height));
        }

        Assert.Equal(["w"], (await owner.GetAsync($"{url}?w=321")).Fields);
    }

    [Fact]
    public async Task Images_are_listed_marked_described_and_deleted()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        foreach (var prompt in new[] { "a red bicycle", "a blue boat", "a green tree" })
        {
            await owner.PostAsync(Generate, new { prompt, width = 256, height = 256 });
        }

        var page = (await owner.GetAsync("/api/images?limit=2")).Json;
        Assert.Equal(
            ["a green tree", "a blue boat"],
            page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("brief").GetString()));
        var rest = (await owner.GetAsync($"/api/images?limit=2&cursor={page.GetProperty("next").GetString()}")).Json;
        Assert.Equal(["a red bicycle"], rest.GetProperty(
            "items").EnumerateArray().Select(item => item.GetProperty("brief").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, rest.GetProperty("next").ValueKind);

        var boat = (await owner.GetAsync("/api/images?q=boat")).Json.GetProperty("items")[0];
        var path = $"/api/images/{boat.GetProperty("id")}";
        var marked = (await owner.PatchAsync(path, new { favourite = true, altText = "Un bateau" })).Json;
        Assert.Equal((true, "Un bateau"), (
            marked.GetProperty("favourite").GetBoolean(), marked.GetProperty("altText").GetString()));
        Assert.Equal(204, (await owner.DeleteAsync(path)).Status);
        Assert.Equal("not_found", (await owner.GetAsync(path)).Code);
        Assert.Equal("not_found", (await owner.GetAsync($"{path}/file")).Code);
        Assert.Equal(2, Directory.EnumerateFiles(
            Path.Combine(host.DataFolder, "images"), "*.png", SearchOption.AllDirectories).Count());
        Assert.Equal(3, (await owner.QuotaAsync()).Used);
    }

    [Fact]
    public async Task A_saved_image_is_called_what_it_shows()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var item = await owner.PostAsync(
            "/api/contents", new { title = "Bûche au chocolat", type = "social", channel = "instagram" });
        var ofItem = await owner.PostAsync(
            Generate, new { contentId = item.Json.GetProperty("id").GetGuid(), width = 256, height = 320 });
        var ofPrompt = await owner.PostAsync(Generate, new { prompt = "明日は晴れ", width = 256, height = 256 });

        Assert.Equal("buche-au-chocolat-instagram-256x320.png", await NameOfAsync(ofItem, ""));
        Assert.Equal("buche-au-chocolat-320x400.webp", await NameOfAsync(ofItem, "?w=320"));
        Assert.Equal("明日は晴れ-256x256.png", await NameOfAsync(ofPrompt, ""));

        async Task<string?> NameOfAsync(Reply drawn, string query)
        {
            var file = await owner.GetAsync($"{drawn.Json.GetProperty("url").GetString()}{query}");
            var said = file.Message.Content.Headers.ContentDisposition!;
            Assert.Equal((200, "inline"), (file.Status, said.DispositionType));
            Assert.True(said.FileName!.All(char.IsAscii), said.FileName);
            return said.FileNameStar;
        }
    }

    [Fact]
    public async Task Another_account_s_image_is_not_found_whatever_is_done_to_it()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var other = await host.SignUpAsync("bob");
        var id = (await owner.PostAsync(Generate, new { prompt = "a cat", width = 256, height = 256 })).Json
            .GetProperty("id").GetGuid();
        foreach (var path in new[] { $"/api/images/{id}", $"/api/images/{id}/file", $"/api/images/{id}/file?w=320" })
        {
            Assert.Equal("not_found", (await other.GetAsync(path)).Code);
        }

        Assert.Equal("not_found", (await other.PatchAsync($"/api/images/{id}", new { favourite = true })).Code);
        Assert.Equal("not_found", (await other.DeleteAsync($"/api/images/{id}")).Code);
        Assert.Equal(200, (await owner.GetAsync($"/api/images/{id}/file")).Status);
    }

    [Fact]
    public async Task A_damaged_file_is_noticed_and_drawn_anew()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var first = (await owner.PostAsync(Generate, new { prompt = "a cat", width = 256, height = 256 })).Json;
        var file = Assert.Single(
            Directory.EnumerateFiles(Path.Combine(host.DataFolder, "images"), "*.png", SearchOption.AllDirectories));
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        var second = (await owner.PostAsync(Generate, new { prompt = "a cat", width = 256, height = 256 })).Json;
        Assert.False(second.GetProperty("cached").GetBoolean());
        Assert.NotEqual(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());
        Assert.Contains("damaged", host.Logs.Text, StringComparison.Ordinal);
    }
}
