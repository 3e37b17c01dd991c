using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Server.Features.Calendar;

namespace Visuel.Server.Tests.Pages;

/// <summary>What the calendar's page shows of what went well and of what did not.</summary>
public sealed class CalendarPageTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static string Day(int day) => $"2027-03-{day:00}";

    [Fact]
    public async Task A_move_that_went_well_is_announced_and_nothing_is_alarmed()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var item = await AddAsync(owner, "Soldes d'hiver", 10);
        await using var page = await OpenPage.OfAsync(host, owner);
        var calendar = Show(page);

        await MoveAsync(calendar, item, Day(12));

        Assert.NotNull(calendar.Find($"[data-date='{Day(12)}'] .chip"));
        Assert.Contains("déplacé", calendar.Find(".sr[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Empty(calendar.FindAll(".said [role=alert]:not([hidden])"));
    }

    [Fact]
    public async Task A_move_of_an_item_that_is_gone_is_said_where_everybody_sees_it()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await AddAsync(owner, "Soldes d'hiver", 10);
        await using var page = await OpenPage.OfAsync(host, owner);
        var calendar = Show(page);

        await MoveAsync(calendar, Guid.CreateVersion7(), Day(12));

        Assert.Contains(
            "n'a pas pu être déplacé", calendar.Find(".said [role=alert]:not([hidden])").TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_while_the_store_is_away_is_said_and_the_item_stays_where_it_was()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var item = await AddAsync(owner, "Soldes d'hiver", 10);
        await using var page = await OpenPage.OfAsync(host, owner);
        var calendar = Show(page);
        using (new StoreIsAway(host, "contents"))
        {
            await MoveAsync(calendar, item, Day(12));
            Assert.Contains(
                "Le stockage ne répond pas.", calendar.Find(".said [role=alert]:not([hidden])").TextContent,
                StringComparison.Ordinal);
            Assert.NotNull(calendar.Find($"[data-date='{Day(10)}'] .chip"));
        }

        await MoveAsync(calendar, item, Day(12));
        Assert.Empty(calendar.FindAll(".said [role=alert]:not([hidden])"));
        Assert.NotNull(calendar.Find($"[data-date='{Day(12)}'] .chip"));
    }

    [Fact]
    public async Task Opening_an_item_while_the_store_is_away_is_said()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await AddAsync(owner, "Soldes d'hiver", 10);
        await using var page = await OpenPage.OfAsync(host, owner);
        var calendar = Show(page);
        using (new StoreIsAway(host, "contents"))
        {
            await calendar.Find(".chip").ClickAsync();
            Assert.Contains(
                "Le stockage ne répond pas.", calendar.Find(".said [role=alert]:not([hidden])").TextContent,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_program_adds_and_removes_appears_and_disappears_in_the_language_of_the_page()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await AddAsync(owner, "Premier", 10);
        await using var page = await OpenPage.OfAsync(host, owner);
        var calendar = Show(page);
        var key = (await owner.PostAsync("/api/keys", new { name = "Script" })).Json.GetProperty("key").GetString();
        using var program = host.Visitor();
        program.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        program.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        program.Http.DefaultRequestHeaders.Add("Accept-Language", "en");
        var month = calendar.Find("h1").TextContent;

        var added = await program.PostAsync(
            "/api/contents", new { title = "Second", type = "article", scheduledAt = $"{Day(15)}T10:00:00Z" });
        Assert.Equal(201, added.Status);
        await calendar.WaitForAssertionAsync(() => Assert.Equal(2, calendar.FindAll(".chip").Count), Timeout);
        Assert.Contains("Contenu", calendar.Find(".new").TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(month, calendar.Find("h1").TextContent);

        Assert.Equal(
            204, (await program.DeleteAsync($"/api/contents/{added.Json.GetProperty("id").GetString()}")).Status);
        await calendar.WaitForAssertionAsync(() => Assert.Single(calendar.FindAll(".chip")), Timeout);
    }

    [Fact]
    public async Task The_drawer_asks_once_more_before_it_deletes_and_then_the_item_is_gone()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var item = await AddAsync(owner, "Soldes d'hiver", 10);
        await using var page = await OpenPage.OfAsync(host, owner);
        var calendar = Show(page);
        await calendar.Find(".chip").ClickAsync();

        await (await calendar.WaitForElementAsync("dialog .danger", Timeout)).ClickAsync();
        Assert.Equal(200, (await owner.GetAsync($"/api/contents/{item}")).Status);
        await calendar.WaitForAssertionAsync(
            () => Assert.StartsWith(
                "Vraiment", calendar.Find("dialog .danger").TextContent.Trim(), StringComparison.Ordinal),
            Timeout);
        await calendar.Find("dialog .danger").ClickAsync();

        await Eventually.HappensAsync(async () => (await owner.GetAsync($"/api/contents/{item}")).Status == 404);
        await Eventually.HappensAsync(() => page.JSInterop.Invocations.Any(call => call.Identifier == "close"));
        await calendar.WaitForAssertionAsync(() => Assert.Empty(calendar.FindAll(".chip")), Timeout);
    }

    [Fact]
    public async Task A_save_and_a_delete_while_the_store_is_away_are_said_and_nothing_typed_is_lost()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var item = await AddAsync(owner, "Soldes d'hiver", 10);
        await using var page = await OpenPage.OfAsync(host, owner);
        var calendar = Show(page);
        await calendar.Find(".chip").ClickAsync();
        (await calendar.WaitForElementAsync("[data-test=title]", Timeout)).Change("Soldes d'été");
        using (new StoreIsAway(host, "contents"))
        {
            await calendar.Find("dialog form").SubmitAsync();
            var alert = await calendar.WaitForElementAsync("dialog [role=alert]", Timeout);
            Assert.Contains("Le stockage ne répond pas.", alert.TextContent, StringComparison.Ordinal);
            await calendar.Find("dialog .danger").ClickAsync();
            await calendar.Find("dialog .danger").ClickAsync();
            alert = await calendar.WaitForElementAsync("dialog [role=alert]", Timeout);
            Assert.Contains("Le stockage ne répond pas.", alert.TextContent, StringComparison.Ordinal);
            Assert.Equal("Soldes d'été", calendar.Find("[data-test=title]").GetAttribute("value"));
        }

        await calendar.Find("dialog form").SubmitAsync();
        await Eventually.HappensAsync(async () =>
            (await owner.GetAsync($"/api/contents/{item}")).Json.GetProperty("title").GetString() == "Soldes d'été");
    }

    private static IRenderedComponent<CalendarPage> Show(OpenPage page)
    {
        page.Services.GetRequiredService<NavigationManager>().NavigateTo("?month=2027-03");
        return page.Render<CalendarPage>();
    }

    private static Task MoveAsync(IRenderedComponent<CalendarPage> calendar, Guid item, string day)
    {
        var grid = calendar.FindComponent<MonthGrid>();
        return grid.InvokeAsync(() => grid.Instance.MovedAsync(item, day));
    }

    private static async Task<Guid> AddAsync(Actor who, string title, int day)
    {
        var reply = await who.PostAsync(
            "/api/contents", new { title, type = "article", scheduledAt = $"{Day(day)}T10:00:00Z" });
        Assert.Equal(201, reply.Status);
        return reply.Json.GetProperty("id").GetGuid();
    }
}
