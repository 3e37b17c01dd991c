using Visuel.Core;
using Visuel.Core.Library;

namespace Visuel.Server.Rounds;

/// <summary>Work that the server does beside requests, again and again in its <see cref="Rhythm"/>. Whatever a round
/// throws, the server goes on and the round is tried again; a thing that fails is set aside, and the others are done.
/// How it stands is in <see cref="RoundsHealth"/>.</summary>
public abstract partial class Round : BackgroundService
{
    private readonly Rhythm rhythm;
    private readonly RoundState state;
    private readonly WakeSignal signal;
    private readonly WakeSignal? own;
    private readonly TimeProvider sleepsBy;
    private string? logged;
    private DateTimeOffset began;

    /// <summary>Is made once, and begins when the server starts.</summary>
    /// <param name="rhythm">How often it is made.</param>
    /// <param name="parts">What every round is made of.</param>
    /// <param name="signal">What wakes it, where that is somebody else's; its own otherwise.</param>
    /// <param name="isInRealTime">Whether it sleeps in real time, whatever its clock says.</param>
    protected Round(Rhythm rhythm, RoundParts parts, WakeSignal? signal = null, bool isInRealTime = false)
    {
        (this.rhythm, Clock) = (rhythm, parts.Clock);
        Logger = parts.Loggers.CreateLogger(GetType());
        state = parts.Health.Of(rhythm);
        sleepsBy = isInRealTime ? TimeProvider.System : parts.Clock;
        this.signal = signal ?? (own = new WakeSignal());
    }

    /// <summary>The clock it lives by.</summary>
    protected TimeProvider Clock { get; }

    /// <summary>Where it logs.</summary>
    protected ILogger Logger { get; }

    /// <summary>The pause until the next round, unless it is woken.</summary>
    protected virtual TimeSpan Pause => rhythm.Every ?? Timeout.InfiniteTimeSpan;

    /// <summary>Set when no further round is to begin, where that is before the server stops its parts.</summary>
    protected virtual CancellationToken Ends => CancellationToken.None;

    /// <summary>How many things are set aside: so many more are to be listed, so that they stand in nobody's
    /// way.</summary>
    protected int SetAside => state.Count;

    /// <summary>Says that there is something to do.</summary>
    public void Wake() => signal.Set();

    /// <summary>Makes the first round, where it is one that comes before requests.</summary>
    public sealed override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (rhythm.IsBeforeServing && await MakeAsync(cancellationToken) is { Error: { } error })
        {
            Tell(error, rhythm.Failing.After(1));
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Waits for the round that is under way, and for what is left to be done.</summary>
    public sealed override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await EndAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is, the other parts of the server are to be stopped too.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.NotEnded(Logger, rhythm.What, error);
        }
    }

    public override void Dispose()
    {
        own?.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One round.</summary>
    /// <returns>Whether there may be more, so that the next round begins at once.</returns>
    protected abstract Task<bool> RunAsync(CancellationToken stop);

    /// <summary>What is left to be done once the last round is over, when the server stops.</summary>
    protected virtual Task EndAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Told when it begins to sleep.</summary>
    protected virtual void Sleeps(DateTimeOffset until)
    {
    }

    /// <summary>Makes rounds until the server stops.</summary>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, Ends);
        var stop = either.Token;
        var sleepsFirst = rhythm.IsBeforeServing;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!sleepsFirst)
                {
                    await RepeatAsync(stop);
                    return;
                }

                sleepsFirst = false;
                await SleepAsync(null, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The server stops.
            }
#pragma warning disable CA1031 // Between two rounds something failed, as when a pause is worked out: no reason to end.
            catch (Exception error)
