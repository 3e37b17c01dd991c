using System.Runtime.InteropServices;
using Visuel.Bench.Load.Driving;
using Visuel.Bench.Load.Floors;
using Visuel.Bench.Load.Running;
using Visuel.Bench.Load.Scaling;
using Visuel.Bench.Load.Seeding;
using Visuel.Bench.Load.Webhooks;

namespace Visuel.Bench.Load;

/// <summary>The server under load, beside two floors; docs/performance.md says what is measured and
/// how to read it.</summary>
internal static class Bench
{
    private const string Usage = """
        bench/load.sh [all | load | scale | webhooks | help] [--name value …]
          the report goes to standard output, progress to standard error

          all     load, then scale, then webhooks
          load    Visuel and both floors under load: --rounds 5 --seconds 10 --warm-up 3 --accounts 2000
                  --only words,… keeps the scenarios whose name holds one of the words
                  (generate-0ms, 200ms, cached, quota)
          scale   hold, quota and first library page in a small and in a very large store:
                  --workspaces 1000000 --images 5000000 --rounds 7 --calls 500
                  --keep yes (leaves the large store for the next run)

          webhooks  how fast Stripe is answered: --rounds 5 --seconds 20 --per-second 100 --customers 500

          load and scale: --mongodb ADDRESS measures on that server, in databases of its own, instead of on SQLite;
                  scale then only hold and quota, and --images counts for nothing

        The parts, which the above start as processes of their own:
          upstream --port P --delay MILLISECONDS                  plays Hugging Face
          bare     --port P --upstream ADDRESS                    floor: fetch and answer
          durable  --port P --upstream ADDRESS --folder F         floor: fetch, make durable, answer
          inbox    --port P --folder F                            floor: keep an event, answer
          stripe   --port P                                       plays Stripe
          drive    --target ADDRESS --call generate|cached|quota --cookies FILE --connections N
                   --warm-up S --seconds S [--requests N] [--watch PID]
          seed     --data FOLDER --accounts N --cookies FILE [--mongodb ADDRESS]
          seed     --data FOLDER --workspaces N --images N
        """;

    private static async Task<int> Main(string[] args)
    {
        using var ending = new CancellationTokenSource();
        // Ctrl-C, and a polite kill: whatever was started is ended on the way out.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, ending));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ending));
        try
        {
            return args is [var verb, .. var rest]
                ? await RunAsync(verb, new Arguments(rest), ending.Token)
                : throw new UsageException("What is to be done?");
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{Usage}");
            return 2;
        }
        catch (BenchException broken)
        {
            await Console.Error.WriteLineAsync(broken.Message);
            return 1;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return 130;
        }
    }

    private static Task<int> RunAsync(string verb, Arguments arguments, CancellationToken stop) => verb switch
    {
        "all" => AllAsync(arguments, stop),
        "load" => LoadRun.RunAsync(arguments, stop),
        "scale" => ScaleRun.RunAsync(arguments, stop),
        "upstream" => FloorHost.RunAsync(arguments, FakeUpstream.Read(arguments), stop),
        "bare" => FloorHost.RunAsync(arguments, BareFloor.Read(arguments), stop),
        "durable" => FloorHost.RunAsync(arguments, DurableFloor.Read(arguments), stop),
        "inbox" => FloorHost.RunAsync(arguments, InboxFloor.Read(arguments), stop),
        "stripe" => FloorHost.RunAsync(arguments, FakeStripe.Read(), stop),
        "webhooks" => WebhookRun.RunAsync(arguments, stop),
        "drive" => ClosedLoop.RunAsync(arguments, stop),
        "seed" => SeedRun.RunAsync(arguments, stop),
        "help" => HelpAsync(),
        _ => throw new UsageException($"There is no {verb}."),
    };

    private static async Task<int> AllAsync(Arguments arguments, CancellationToken stop)
    {
        if (!arguments.IsEmpty)
        {
            throw new UsageException("all takes no options: run load or scale with theirs.");
        }

        var load = await LoadRun.RunAsync(arguments, stop);
        var scale = await ScaleRun.RunAsync(arguments, stop);
        return Math.Max(Math.Max(load, scale), await WebhookRun.RunAsync(arguments, stop));
    }

    private static async Task<int> HelpAsync()
    {
        await Console.Out.WriteLineAsync(Usage);
        return 0;
    }

    private static void End(PosixSignalContext signal, CancellationTokenSource ending)
    {
        signal.Cancel = true;
        ending.Cancel();
    }
}
