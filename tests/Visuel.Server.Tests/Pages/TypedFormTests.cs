using System.Globalization;
using System.Text.RegularExpressions;
using Visuel.Core.Calendar;

namespace Visuel.Server.Tests.Pages;

/// <summary>Pages and their forms, posted as a browser posts them.</summary>
public sealed partial class TypedFormTests
{
    [Fact]
    public async Task The_forms_of_the_pages_take_what_is_pasted()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var marie = host.Visitor();
        const string Apart = "e\u0301te\u0301sa\u0300E\u0301vian99";
        var registered = await PostAsync(marie, "/register", "register", new()
        {
            ["Typed.Name"] = "\ufeffMarie\ufffe \u200b Cure\u0301e",
            ["Typed.Email"] = "marie@exemple.fr\u200b",
            ["Typed.Password"] = Apart,
        });
        Assert.Equal(302, registered.Status);
        var me = (await marie.GetAsync("/api/auth/me")).Json;
        Assert.Equal("marie@exemple.fr", me.GetProperty("email").GetString());
        Assert.Equal("Marie Cur\u00e9e", me.GetProperty("name").GetString());

        using var elsewhere = host.Visitor();
        var signedIn = await PostAsync(elsewhere, "/login", "login", new()
        {
            ["Typed.Email"] = "\u2060Marie@exemple.fr ",
            ["Typed.Password"] = Apart.Normalize(),
        });
        Assert.Equal(302, signedIn.Status);
        using var other = host.Visitor();
        var taken = await PostAsync(other, "/register", "register", new()
        {
            ["Typed.Email"] = "ma\u00adrie@exemple.fr",
            ["Typed.Password"] = Apart,
        });
        Assert.Equal(200, taken.Status);
        Assert.Null(other.Token);

        await PostAsync(marie, "/account", "profile", new()
        {
            ["Profile.Name"] = "\u200b\u3164",
            ["Profile.TimeZone"] = "\u2060Europe/Paris\u200b",
        });
        Assert.Null((await marie.GetAsync("/api/auth/me")).Json.GetProperty("name").GetString());
        var changed = await PostAsync(marie, "/account", "password", new()
        {
            ["Password.Current"] = Apart,
            ["Password.New"] = Apart + "\ufffe!",
        });
        Assert.Contains("Mot de passe chang", changed.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/login", "login", "Typed.Email", "Typed.Password")]
    [InlineData("/register", "register", "Typed.Email", "Typed.Password", "Typed.Name")]
    [InlineData("/reset-password", "reset", "Typed.Token", "Typed.New")]
    [InlineData("/account", "profile", "Profile.Name", "Profile.TimeZone")]
    [InlineData("/account", "password", "Password.Current", "Password.New")]
    [InlineData("/account", "erase", "Typed.Password")]
    [InlineData("/account", "own-token", "Typed.Token")]
    [InlineData("/account", "create-key", "Wanted.Name")]
    [InlineData("/account", "brand", "Typed.Main", "Typed.Accent")]
    public async Task A_form_that_comes_without_its_fields_is_answered_with_the_page(
        string page, string form, params string[] names)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        foreach (var value in (string[])["", "\u200b", "\ufffe", " "])
        {
            var fields = names.ToDictionary(name => name, _ => value);
            Assert.Equal(200, (await PostAsync(owner, page, form, fields)).Status);
        }

        foreach (var name in names)
        {
            Assert.Equal(200, (await PostAsync(owner, page, form, new() { [name] = "a" })).Status);
        }
    }

