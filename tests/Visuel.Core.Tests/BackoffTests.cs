namespace Visuel.Core.Tests;

public sealed class BackoffTests
{
    private static readonly Backoff Table = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10));

    [Fact]
    public void Doubles_after_each_failure_up_to_the_longest_wait() => Assert.Equal(
        [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600],
        Enumerable.Range(1, 11).Select(failures => (int)Table.After(failures).TotalSeconds));

    [Fact]
    public void However_often_it_failed_the_wait_stays_finite() =>
        Assert.Equal(TimeSpan.FromMinutes(10), Table.After(int.MaxValue, 1));

    [Fact]
    public void The_spread_adds_at_most_a_quarter()
    {
        Assert.Equal(TimeSpan.FromSeconds(4), Table.After(2, 0));
        Assert.Equal(TimeSpan.FromSeconds(5), Table.After(2, 1));
    }
}
