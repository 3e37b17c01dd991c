using Microsoft.Extensions.DependencyInjection;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Quota;
using Visuel.Server.Features.Billing;
using Visuel.Server.Features.Quota;
using Visuel.Server.Tests.Contracts;
using Visuel.Server.Tests.Fakes;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Whatever becomes of subscriptions, and in whatever order, how often and how late it is told: the plan is
/// what reading Stripe once says.</summary>
public sealed class BillingHistoriesTests
{
    private static readonly bool IsAll = Environment.GetEnvironmentVariable("VISUEL_TEST_ALL") is "1";

    // Five thousand with ./test all.
    private static readonly int HistoriesOfShop = IsAll ? 1000 : 250;

    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddMonths(-2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => IsAll ? [1, 2, 3, 4, 5] : [1];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_order_and_number_of_events_ends_in_what_reading_stripe_once_says(int seed)
    {
        await using var shop = await Shop.OpenAsync();
        // What was read long ago must not stand over what was read since.
        shop.Stripe.Dawdles(request => request == "GET /v1/subscriptions" && Random.Shared.Next(20) == 0 ? 50 : 0);
        var workspaces = new WorkspaceId[HistoriesOfShop];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var nodes = Enumerable.Range(0, 2).Select(_ => Task.Run(() => ProcessAsync(shop, end.Token))).ToList();
        await Parallel.ForAsync(
            0, HistoriesOfShop, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Stop },
            async (number, _) =>
                workspaces[number] = await LiveAsync(shop, seed, number));
        await Eventually.HappensAsync(async () => (await shop.Host.Services.GetRequiredService<IPaymentEvents>()
            .ReadBacklogAsync(Stop)) is { New: 0, Dead: 0 }, 120);
        await end.CancelAsync();
        await Task.WhenAll(nodes);
        await Parallel.ForAsync(
            0, HistoriesOfShop, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Stop },
            async (number, _) =>
                await AssertAsReadOnceAsync(shop, seed, number, workspaces[number]));
        // Otherwise the histories would all be the same story.
        var plans = await Task.WhenAll(workspaces.Select(
            workspace => shop.Host.Services.GetRequiredService<IAccounts>().FindWorkspaceAsync(workspace, Stop)));
        Assert.True(
            plans.Select(workspace => (workspace!.SubscribedPlan, workspace.Trouble is null)).Distinct().Count() >= 5);
    }

    // As other nodes would, beside the server's own worker.
    private static async Task ProcessAsync(Shop shop, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            if (await shop.Host.Services.GetRequiredService<ProcessPaymentEvents>().RunAsync(Stop) == 0)
            {
                await Task.Delay(20, Stop);
            }
        }
    }

    private static async Task<WorkspaceId> LiveAsync(Shop shop, int seed, int number)
    {
        var random = new Random((seed * 10_000) + number);
        var services = shop.Host.Services;
        var (account, workspace) = Some.Account($"somebody{number}");
        await services.GetRequiredService<IAccounts>()
            .RegisterAsync(account, workspace, "enterprise", mayOwn: false, Stop);
        var customer = $"cus_{seed}_{number}";
        var told = new List<FakeStripeEvent>();
        shop.Ledger.Do(() => shop.Ledger.Add("customers", FakeStripeObjects.Customer(
            customer, shop.Ledger.Now,
            new Dictionary<string, string> { ["metadata[workspace_id]"] = $"{workspace.Id}" })));
        if (random.Next(2) == 0)
        {
            await services.GetRequiredService<ICustomers>()
                .LinkAsync(workspace.Id, customer, DateTimeOffset.UtcNow, Stop);
        }

        var steps = random.Next(3, 11);
        for (var step = 0; step < steps; step++)
        {
            // What is emitted while a step is taken is that history's own.
            told.AddRange(shop.Ledger.Do(() =>
            {
                var before = shop.Ledger.Count;
                Step(shop.Ledger, customer, random);
                return shop.Ledger.Since(before);
            }));
            // Some are told at once, while more happens.
            await TellAsync(shop, [.. told.Where(_ => random.Next(10) == 0)], random);
        }

        // All of them, in any order, some several times: those of the last step are told after it.
        var all = told.Concat(told.Where(_ => random.Next(4) == 0)).ToArray();
        random.Shuffle(all);
        await TellAsync(shop, all, random);
        return workspace.Id;
    }

    private static void Step(FakeStripeLedger ledger, string customer, Random random)
    {
        var live = ledger.SubscriptionsOf(customer)
            .Where(one => FakeStripeLedger.Status(one) is not ("canceled" or "incomplete_expired")).ToList();
        var price = random.Next(3) == 0 ? FakeStripe.ProPrice : FakeStripe.CreatorPrice;
        if (live.Count == 0 || random.Next(12) == 0)
        {
            if (random.Next(4) == 0)
            {
                ledger.Begin(customer, price, at: Start);
            }
            else
            {
                ledger.Subscribe(
                    customer, random.Next(10) == 0 ? FakeStripe.OtherPrice : price, at: Start.AddDays(random.Next(60)));
            }

            return;
        }

        var one = FakeStripeLedger.Id(live[random.Next(live.Count)]);
        switch (random.Next(12))
        {
            case 0 or 1: ledger.Renew(one, isPaid: true); break;
            case 2 or 3: ledger.Renew(one, isPaid: false); break;
            case 4: ledger.Pay(one); break;
            case 5: ledger.CancelAtEnd(one, isByPortal: random.Next(2) == 0); break;
            case 6: ledger.Resume(one); break;
            case 7: ledger.CancelNow(one); break;
            case 8: ledger.ChangePrice(one, price); break;
            case 9: ledger.GiveUp(one, random.Next(3) switch { 0 => "unpaid", 1 => "paused", _ => "canceled" }); break;
            case 10 when ledger.ListOf("charges", customer).Count > 0: ledger.Dispute(customer); break;
            default: ledger.GiveUp(one, "incomplete_expired"); break;
        }
    }

    private static async Task TellAsync(Shop shop, IReadOnlyList<FakeStripeEvent> told, Random random)
    {
        foreach (var one in told)
        {
            var body = random.Next(2) == 0 ? one.Snapshot() : one.Thin();
            if (random.Next(10) == 0)
            {
                Assert.Equal(200, (await shop.TellAsync(body.ToJsonString())).Status);
            }
            else
            {
                var reading = Assert.IsType<WebhookReading.Ours>(shop.Read(body.ToJsonString()));
                await shop.Host.Services.GetRequiredService<IPaymentEvents>()
                    .AddAsync(reading.Event, PaymentEventState.New, DateTimeOffset.UtcNow, Stop);
            }
        }

        shop.Host.Services.GetRequiredService<PaymentWorker>().Wake();
    }

    private static async Task AssertAsReadOnceAsync(Shop shop, int seed, int number, WorkspaceId workspace)
    {
        var services = shop.Host.Services;
        var book = await services.GetRequiredService<PriceBook>().OpenAsync(Stop);
        var reading = await services.GetRequiredService<IPaymentGateway>()
            .ReadAsync($"cus_{seed}_{number}", book.PlanOf, Stop);
        var once = Standing.Of(reading!, Standing.Nothing);
        var kept = (await services.GetRequiredService<IAccounts>().FindWorkspaceAsync(workspace, Stop))!;
        var trouble = once.UnpaidSince is not null || once.IsDisputed
            ? new PaymentTrouble(once.UnpaidSince, once.IsDisputed)
            : null;
        Assert.Equal((number, once.Plan, trouble), (number, kept.SubscribedPlan, kept.Trouble));
        Assert.Equal(
            QuotaLimit.For(kept with { SubscribedPlan = once.Plan, Trouble = trouble }, Plans.Free),
            await services.GetRequiredService<ReadQuota>().LimitAsync(workspace, Stop));
    }
}