#pragma warning restore CA1031
            {
                var pause = rhythm.Failing.After(state.Failed(error).Failures);
                var sleeping = Task.Delay(pause, sleepsBy, stop);
                Tell(error, pause);
                await sleeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Ends with the only round of a rhythm that has one alone.
    private async Task RepeatAsync(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var (isMore, error) = await MakeAsync(stop);
            if (error is null && !isMore && rhythm.Every is null)
            {
                return;
            }

            if (!isMore)
            {
                await SleepAsync(error, stop);
            }
        }
    }

    /// <summary>Does something with each thing whose time has come. One that fails is set aside with its reason, and
    /// the others are done.</summary>
    /// <returns>How many were done.</returns>
    /// <exception cref="StoreUnavailableException">The store is away: none could be done.</exception>
    protected async Task<int> ForEachAsync<T>(
        IEnumerable<T> all, Func<T, Thing> thingOf, Func<T, Task> act, CancellationToken stop)
    {
        var done = 0;
        foreach (var one in all)
        {
            if (!state.IsWaiting(thingOf(one)) && await TryAsync(thingOf(one), () => act(one), stop))
            {
                done++;
            }
        }

        return done;
    }

    /// <summary>Does something with a thing. False where that failed: the thing is set aside with its reason.</summary>
    /// <param name="thing">Which.</param>
    /// <param name="act">Does it.</param>
    /// <param name="stop">Ends it; the thing is not set aside then.</param>
    /// <param name="evenAway">Whether it is also set aside when the store is away, rather than the whole round
    /// failing.</param>
    protected async Task<bool> TryAsync(Thing thing, Func<Task> act, CancellationToken stop, bool evenAway = false)
    {
        try
        {
            await act();
            state.Done(thing);
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, it is of this thing: the others must not wait for somebody to mend it.
        catch (Exception error) when (!stop.IsCancellationRequested && (evenAway || !IsAway(error)))
#pragma warning restore CA1031
        {
            var known = state.Put(thing, error);
            var level = known.Attempts == 1 ? LogLevel.Warning : LogLevel.Debug;
            var wait = rhythm.SetAside.After(known.Attempts);
            Log.SetAside(Logger, level, rhythm.What, thing, wait, error);
            return false;
        }
    }

    // A single file is no reason to leave the others alone.
    private static bool IsAway(Exception error) => error is StoreUnavailableException and not FileUnavailableException;

    private async Task<(bool IsMore, Exception? Error)> MakeAsync(CancellationToken stop)
    {
        began = Clock.GetUtcNow();
        try
        {
            var isMore = await RunAsync(stop);
            if (state.Ended() is var failures and > 0)
            {
                logged = null;
                Log.Recovered(Logger, rhythm.What, failures);
            }

            return (isMore, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever it is, the next round goes on: one that ends would end the server.
        catch (Exception error)
#pragma warning restore CA1031
        {
            state.Failed(error);
            return (false, error);
        }
    }

    private async Task SleepAsync(Exception? error, CancellationToken stop)
    {
        // The wait begins before it is told, so that whoever moves the clock because of what is told moves this wait
        // too.
        Task sleeping;
        TimeSpan pause;
        if (state.Failure is { } failure)
        {
            pause = rhythm.Failing.After(failure.Failures);
            sleeping = Task.Delay(pause, sleepsBy, stop);
        }
        else
        {
            pause = Pause;
            pause = state.NextIn(began) is { } next && (next < pause || pause == Timeout.InfiniteTimeSpan)
                ? next
                : pause;
            sleeping = signal.WaitAsync(pause, sleepsBy, stop);
        }

        if (error is not null)
        {
            Tell(error, pause);
        }

        Sleeps(Clock.GetUtcNow() + pause);
        await sleeping;
    }

    // The first failure of its kind is told; those that follow say nothing new.
    private void Tell(Exception error, TimeSpan pause)
    {
        var isNew = logged != error.GetType().Name;
        logged = error.GetType().Name;
        Log.Failed(Logger, isNew ? LogLevel.Warning : LogLevel.Debug, rhythm.What, pause, error);
    }

    private static partial class Log
    {
        [LoggerMessage("{Round} failed, and is tried again in {Wait}")]
        public static partial void Failed(ILogger logger, LogLevel level, string round, TimeSpan wait, Exception error);

        [LoggerMessage(LogLevel.Information, "{Round} works again, after {Failures} failures in a row")]
        public static partial void Recovered(ILogger logger, string round, int failures);

        [LoggerMessage("{Round}: {Thing} was set aside, and is tried again in {Wait}")]
        public static partial void SetAside(
            ILogger logger, LogLevel level, string round, Thing thing, TimeSpan wait, Exception error);

        [LoggerMessage(LogLevel.Warning, "{Round}: what was left when the server stopped could not be done")]
        public static partial void NotEnded(ILogger logger, string round, Exception error);
    }
}
