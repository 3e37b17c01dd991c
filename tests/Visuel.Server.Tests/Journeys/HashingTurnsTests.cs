using Visuel.Server.Limits;

namespace Visuel.Server.Tests.Journeys;

/// <summary>Who hashes a password next.</summary>
public sealed class HashingTurnsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_sends_many_waits_behind_the_own_ones_and_the_others_do_not()
    {
        using var queue = new HashingTurns();
        using var first = await queue.WaitAsync("one", null, Stop);
        var second = queue.WaitAsync("one", null, Stop);
        Assert.NotNull(first);
        Assert.False(second.IsCompleted);
        if (Environment.ProcessorCount > 1)
        {
            using var elsewhere = await queue.WaitAsync("other", null, Stop);
            Assert.NotNull(elsewhere);
            Assert.False(second.IsCompleted);
        }

        first.Dispose();
        using var turn = await second;
        Assert.NotNull(turn);
    }

    [Fact]
    public async Task One_account_is_tried_one_at_a_time_from_whatever_addresses()
    {
        using var queue = new HashingTurns();
        using var first = await queue.WaitAsync("one", "ada", Stop);
        var second = queue.WaitAsync("other", "ada", Stop);
        Assert.False(second.IsCompleted);
        first!.Dispose();
        using var turn = await second;
        Assert.NotNull(turn);
    }

    [Fact]
    public async Task Past_a_bounded_number_that_waits_the_next_is_refused_at_once_and_room_comes_back()
    {
        using var queue = new HashingTurns();
        using var giveUp = new CancellationTokenSource();
        using var first = await queue.WaitAsync("one", null, Stop);
        var waiting = Enumerable.Range(0, 32).Select(_ => queue.WaitAsync("one", null, giveUp.Token)).ToList();
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        Assert.Null(await queue.WaitAsync("one", null, Stop));

        await giveUp.CancelAsync();
        foreach (var one in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        var next = queue.WaitAsync("one", null, Stop);
        first!.Dispose();
        using var turn = await next;
        Assert.NotNull(turn);
    }

    [Fact]
    public async Task As_many_hash_at_once_as_there_are_processors_and_sixteen_wait_for_each()
    {
        using var queue = new HashingTurns();
        var turns = new List<IDisposable?>();
        for (var number = 0; number < Environment.ProcessorCount; number++)
        {
            turns.Add(await queue.WaitAsync($"{number}", null, Stop));
        }

        var waiting = Enumerable.Range(0, 16 * Environment.ProcessorCount)
            .Select(number => queue.WaitAsync($"waits {number}", null, Stop)).ToList();
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        Assert.Null(await queue.WaitAsync("one too many", null, Stop));
        turns.ForEach(turn => turn!.Dispose());
        foreach (var one in waiting)
        {
            using var turn = await one;
            Assert.NotNull(turn);
        }
    }
}
