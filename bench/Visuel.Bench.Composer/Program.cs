using System.Diagnostics;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Visuel.Bench.Composer;
using Visuel.Composer;

// What a process has only once is measured first, in this process, before anything is warm.
const int Pictures = 96;
var clock = Stopwatch.StartNew();
var illustrator = new Illustrator();
illustrator.Warm();
Console.WriteLine($"Warm-up at start (data and a first small picture): {clock.ElapsedMilliseconds} ms");
clock.Restart();
illustrator.Compose(ComposeBenchmarks.Briefs[0], 1024, 1024, 1);
Console.WriteLine($"First picture of 1024×1024 after it: {clock.ElapsedMilliseconds} ms");

var alone = Draw(1);
alone = Draw(1);
var pair = Draw(2);
Console.WriteLine(
    $"{Pictures} pictures: {alone.TotalSeconds:F2} s by one worker, {pair.TotalSeconds:F2} s by two: " +
    $"{alone / pair:F2} times as fast");
using (var process = Process.GetCurrentProcess())
{
    Console.WriteLine($"Resident memory at most: {process.PeakWorkingSet64 / 1048576} MB");
}

BenchmarkRunner.Run<ComposeBenchmarks>(DefaultConfig.Instance.AddJob(
    Job.Default.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: true))), args);

TimeSpan Draw(int workers)
{
    var started = Stopwatch.GetTimestamp();
    Parallel.For(0, Pictures, new ParallelOptions { MaxDegreeOfParallelism = workers }, number =>
        illustrator.Compose(ComposeBenchmarks.Briefs[number % ComposeBenchmarks.Briefs.Count], 1024, 1024, number));
    return Stopwatch.GetElapsedTime(started);
}
