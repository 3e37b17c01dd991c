using Visuel.Core.Accounts;

namespace Visuel.Core.Tests.Accounts;

public sealed class AttemptLimitTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
    private static readonly AttemptLimit Three = new(3, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5));

    [Fact]
    public void After_the_last_attempt_that_is_let_through_there_is_a_wait()
    {
        var count = Add(Add(null, 0), 1);
        Assert.Null(count.WaitAt(Now.AddMinutes(1)));
        count = Add(count, 2);
        Assert.Equal(TimeSpan.FromMinutes(5), count.WaitAt(Now.AddMinutes(2)));
        Assert.Null(count.WaitAt(Now.AddMinutes(7)));
    }

    [Fact]
    public void After_the_wait_it_counts_from_one_again() =>
        Assert.Equal(1, Add(Add(Add(Add(null, 0), 1), 2), 7).Number);

    [Fact]
    public void Attempts_of_another_quarter_of_an_hour_do_not_count()
    {
        var count = Add(Add(null, 0), 14);
        Assert.Equal(2, count.Number);
        Assert.Equal(1, Add(count, 15).Number);
    }

    [Fact]
    public void One_that_is_given_back_ends_the_wait_it_began()
    {
        var count = Add(Add(Add(null, 0), 1), 2).GiveBack();
        Assert.Equal((2, null), (count.Number, count.WaitAt(Now.AddMinutes(2))));
        Assert.Equal(0, new AttemptCount(0, Now, null).GiveBack().Number);
    }

    private static AttemptCount Add(AttemptCount? before, int minute) =>
        AttemptCount.Add(before, Three, Now.AddMinutes(minute));
}
