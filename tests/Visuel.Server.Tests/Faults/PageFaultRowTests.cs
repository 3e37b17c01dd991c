using System.Net;
using SkiaSharp;
using Visuel.Server.Tests.Pages;
using Visuel.Server.Tests.Reliability;

namespace Visuel.Server.Tests.Faults;

/// <summary>Further rows of the fault report, of pages, words, dates and files; see
/// <see cref="FaultRowTests"/>.</summary>
public sealed class PageFaultRowTests(OneServer at) : IClassFixture<OneServer>
{
    private const string Generate = "/api/images/generate";

    [Fact]
    public void A8_the_data_are_closed_to_other_users_of_the_machine() =>
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(at.DataFolder));

    [Theory]
    [InlineData("1234567890")]
    [InlineData("password12")]
    [InlineData("          ")]
    [InlineData("common@example.com")]
    public async Task A9_a_password_that_everybody_guesses_is_refused(string password)
    {
        using var visitor = at.Visitor();
        var reply = await visitor.PostAsync("/api/auth/register", new { email = "common@example.com", password });
        Assert.Equal(400, reply.Status);
        Assert.Equal(["password"], reply.Fields);
    }

    [Fact]
    public async Task A13_an_address_of_64_kB_is_refused_before_anything_is_done_with_it()
    {
        using var visitor = at.Visitor();
        var email = $"{new string('a', 60_000)}@example.com";
        Assert.Equal(400, (await visitor.PostAsync("/api/auth/login", new { email, Actor.Password })).Status);
    }

    [Fact]
    public async Task A15_where_the_public_address_is_https_browsers_are_told_to_stay_there()
    {
        using var place = new Installation();
        place.Settings["PUBLIC_URL"] = "https://visuel.example";
        await using var server = await place.StartAsync();
        using var visitor = new Visitor(server.Address);
        Assert.True((await visitor.GetAsync("/login")).Message.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task B6_a_page_that_is_not_for_the_reader_says_so_as_a_page()
    {
        var reply = await at.Ada.GetAsync("/admin");
        Assert.Equal((403, "text/html"), (reply.Status, reply.Message.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task B7_a_form_of_another_tab_signs_in_too()
    {
        using var tab = at.Visitor();
        var reply = await tab.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "login",
                ["Typed.Email"] = at.Ada.Email,
                ["Typed.Password"] = Actor.Password,
            }),
        });
        Assert.Equal(302, reply.Status);
    }

    [Fact]
    public async Task B8_signing_in_leads_on_without_naming_a_scheme()
    {
        using var visitor = at.Visitor();
        var reply = await PageForm.SubmitAsync(
            visitor, "/login", ("Typed.Email", at.Ada.Email), ("Typed.Password", Actor.Password));
        Assert.StartsWith("/", reply.Message.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B10_of_a_renamed_zone_the_present_name_is_kept()
    {
        var reply = await at.Owner.PatchAsync("/api/auth/me", new { timeZone = "Asia/Calcutta" });
        Assert.Equal((200, "Asia/Kolkata"), (reply.Status, reply.Json.GetProperty("timeZone").GetString()));
    }

    [Fact]
    public async Task B11_a_public_address_under_a_path_is_refused_at_start()
    {
        using var place = new Installation();
        place.Settings["PUBLIC_URL"] = "https://exemple.fr/visuel";
        await Assert.ThrowsAnyAsync<Exception>(async () => await (await place.StartAsync()).DisposeAsync());
    }

    [Fact]
    public async Task C3_an_item_keeps_its_zone_when_only_its_title_changes()
    {
        var made = await at.Ada.PostAsync("/api/contents", new { title = "a", timeZone = "America/New_York" });
        var path = made.Message.Headers.Location!.OriginalString;
        var changed = await at.Ada.PutAsync(path, new { title = "b", version = 1 });
        Assert.Equal("America/New_York", changed.Json.GetProperty("timeZone").GetString());
    }

    [Fact]
    public async Task C7_mais_is_no_mais()
    {
        var drawn = await at.Ada.PostAsync(
            Generate, new { contentTitle = "Un site simple mais efficace", width = 256, height = 256 });
        var record = (await at.Ada.GetAsync($"/api/images/{drawn.Json.GetProperty("id").GetGuid()}")).Json;
        Assert.DoesNotContain(
            "cereals", record.GetProperty("illustration").GetProperty("concepts").EnumerateArray()
                .Select(concept => concept.GetString()));
    }

    [Fact]
    public async Task C8_the_first_of_a_month_is_written_as_people_write_it() => Assert.Contains(
        "renouvelées le 1er ", WebUtility.HtmlDecode((await at.Ada.GetAsync("/plans")).Text), StringComparison.Ordinal);

    [Fact]
    public async Task C9_a_logo_from_a_telephone_stands_upright()
    {
        using var lying = new SKBitmap(128, 32);
        lying.Erase(SKColors.Teal);
        using var file = lying.Encode(SKEncodedImageFormat.Jpeg, 90);
        byte[] turned =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0,
            0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
        ];
        byte[] photo = [.. file.Span[..2], .. turned, .. file.Span[2..]];
        var saved = await at.Ada.PutAsync("/api/brand", new { logo = Convert.ToBase64String(photo) });
        using var kept = SKBitmap.Decode(
            Convert.FromBase64String(saved.Json.GetProperty("logo").GetString()!.Split(',')[1]));
        Assert.Equal((32, 128), (kept.Width, kept.Height));
    }

    [Fact]
    public async Task C10_a_browser_does_not_translate_what_has_languages_of_its_own() =>
        Assert.Contains("translate=\"no\"", (await at.Ada.GetAsync("/")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task C11_a_password_manager_can_tell_whose_password_changes() => Assert.Contains(
        "autocomplete=\"username\"", (await at.Ada.GetAsync("/account")).Text, StringComparison.Ordinal);

    [Fact]
    public async Task C12_a_saved_image_is_called_what_it_shows()
    {
        var drawn = await at.Ada.PostAsync(
            Generate, new { contentTitle = "Bûche au chocolat", width = 256, height = 320 });
        var file = await at.Ada.GetAsync(drawn.Json.GetProperty("url").GetString()!);
        Assert.Equal(
            "buche-au-chocolat-256x320.png", file.Message.Content.Headers.ContentDisposition?.FileNameStar);
    }
}
