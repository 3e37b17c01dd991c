using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Calendar;
using Visuel.Server.Features.Calendar;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Putting an item on another day.</summary>
public sealed class MoveContentTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_moved_whatever_others_change_about_it_meanwhile_and_their_changes_stay()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var (move, workspace) = (host.Services.GetRequiredService<MoveContent>(), await WorkspaceAsync(host, owner));
        var item = new ContentItemId(await owner.AddContentAsync("Soldes d'hiver"));

        var days = Enumerable.Range(1, 20).Select(day => new DateOnly(2027, 3, day)).ToList();
        var outcomes = await Task.WhenAll(
            days.Select(day => Task.Run(() => move.RunAsync(workspace, item, day, Paris, Stop))));

        Assert.All(outcomes, outcome => Assert.IsType<SaveContentOutcome.Saved>(outcome));
        var now = await host.Services.GetRequiredService<IContents>().FindAsync(workspace, item, Stop);
        Assert.Equal((21, "Soldes d'hiver"), (now!.Version, now.Fields.Title));
        Assert.Contains(DateOnly.FromDateTime(WallClock.ToLocal(now.Fields.ScheduledAt!.Value, Paris)), days);
    }

    [Fact]
    public async Task It_keeps_its_hour_and_one_without_a_date_gets_nine_in_the_morning()
    {
        await using var host = VisuelHost.Start();
        using var owner = await host.SignUpAsync("owner");
        var (move, workspace) = (host.Services.GetRequiredService<MoveContent>(), await WorkspaceAsync(host, owner));
        var item = new ContentItemId(await owner.AddContentAsync("Soldes d'hiver"));

        Assert.Equal(
            new DateTimeOffset(2027, 3, 10, 8, 0, 0, TimeSpan.Zero), await MovedToAsync(new DateOnly(2027, 3, 10)));
        // Summer time begins on the 28th.
        Assert.Equal(
            new DateTimeOffset(2027, 3, 30, 7, 0, 0, TimeSpan.Zero), await MovedToAsync(new DateOnly(2027, 3, 30)));
        Assert.IsType<SaveContentOutcome.Missing>(
            await move.RunAsync(
                workspace, new ContentItemId(Guid.CreateVersion7()), new DateOnly(2027, 3, 10), Paris, Stop));

        async Task<DateTimeOffset?> MovedToAsync(DateOnly day) => Assert.IsType<SaveContentOutcome.Saved>(
            await move.RunAsync(workspace, item, day, Paris, Stop)).Item.Fields.ScheduledAt;
    }

    private static async Task<WorkspaceId> WorkspaceAsync(VisuelHost host, Actor who) =>
        (await host.Services.GetRequiredService<IAccounts>().FindAsync(new AccountId(who.Id), Stop))!.Workspace;
}
