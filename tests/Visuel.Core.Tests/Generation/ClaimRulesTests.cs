using FsCheck.Xunit;
using Visuel.Core.Accounts;
using Visuel.Core.Generation;

namespace Visuel.Core.Tests.Generation;

public sealed class ClaimRulesTests
{
    [Fact]
    public void The_workspace_that_draws_least_is_next()
    {
        var next = ClaimRules.Next([Waiting(1, drawn: 2), Waiting(2, drawn: 1), Waiting(3, drawn: 3)], most: 9);
        Assert.Equal(Workspace(2), next?.Workspace);
    }

    [Fact]
    public void Among_equals_it_is_the_one_whose_last_turn_is_longest_ago_and_before_all_the_one_that_had_none()
    {
        Assert.Equal(Workspace(2), ClaimRules.Next([Waiting(1, 0, 20), Waiting(2, 0, 10)], most: 1)?.Workspace);
        Assert.Equal(
            Workspace(3), ClaimRules.Next([Waiting(1, 0, 20), Waiting(2, 0, 10), Waiting(3, 0)], most: 1)?.Workspace);
        Assert.Equal(Workspace(1), ClaimRules.Next([Waiting(2, 0), Waiting(1, 0)], most: 1)?.Workspace);
    }

    [Fact]
    public void Whoever_draws_all_they_may_waits()
    {
        Assert.Null(ClaimRules.Next([Waiting(1, drawn: 2), Waiting(2, drawn: 3)], most: 2));
        Assert.Null(ClaimRules.Next([], most: 2));
    }

    [Property]
    public void Only_those_that_draw_equally_little_are_compared_by_their_turns(byte[] drawn)
    {
        var waiting = drawn.Select((count, number) => Waiting(number + 1, count % 5)).ToList();
        var least = ClaimRules.DrawingLeast(waiting, most: 4);
        var allowed = waiting.Where(one => one.Drawn < 4).ToList();
        Assert.Equal(allowed.Where(one => one.Drawn == allowed.Min(other => other.Drawn)), least);
    }

    /// <summary>Whatever the queues and however many places: everybody who waits has a turn before anybody has two
    /// more than they, and nobody exceeds their most.</summary>
    [Property]
    public void Nobody_starves(byte[] queues, byte places, byte most)
    {
        var (atOnce, store, running) = (1 + (most % 3), new StoreModel(), new Queue<GenerationId>());
        foreach (var (number, queued) in queues.Take(6).Index())
        {
            foreach (var each in Enumerable.Range(0, queued % 5))
            {
                store.Start(Given.Start((1000 * (number + 1)) + each, Workspace(number + 1)), limit: null);
            }
        }

        var turns = new Dictionary<WorkspaceId, int>();
        for (var second = 0; store.Generations.Values.Any(one => one.State is GenerationState.Queued); second++)
        {
            var now = Given.Now.AddSeconds(second);
            while (running.Count < 1 + (places % 4)
                && store.Claim(Given.Claim("0", now = now.AddMilliseconds(1), atOnce)) is { } claimed)
            {
                running.Enqueue(claimed);
                var workspace = store.Generations[claimed].Workspace;
                turns[workspace] = turns.GetValueOrDefault(workspace) + 1;
                Assert.InRange(store.ClaimedOf(workspace), 1, atOnce);
                var waiting = store.Generations.Values.Where(one => one.State is GenerationState.Queued)
                    .Select(one => one.Workspace).Distinct();
                Assert.All(waiting, other => Assert.True(turns.GetValueOrDefault(other) + 2 > turns[workspace]));
            }

            Assert.NotEmpty(running);
            store.Fail(running.Dequeue(), "0", new GenerationFailure("timeout"), now);
        }
    }

    private static WorkspaceId Workspace(int number) => new(Given.Number(number));

    private static WaitingWorkspace Waiting(int number, int drawn, int? lastTurn = null) =>
        new(Workspace(number), Given.Id(number), drawn, lastTurn is { } second ? Given.Now.AddSeconds(second) : null);
}
