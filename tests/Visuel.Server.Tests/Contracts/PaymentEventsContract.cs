using Visuel.Core.Billing;

namespace Visuel.Server.Tests.Contracts;

/// <summary>What every store of Stripe's events must keep: each once, until it was looked into.</summary>
public abstract class PaymentEventsContract : StoreContract
{
    private static readonly DateTimeOffset Later = Some.Now.AddMinutes(3);

    [Fact]
    public async Task An_event_that_is_told_often_is_one()
    {
        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AddAsync("evt_1"))));
        Assert.Single(told, isNew => isNew);
        Assert.Equal(new PaymentBacklog(Some.Now, 1, 0), await Store.PaymentEvents.ReadBacklogAsync(Stop));
        await Store.PaymentEvents.SettleAsync(["evt_1"], PaymentEventState.Done, Stop);
        Assert.False(await AddAsync("evt_1"));
        Assert.Empty(await TakeAsync(Later.AddDays(1)));
    }

    [Fact]
    public async Task Each_is_taken_by_one_until_its_time_is_over()
    {
        await AddAsync("evt_1");
        await AddAsync("evt_2");
        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => TakeAsync(Some.Now))));
        Assert.Equal(["evt_1", "evt_2"], taken.SelectMany(
            some => some).Select(told => told.Event.Id).Order(StringComparer.Ordinal));
        Assert.Empty(await TakeAsync(Later.AddSeconds(-1)));
        await Store.ReopenAsync();
        Assert.Equal(2, (await TakeAsync(Later)).Count);
    }

    [Fact]
    public async Task What_fails_waits_and_dies_in_the_end_until_somebody_revives_it()
    {
        await AddAsync("evt_1");
        await Store.PaymentEvents.DelayAsync("evt_1", Later, "status 500", Stop);
        Assert.Empty(await TakeAsync(Some.Now));
        var again = Assert.Single(await TakeAsync(Later));
        Assert.Equal((1, "status 500", PaymentEventState.New), (again.Attempts, again.Error, again.State));

        await Store.PaymentEvents.DelayAsync("evt_1", null, "status 501", Stop);
        Assert.Empty(await TakeAsync(Later.AddDays(99)));
        Assert.Equal(new PaymentBacklog(null, 0, 1), await Store.PaymentEvents.ReadBacklogAsync(Stop));
        Assert.Equal(
            "status 501", Assert.Single(await Store.PaymentEvents.ListAsync(PaymentEventState.Dead, 10, Stop)).Error);

        Assert.Equal(1, await Store.PaymentEvents.ReviveAsync(Later, Stop));
        Assert.Equal(0, Assert.Single(await TakeAsync(Later)).Attempts);
    }

    [Fact]
    public async Task What_is_nobodys_is_never_taken_and_what_is_done_stays_done()
    {
        Assert.True(await Store.PaymentEvents.AddAsync(Event("evt_0"), PaymentEventState.Ignored, Some.Now, Stop));
        await AddAsync("evt_1");
        await Store.PaymentEvents.SettleAsync(["evt_1"], PaymentEventState.Done, Stop);
        await Store.PaymentEvents.DelayAsync("evt_1", null, "late", Stop);
        await Store.PaymentEvents.SettleAsync(["evt_1"], PaymentEventState.Ignored, Stop);
        Assert.Empty(await TakeAsync(Later));
        Assert.Equal(
            "evt_1", Assert.Single(await Store.PaymentEvents.ListAsync(PaymentEventState.Done, 10, Stop)).Event.Id);
    }

    [Fact]
    public async Task What_is_done_is_forgotten_in_the_end_and_what_is_not_never()
    {
        foreach (var id in (string[])["evt_1", "evt_2", "evt_3"])
        {
            await AddAsync(id);
        }

        await Store.PaymentEvents.SettleAsync(["evt_1"], PaymentEventState.Done, Stop);
        await Store.PaymentEvents.DelayAsync("evt_2", null, "dead", Stop);
        await Store.PaymentEvents.ForgetAsync(Some.Now, Stop);
        Assert.Single(await Store.PaymentEvents.ListAsync(PaymentEventState.Done, 10, Stop));
        await Store.PaymentEvents.ForgetAsync(Later, Stop);
        Assert.Empty(await Store.PaymentEvents.ListAsync(PaymentEventState.Done, 10, Stop));
        Assert.Equal(new PaymentBacklog(Some.Now, 1, 1), await Store.PaymentEvents.ReadBacklogAsync(Stop));
    }

    private static PaymentEvent Event(string id) =>
        new(id, "customer.subscription.updated", "sub_1", null, Some.Now.AddMinutes(-1));

    private Task<bool> AddAsync(string id) =>
        Store.PaymentEvents.AddAsync(Event(id), PaymentEventState.New, Some.Now, Stop);

    private Task<IReadOnlyList<PaymentEventRecord>> TakeAsync(DateTimeOffset now) =>
        Store.PaymentEvents.TakeAsync(now, now.AddMinutes(3), 10, Stop);
}
