using System.Text;
using SkiaSharp;
using Visuel.Composer;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Offline illustrations in a house's own colours, with its logo and the title.</summary>
public sealed class BrandTests
{
    private const string Brand = "/api/brand";
    private const string Generate = "/api/images/generate";

    [Fact]
    public async Task Colours_and_logo_are_kept_small_given_back_and_taken_away()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var none = await owner.GetAsync(Brand);

        var saved = await owner.PutAsync(Brand, new
        {
            main = "0b5fff",
            accent = "#FF7A1A",
            logo = $"data:image/jpeg;base64,{Logo(1200, 600, SKEncodedImageFormat.Jpeg)}",
        });
        var shown = await owner.GetAsync(Brand);
        // What was given back may be sent again, and stays byte for byte what it is.
        var again = await owner.PutAsync(
            Brand, new { main = "#0B5FFF", accent = "#FF7A1A", logo = shown.Json.GetProperty("logo").GetString() });
        var removed = await owner.DeleteAsync(Brand);

        Assert.Equal((200, """{"main":null,"accent":null,"logo":null}"""), (none.Status, none.Text));
        Assert.Equal((200, "#0B5FFF", "#FF7A1A"), (
            saved.Status, saved.Json.GetProperty("main").GetString(), saved.Json.GetProperty("accent").GetString()));
        Assert.Equal((saved.Text, saved.Text), (shown.Text, again.Text));
        using var kept = SKBitmap.Decode(
            Convert.FromBase64String(shown.Json.GetProperty("logo").GetString()!.Split(',')[1]));
        Assert.Equal((640, 320), (kept.Width, kept.Height));
        Assert.Equal((204, 204), (removed.Status, (await owner.DeleteAsync(Brand)).Status));
        Assert.Equal(none.Text, (await owner.GetAsync(Brand)).Text);
    }

    [Fact]
    public async Task What_is_composed_wears_them_and_nobody_elses_does()
    {
        await using var host = VisuelHost.Start();
        var (owner, ada) = await host.SignUpWithPlanAsync("creator");
        var wish = new { prompt = "a bicycle", seed = 5, width = 512, height = 512 };
        var plain = await owner.PostAsync(Generate, wish);
        await owner.PutAsync(Brand, new { main = "#0B5FFF", accent = "#FF7A1A" });

        var coloured = await owner.PostAsync(Generate, wish);
        await owner.PutAsync(
            Brand, new { main = "#0B5FFF", accent = "#FF7A1A", logo = Logo(64, 64, SKEncodedImageFormat.Png) });
        var signed = await owner.PostAsync(Generate, wish);
        var repeated = await owner.PostAsync(Generate, wish);
        var others = await ada.PostAsync(Generate, wish);

        Assert.Equal(200, signed.Status);
        Assert.Equal([false, false, false, true], new[] { plain, coloured, signed, repeated }.Select(
            reply => reply.Json.GetProperty("cached").GetBoolean()));
        Assert.Equal(3, new[] { plain, coloured, signed }.Select(
            reply => reply.Json.GetProperty("image").GetString()).Distinct().Count());
        Assert.Equal("brand", (await owner.GetAsync($"/api/images/{signed.Json.GetProperty("id").GetGuid()}")).Json
            .GetProperty("illustration").GetProperty("palette").GetString());
        Assert.Equal(PixelsOf(plain), PixelsOf(others));
        Assert.Equal(
            PixelsOf(new Illustrator().Compose(
                new CompositionBrief("a bicycle", null, "image")
                {
                    Brand = BrandColours.TryParse("#0B5FFF", "#FF7A1A"),
                    Logo = BrandLogo.TryRead(Convert.FromBase64String(Logo(64, 64, SKEncodedImageFormat.Png))),
                },
                512, 512, 5, TestContext.Current.CancellationToken).Png.ToArray()),
            PixelsOf(signed));
    }

    [Fact]
    public async Task The_title_is_set_where_it_was_asked_for_and_only_the_composer_sets_it()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        object Wish(string title, bool titled, string? model) =>
            new { contentTitle = title, contentType = "ad", seed = 5, width = 512, height = 512, titled, model };

        var refused = await owner.PostAsync(Generate, Wish("Vélo rouge", true, null));
        var plain = await owner.PostAsync(Generate, Wish("Vélo rouge", false, "visuel/composer"));
        var titled = await owner.PostAsync(Generate, Wish("Vélo rouge", true, "visuel/composer"));
        // Letters that differ on the picture are another picture, though the cache evens out what is drawn from.
        var shouted = await owner.PostAsync(Generate, Wish("VÉLO ROUGE", true, "visuel/composer"));

        Assert.Equal((400, "Seul le compositeur hors ligne écrit le titre sur l'image."), (
            refused.Status, refused.Json.GetProperty("errors").GetProperty("titled")[0].GetString()));
        Assert.Equal(0, hf.Count("POST", "/fal-ai/*"));
        Assert.False(shouted.Json.GetProperty("cached").GetBoolean());
        Assert.Equal(3, new[] { plain, titled, shouted }.Select(
            reply => Convert.ToHexString(PixelsOf(reply))).Distinct().Count());
        Assert.Equal(
            PixelsOf(new Illustrator().Compose(
                new CompositionBrief("Vélo rouge", null, "ad") { Title = "Vélo rouge" }, 512, 512, 5,
                TestContext.Current.CancellationToken).Png.ToArray()), PixelsOf(titled));
    }

    [Theory]
    [InlineData("""{"main":"#12345","accent":"#123456"}""", "main")]
    [InlineData("""{"main":"#123456"}""", "accent")]
    [InlineData("""{"accent":"#123456"}""", "main")]
    [InlineData("""{"main":"red","accent":"blue"}""", "main,accent")]
    [InlineData("""{"logo":"nonsense!"}""", "logo")]
    [InlineData("""{"logo":"data:image/png;base64,AAAA"}""", "logo")]
    [InlineData("""{"logo":"data:text/html,<b>"}""", "logo")]
    [InlineData("""{"logo":7}""", "logo")]
    [InlineData("""{"colour":"#123456"}""", "colour")]
    public async Task What_is_no_colour_and_no_logo_is_refused_by_name_and_changes_nothing(string body, string fields)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await owner.PutAsync(Brand, new { main = "#0B5FFF", accent = "#FF7A1A" });

        var refused = await owner.SendAsync(new HttpRequestMessage(HttpMethod.Put, Brand)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        });

        Assert.Equal(400, refused.Status);
        Assert.Equal(fields.Split(',').Order(), refused.Json.GetProperty(
            "errors").EnumerateObject().Select(error => error.Name).Order());
        Assert.Equal("#0B5FFF", (await owner.GetAsync(Brand)).Json.GetProperty("main").GetString());
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_one_that_just_fits_is_read()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var file = Convert.FromBase64String(Logo(64, 64, SKEncodedImageFormat.Png));
        string Padded(int length) => Convert.ToBase64String([.. file, .. new byte[length - file.Length]]);

        Assert.Equal(200, (await owner.PutAsync(Brand, new { logo = Padded(BrandLogo.LargestFile) })).Status);
        Assert.Equal(400, (await owner.PutAsync(Brand, new { logo = Padded(BrandLogo.LargestFile + 1) })).Status);
        Assert.Equal(413, (await owner.PutAsync(Brand, new { logo = Padded(2 * BrandLogo.LargestFile) })).Status);
    }

    [Fact]
    public async Task Twelve_people_upload_a_large_logo_at_once_and_each_gets_it()
    {
        await using var host = VisuelHost.Start();
        var people = new List<Actor>();
        for (var number = 0; number < 12; number++)
        {
            people.Add(await host.SignUpAsync($"person{number}"));
        }

        var logo = Logo(2000, 2000, SKEncodedImageFormat.Png);
        var saves = people.Select(person => person.PutAsync(Brand, new { logo })).ToList();
        var drawn = await people[0].PostAsync(Generate, new { prompt = "a bicycle", width = 256, height = 256 });
        Assert.Equal(200, drawn.Status);
        Assert.All(await Task.WhenAll(saves), saved => Assert.Equal(200, saved.Status));
        people.ForEach(person => person.Dispose());
    }

    [Fact]
    public async Task Who_uploads_one_logo_after_the_other_waits_and_keeps_nobody_waiting()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var other = await host.SignUpAsync("other");
        var logo = Logo(2000, 2000, SKEncodedImageFormat.Png);
        var many = Enumerable.Range(0, 20).Select(_ => owner.PutAsync(Brand, new { logo })).ToList();
        Assert.Equal(200, (await other.PutAsync(Brand, new { logo })).Status);
        var replies = await Task.WhenAll(many);
        Assert.Contains(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply =>
        {
            Assert.Equal((429, "too_many_requests"), (reply.Status, reply.Code));
            Assert.NotNull(reply.Message.Headers.RetryAfter);
        });
        Assert.Contains(replies, reply => reply.Status == 429);
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_has_one()
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        Assert.Equal(401, (await visitor.GetAsync(Brand)).Status);
        Assert.Equal(401, (await visitor.PutAsync(Brand, new { main = "#0B5FFF", accent = "#FF7A1A" })).Status);
    }

    private static string Logo(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Teal);
        using var data = bitmap.Encode(format, 90);
        return Convert.ToBase64String(data.Span);
    }

    private static byte[] PixelsOf(Reply reply)
    {
        Assert.Equal(200, reply.Status);
        return PixelsOf(Convert.FromBase64String(reply.Json.GetProperty("image").GetString()!.Split(',')[1]));
    }

    // The file's label says when it was made; the picture does not.
    private static byte[] PixelsOf(byte[] png)
    {
        using var bitmap = SKBitmap.Decode(png);
        return bitmap.Bytes;
    }
}
