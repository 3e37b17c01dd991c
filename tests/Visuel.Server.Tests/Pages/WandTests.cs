using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Server.Features.Calendar;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Tests.Fakes;
using TestContext = Xunit.TestContext;

namespace Visuel.Server.Tests.Pages;

/// <summary>What the wand of the drawer shows, state by state.</summary>
public sealed class WandTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unused_it_says_that_there_is_no_image_and_which_engine_would_draw()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await using var page = await OpenPage.OfAsync(host, owner);

        var wand = await ShowAsync(page, host, owner);

        Assert.Contains("hors ligne", wand.Find("h3").TextContent, StringComparison.Ordinal);
        Assert.NotNull(wand.Find(".stage-empty"));
        Assert.Empty(wand.FindAll("[role=alert]"));
        Assert.Empty(wand.FindAll(".steps"));
    }

    [Fact]
    public async Task While_it_is_drawn_it_shows_the_step_can_be_cancelled_and_takes_no_second_click()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.Draws(new FakePicture { Delay = TimeSpan.FromMinutes(5) });
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        await using var page = await OpenPage.OfAsync(host, owner);
        var wand = await ShowAsync(page, host, owner);

        wand.Find("[data-test=wand]").Click();
        await wand.WaitForAssertionAsync(
            () => Assert.Contains("Dessin", wand.Find(".steps .now").TextContent, StringComparison.Ordinal), Timeout);
        Assert.True(wand.Find("[data-test=wand]").HasAttribute("disabled"));
        Assert.True(wand.Find("[data-test=prompt]").HasAttribute("disabled"));

        wand.Find("[data-test=cancel]").Click();
        await wand.WaitForAssertionAsync(() => Assert.Empty(wand.FindAll(".steps")), Timeout);
        Assert.Contains("annulé", wand.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.False(wand.Find("[data-test=wand]").HasAttribute("disabled"));
        Assert.Equal(0, (await owner.QuotaAsync()).Used);
    }

    [Fact]
    public async Task Drawn_it_shows_the_image_and_with_a_second_one_both_versions()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await using var page = await OpenPage.OfAsync(host, owner);
        var wand = await ShowAsync(page, host, owner);

        wand.Find("[data-test=wand]").Click();
        await wand.WaitForElementAsync("[data-test=image]", Timeout);
        Assert.Empty(wand.FindAll(".versions button"));
        wand.Find("[data-test=wand]").Click();
        await wand.WaitForAssertionAsync(() => Assert.Equal(2, wand.FindAll(".versions button").Count), Timeout);
    }

    [Fact]
    public async Task Without_a_credit_it_leads_to_the_plans()
    {
        await using var host = VisuelHost.Start();
        (await host.SignUpAsync("owner")).Dispose();
        using var ada = await host.SignUpAsync("ada");
        await using var page = await OpenPage.OfAsync(host, ada);
        var wand = await ShowAsync(page, host, ada);

        wand.Find("[data-test=wand]").Click();

        var alert = await wand.WaitForElementAsync("[role=alert]", Timeout);
        Assert.Contains("Le forfait Gratuit ne comprend pas d'images.", alert.TextContent, StringComparison.Ordinal);
        Assert.Equal("plans", wand.Find("[role=alert] a").GetAttribute("href"));
        Assert.Empty(wand.FindAll("[role=alert] button"));
    }

    [Fact]
    public async Task When_the_engine_fails_it_offers_to_draw_offline_and_does()
    {
        await using var hf = await FakeHuggingFace.StartAsync();
        hf.ScriptAlways("POST", "/fal-ai/*", "err_402_depleted_2026");
        await using var host = VisuelHost.Start(hf.Settings);
        using var owner = await host.SignUpAsync("owner");
        await using var page = await OpenPage.OfAsync(host, owner);
        var wand = await ShowAsync(page, host, owner);

        wand.Find("[data-test=wand]").Click();
        (await wand.WaitForElementAsync("[role=alert] button", Timeout)).Click();

        await wand.WaitForElementAsync("[data-test=image]", Timeout);
        Assert.Empty(wand.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Where_the_store_is_away_it_says_so_and_keeps_the_words()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await using var page = await OpenPage.OfAsync(host, owner);
        var wand = await ShowAsync(page, host, owner);
        wand.Find("[data-test=prompt]").Change("un phare");
        using (new StoreIsAway(host, "generations"))
        {
            wand.Find("[data-test=wand]").Click();
            var alert = await wand.WaitForElementAsync("[role=alert]", Timeout);
            Assert.Contains("Le stockage ne répond pas.", alert.TextContent, StringComparison.Ordinal);
            Assert.Equal("un phare", wand.Find("[data-test=prompt]").GetAttribute("value"));
        }

        wand.Find("[data-test=wand]").Click();
        await wand.WaitForElementAsync("[data-test=image]", Timeout);
    }

    [Fact]
    public async Task An_image_that_comes_from_elsewhere_appears_without_a_click()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        await using var page = await OpenPage.OfAsync(host, owner);
        var item = await AddAsync(host, owner);
        var wand = Show(page, item);

        Assert.Equal(200, (await owner.PostAsync(
            "/api/images/generate", new { contentId = item.Id.Value, width = 256, height = 256 })).Status);

        await wand.WaitForElementAsync("[data-test=image]", Timeout);
    }

    private static async Task<IRenderedComponent<ImageSection>> ShowAsync(OpenPage page, VisuelHost host, Actor who) =>
        Show(page, await AddAsync(host, who));

    private static IRenderedComponent<ImageSection> Show(OpenPage page, ContentItem item) =>
        page.Render<ImageSection>(wand => wand
            .Add(section => section.Item, item)
            .Add(section => section.Title, item.Fields.Title)
            .Add(section => section.EnsureSaved, _ => Task.FromResult<ContentItem?>(item))
            .Add(section => section.OnChosen, EventCallback.Factory.Create<Core.Library.ImageId>(page, _ => { })));

    private static async Task<ContentItem> AddAsync(VisuelHost host, Actor who)
    {
        var id = new ContentItemId(await who.AddContentAsync("Soldes d'hiver"));
        var account = await host.Services.GetRequiredService<IAccounts>().FindAsync(new AccountId(who.Id), Stop);
        return (await host.Services.GetRequiredService<ReadCalendar>().FindAsync(account!.Workspace, id, Stop))!;
    }
}