    [Theory]
    [InlineData("/é", "/%C3%A9")]
    [InlineData("/?month=2026-11&q=été 🌸", "/?month=2026-11&q=%C3%A9t%C3%A9%20%F0%9F%8C%B8")]
    [InlineData("/%C3%A9", "/%C3%A9")]
    [InlineData("//evil.example/é", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\u0001/evil.example", "/")]
    [InlineData("/\ufffe\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/%20/evil.example")]
    public async Task Another_language_leads_back_to_any_address_of_ours(string to, string location)
    {
        await using var host = VisuelHost.Start();
        using var visitor = host.Visitor();
        var reply = await visitor.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, $"/culture/fr?to={Uri.EscapeDataString(to)}"));
        Assert.Equal((302, location), (reply.Status, reply.Message.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Signing_in_leads_to_any_address_of_ours()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        using var visitor = host.Visitor();
        var reply = await PostAsync(visitor, "/login?returnUrl=%2F%C3%A9", "login", new()
        {
            ["Typed.Email"] = owner.Email,
            ["Typed.Password"] = Actor.Password,
        });
        Assert.Equal(302, reply.Status);
        var on = await visitor.GetAsync(reply.Message.Headers.Location!.OriginalString);
        Assert.Equal((302, "/%C3%A9"), (on.Status, on.Message.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("9999-12")]
    [InlineData("0001-01")]
    [InlineData("3000-01")]
    [InlineData("1969-12")]
    [InlineData("été")]
    [InlineData("\ufffe")]
    public async Task A_month_in_which_nothing_can_be_is_the_present_one(string month)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var now = (await owner.GetAsync("/")).Text;
        var page = await owner.GetAsync($"/?month={Uri.EscapeDataString(month)}");
        Assert.Equal(200, page.Status);
        Assert.Equal(Heading.Match(now).Value, Heading.Match(page.Text).Value);
        Assert.NotEmpty(Heading.Match(now).Value);
    }

    [Theory]
    [InlineData("1970-01")]
    [InlineData("2999-12")]
    public async Task The_first_and_the_last_month_are_shown_in_every_zone(string month)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        foreach (var timeZone in (string[])["Europe/Paris", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
        {
            Assert.Equal(200, (await owner.PatchAsync("/api/auth/me", new { timeZone })).Status);
            var page = await owner.GetAsync($"/?month={month}");
            Assert.Equal(200, page.Status);
            Assert.Contains(month[..4], Heading.Match(page.Text).Value, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/usage?period=9999-12")]
    [InlineData("/api/usage?period=0001-01")]
    [InlineData("/api/admin/profit?month=9999-12")]
    [InlineData("/api/admin/profit?month=0001-01")]
    public async Task A_month_out_of_range_is_refused_by_the_api(string path)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        Assert.Equal(400, (await owner.GetAsync(path)).Status);
        Assert.Equal(200, (await owner.GetAsync("/admin/profit?month=9999-12")).Status);
    }

    [Theory]
    [InlineData("1969-12-31T23:59:59Z", false)]
    [InlineData("1970-01-01T00:00:00Z", true)]
    [InlineData("2999-12-31T23:59:59Z", true)]
    [InlineData("3000-01-01T00:00:00Z", false)]
    [InlineData("0001-01-01T00:00:00Z", false)]
    [InlineData("9999-12-31T23:59:59.999Z", false)]
    [InlineData("0001-01-01T00:00:00Z", false, true)]
    [InlineData("9999-12-31T23:59:59.999Z", false, true)]
    [InlineData("1969-12-31T23:00:00Z", true, true)]
    [InlineData("1969-12-31T22:59:59Z", false, true)]
    public async Task Items_are_from_1970_to_2999(string scheduledAt, bool isTaken, bool allDay = false)
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var reply = await owner.PostAsync("/api/contents", new { title = "a", scheduledAt, allDay });
        if (isTaken)
        {
            Assert.Equal(201, reply.Status);
            return;
        }

        Assert.Equal((400, "scheduledAt"), (reply.Status, Assert.Single(reply.Fields)));
        Assert.Contains("1970", reply.Text, StringComparison.Ordinal);
        var path = (await owner.PostAsync("/api/contents", new { title = "a" })).Message.Headers.Location!.ToString();
        var moved = await owner.PutAsync(path, new { title = "a", scheduledAt, allDay, version = 1 });
        Assert.Equal(["scheduledAt"], moved.Fields);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void The_form_of_an_item_takes_any_day_that_a_browser_can_send(string day)
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var form = Features.Calendar.ContentForm.New(DateOnly.Parse(day, CultureInfo.InvariantCulture));
            Assert.Contains(ContentRules.Check(form.ToFields(zone)), problem => problem.Field is "scheduledAt");
        }
    }

    private static async Task<Reply> PostAsync(
        Visitor who, string page, string form, Dictionary<string, string> fields)
    {
        fields["_handler"] = form;
        return await who.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, page) { Content = new FormUrlEncodedContent(fields) });
    }

    [GeneratedRegex("<h1[^>]*>[^<]+</h1>", RegexOptions.None, 60_000)]
    private static partial Regex Heading { get; }
}
