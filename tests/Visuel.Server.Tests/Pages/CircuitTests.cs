using System.Net.WebSockets;

namespace Visuel.Server.Tests.Pages;

/// <summary>Whose an open page is, and how many there are.</summary>
public sealed class CircuitTests
{
    [Fact]
    public async Task A_page_answers_the_session_that_opened_it_and_nobody_who_learnt_its_id()
    {
        await using var host = VisuelHost.Start();
        using var ada = await host.SignUpAsync("ada");
        using var elsewhere = await host.SignInAsync("ada");
        using var eve = await host.SignUpAsync("eve");
        string circuit;
        await using (var page = await CircuitClient.OpenAsync(ada))
        {
            circuit = await page.StartAsync();
            await IsRefusedAsync(eve, circuit);
        }

        await IsRefusedAsync(eve, circuit);
        await IsRefusedAsync(elsewhere, circuit);
        await using var again = await CircuitClient.OpenAsync(ada);
        Assert.True(await again.ConnectAsync(circuit));
    }

    [Fact]
    public async Task Of_more_than_32_pages_of_one_account_the_one_unused_for_longest_ends()
    {
        await using var host = VisuelHost.Start();
        using var ada = await host.SignUpAsync("ada");
        using var bob = await host.SignUpAsync("bob");
        await using var others = await CircuitClient.OpenAsync(bob);
        await others.StartAsync();
        var pages = new List<(CircuitClient Page, string Circuit)>();
        for (var number = 0; number < 32; number++)
        {
            pages.Add(await OpenAsync(ada));
        }

        await pages[0].Page.UseAsync();
        pages.Add(await OpenAsync(ada));
        Assert.True(await pages[1].Page.IsClosedAsync());
        // Its page may not come back by itself: another would go for it.
        await using (var late = await CircuitClient.OpenAsync(ada))
        {
            Assert.False(await late.ConnectAsync(pages[1].Circuit));
        }

        pages.RemoveAt(1);
        foreach (var (page, _) in pages)
        {
            await page.UseAsync();
            await page.DisposeAsync();
        }

        await others.UseAsync();
    }

    [Fact]
    public async Task Connections_without_a_page_are_bounded_too()
    {
        await using var host = VisuelHost.Start();
        using var ada = await host.SignUpAsync("ada");
        var open = new List<CircuitClient>();
        for (var number = 0; number < 64; number++)
        {
            open.Add(await CircuitClient.OpenAsync(ada));
        }

        Assert.False(await OpensPageAsync(ada));
        await open[0].DisposeAsync();
        await Eventually.HappensAsync(() => OpensPageAsync(ada));
        foreach (var client in open)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Who_opens_page_after_page_waits_for_the_next_minute()
    {
        await using var host = VisuelHost.Start();
        using var ada = await host.SignUpAsync("ada");
        using var bob = await host.SignUpAsync("bob");
        var statuses = new List<bool>();
        for (var number = 0; number < 260; number++)
        {
            statuses.Add(await OpensPageAsync(ada));
        }

        // A minute may begin in between.
        Assert.Equal(Enumerable.Repeat(true, 120), statuses.Take(120));
        Assert.Contains(false, statuses);
        Assert.True(await OpensPageAsync(bob));
    }

    [Fact]
    public async Task An_address_has_as_many_open_pages_as_the_setting_says()
    {
        await using var host = VisuelHost.Start(
            new Dictionary<string, string> { ["OPEN_PAGES_PER_ADDRESS"] = "3" });
        using var ada = await host.SignUpAsync("ada");
        using var bob = await host.SignUpAsync("bob");
        await using var one = await CircuitClient.OpenAsync(ada);
        await using var two = await CircuitClient.OpenAsync(bob);
        var three = await CircuitClient.OpenAsync(bob);
        await Assert.ThrowsAsync<WebSocketException>(() => CircuitClient.OpenAsync(ada));
        Assert.Equal(200, (await ada.GetAsync("/api/auth/me")).Status);
        await three.DisposeAsync();
        await Eventually.HappensAsync(() => OpensPageAsync(ada));
    }

    [Fact]
    public async Task Nobody_opens_a_page_without_a_session()
    {
        await using var host = VisuelHost.Start();
        using var nobody = host.Visitor();
        Assert.NotEqual(200, (await nobody.PostAsync("/_blazor/negotiate?negotiateVersion=1", new { })).Status);
        await Assert.ThrowsAsync<WebSocketException>(() => CircuitClient.OpenAsync(nobody));
    }

    private static async Task<(CircuitClient Page, string Circuit)> OpenAsync(Visitor visitor)
    {
        var page = await CircuitClient.OpenAsync(visitor);
        return (page, await page.StartAsync());
    }

    private static async Task<bool> OpensPageAsync(Visitor visitor)
    {
        await using var page = await CircuitClient.TryOpenPageAsync(visitor);
        return page is not null;
    }

    private static async Task IsRefusedAsync(Visitor visitor, string circuit)
    {
        await using var thief = await CircuitClient.OpenAsync(visitor);
        Assert.False(await thief.ConnectAsync(circuit));
        Assert.Null(await thief.ResumeAsync(circuit));
    }
}
