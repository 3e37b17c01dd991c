using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Visuel.Bench.Load.Floors;
using Visuel.Bench.Load.Reporting;
using Visuel.Bench.Load.Running;
using Visuel.Bench.Load.Seeding;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Server.Stores;

namespace Visuel.Bench.Load.Webhooks;

/// <summary>Measures how fast Stripe is answered while what it told is looked into, beside a floor that only keeps it.
/// They take turns; a first round is thrown away.</summary>
internal static class WebhookRun
{
    private const double Wanted = 20;

    /// <summary>The verb: 0 when every event was answered.</summary>
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken stop)
    {
        var (rounds, seconds, perSecond, customers) = (
            arguments.Number("rounds", 5, least: 1), arguments.Number("seconds", 20, least: 1),
            arguments.Number("per-second", 100, least: 1), arguments.Number("customers", 500, least: 1));
        arguments.RefuseOthers();
        Programs.CheckServer();
        using var workshop = Workshop.Open();
        var machine = Machine.Describe(workshop.Folder);
        var data = Directory.CreateDirectory(Path.Combine(workshop.Folder, "visuel")).FullName;
        var store = new StoreOptions(data);
        await SeedAsync(store, customers, Path.Combine(workshop.Folder, "cookies.txt"), stop);

        await using var stripe = await Child.StartAsync(
            "Stripe", port => Programs.Part("stripe", "--port", Text(port)), "/", stop);
        await using var visuel = await Child.StartAsync(
            "Visuel",
            port => Programs.Visuel(
                port, store, stripe.Address, ("STRIPE_SECRET_KEY", FakeStripe.Key),
                ("STRIPE_WEBHOOK_SECRET", FakeStripe.Secret), ("STRIPE_API_BASE", stripe.Address.AbsoluteUri)),
            "/health/ready", stop);
        await using var floor = await Child.StartAsync(
            "the floor", port => Programs.Floor("inbox", port, "--folder", Path.Combine(workshop.Folder, "floor")), "/",
            stop);

        var measured = new Dictionary<string, List<WebhookTimes>>(StringComparer.Ordinal)
        {
            ["Visuel"] = [],
            ["inbox floor"] = [],
        };
        using var toVisuel = new PacedDriver(visuel.Address, perSecond, customers);
        using var toFloor = new PacedDriver(floor.Address, perSecond, customers);
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (name, driver) in round % 2 == 0
                ? [("Visuel", toVisuel), ("inbox floor", toFloor)]
                : new[] { ("inbox floor", toFloor), ("Visuel", toVisuel) })
            {
                var times = await driver.RunAsync(seconds, stop);
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"webhooks round {round} {name}: p50 {times.Percentile(.5):F2} ms, p99 " +
                    $"{times.Percentile(.99):F2} ms, {times.Failures} failed"));
                if (round > 0)
                {
                    measured[name].Add(times);
                }
            }
        }

        Write(Console.Out, machine, string.Create(
            CultureInfo.InvariantCulture,
            $"rounds: {rounds}, and one before that is thrown away; {perSecond} events a second for {seconds} s, " +
            $"about {customers} customers"), measured);
        return measured.Values.Any(all => all.Exists(times => times.Failures > 0)) ? 1 : 0;
    }

    private static async Task SeedAsync(StoreOptions options, int customers, string cookies, CancellationToken stop)
    {
        await SeedAccounts.RunAsync(options, customers, cookies, stop);
        await using var store = new ServiceCollection().AddStore(options).BuildServiceProvider();
        var (number, cursor) = (0, (string?)null);
        do
        {
            var page = await store.GetRequiredService<IAccounts>().ListAsync(null, cursor, 100, stop);
            foreach (var row in page.Items)
            {
                await store.GetRequiredService<ICustomers>().LinkAsync(
                    row.Workspace.Id, FormattableString.Invariant($"cus_{number++}"),
                    TimeProvider.System.GetUtcNow(), stop);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private static void Write(
        TextWriter report, string machine, string run, Dictionary<string, List<WebhookTimes>> measured)
    {
        report.WriteLine($"## Webhooks\n\n{machine}\n\n{run}.\n");
        var floor = measured["inbox floor"];
        Tables.Write(
            report, ["server", "p50 ms", "p99 ms", "slowest ms", "÷ floor: p50", "p99"], measured.Select(of => new[]
            {
                of.Key, Median(of.Value, times => times.Percentile(.5)),
                Median(of.Value, times => times.Percentile(.99)), Median(of.Value, times => times.Milliseconds[^1]),
                of.Value == floor ? "" : Ratio(of.Value, floor, .5),
                of.Value == floor ? "" : Ratio(of.Value, floor, .99),
            }));
        Tables.Write(report, [new Goal(
            "webhook answered, p99", Medians.Of([.. measured["Visuel"].Select(times => times.Percentile(.99))]), Wanted,
            IsLeast: false, " ms")]);
    }

    private static string Median(List<WebhookTimes> all, Func<WebhookTimes, double> of) =>
        Tables.Number(Medians.Of([.. all.Select(of)]), "F2");

    private static string Ratio(List<WebhookTimes> ours, List<WebhookTimes> floor, double part) =>
        Tables.Number(
            Medians.Of([.. ours.Zip(floor, (one, other) => one.Percentile(part) / other.Percentile(part))]),
            "F2", " ×");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
