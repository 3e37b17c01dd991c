using Visuel.Core.Generation;
using Visuel.Core.Library;

namespace Visuel.Core.Tests.Generation;

public sealed class StoredGenerationTests
{
    private static readonly StoredGeneration Leader =
        Given.Stored(10, GenerationState.WaitingForModel) with { Version = 5, QueuePosition = 2, WaitSeconds = 30 };

    [Fact]
    public void One_that_joined_another_looks_as_its_leader_does()
    {
        var seen = Given.Stored(11, leader: 10).Present(Leader);
        Assert.Equal(
            (GenerationState.WaitingForModel, Given.Id(10), 2, 30, 6),
            (seen.State, seen.Leader, seen.QueuePosition, seen.WaitSeconds, seen.Version));
    }

    [Fact]
    public void While_it_is_queued_its_place_is_the_one_in_the_queue()
    {
        Assert.Equal(7, Given.Stored(10).Present(leader: null, queuePlace: 7).QueuePosition);
        Assert.Equal(7, Given.Stored(11, leader: 10).Present(Given.Stored(10), queuePlace: 7).QueuePosition);
    }

    [Fact]
    public void Whoever_cancelled_sees_it_cancelled_whatever_becomes_of_the_drawing()
    {
        var cancelled = Leader with { WithdrawnAt = Given.Now };
        Assert.Equal((GenerationState.Cancelled, Given.Now, null, null), Seen(cancelled));
        var kept = cancelled with { State = GenerationState.Succeeded, Image = new ImageId(Given.Number(20)) };
        Assert.Equal((GenerationState.Cancelled, Given.Now, null, null), Seen(kept));
        var failed = cancelled with { State = GenerationState.Failed, Failure = new GenerationFailure("timeout") };
        Assert.Equal((GenerationState.Cancelled, Given.Now, null, null), Seen(failed));
        // For those who joined it, it goes on.
        Assert.Equal(GenerationState.WaitingForModel, Given.Stored(11, leader: 10).StateSeen(cancelled));
    }

    [Fact]
    public void Once_it_ended_it_looks_as_it_ended_also_when_its_leader_is_forgotten()
    {
        var follower = Given.Stored(11, GenerationState.Failed, leader: 10);
        var ended = follower with { Failure = new GenerationFailure("timeout"), FinishedAt = Given.Now };
        Assert.Equal((GenerationState.Failed, Given.Now, null, "timeout"), Seen(ended, Leader));
        Assert.Equal((GenerationState.Failed, Given.Now, null, "timeout"), Seen(ended));
    }

    [Fact]
    public void Only_what_succeeded_without_being_drawn_is_from_the_cache()
    {
        var succeeded = Given.Stored(10, GenerationState.Succeeded) with { FinishedAt = Given.Now };
        Assert.False(succeeded.Present(leader: null).FromCache);
        Assert.True((succeeded with { StartedAt = null }).Present(leader: null).FromCache);
        Assert.False((succeeded with { StartedAt = null, Leader = Given.Id(9) }).Present(leader: null).FromCache);
    }

    private static (GenerationState, DateTimeOffset?, ImageId?, string?) Seen(
        StoredGeneration stored, StoredGeneration? leader = null) =>
        stored.Present(leader) is var seen ? (seen.State, seen.FinishedAt, seen.Image, seen.Failure?.Reason) : default;
}
