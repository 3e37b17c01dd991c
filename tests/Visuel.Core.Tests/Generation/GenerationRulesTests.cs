using Visuel.Core.Generation;

namespace Visuel.Core.Tests.Generation;

public sealed class GenerationRulesTests
{
    [Theory]
    [InlineData(GenerationState.Queued, true, false)]
    [InlineData(GenerationState.Drawing, true, false)]
    [InlineData(GenerationState.WaitingForModel, true, false)]
    [InlineData(GenerationState.Saving, false, false)]
    [InlineData(GenerationState.Succeeded, false, true)]
    [InlineData(GenerationState.Failed, false, true)]
    [InlineData(GenerationState.Cancelled, false, true)]
    public void It_may_be_cancelled_until_it_is_saved_and_ends_in_three_ways(
        GenerationState state, bool mayBeCancelled, bool isFinal) =>
        Assert.Equal((mayBeCancelled, isFinal), (state.MayBeCancelled(), state.IsFinal()));

    [Fact]
    public void Every_fault_of_an_engine_keeps_its_name_as_a_reason()
    {
        foreach (var fault in Enum.GetValues<FaultClass>())
        {
            var failure = GenerationFailure.Of(new EngineFault(fault, "detail", TimeSpan.FromSeconds(3)));
            Assert.Equal(fault, failure.Fault);
            Assert.Equal(TimeSpan.FromSeconds(3), failure.RetryAfter);
            Assert.Matches("^[a-z_]+$", failure.Reason);
        }

        Assert.Equal(
            "pay_as_you_go_disabled", GenerationFailure.Of(new EngineFault(FaultClass.PayAsYouGoDisabled, "")).Reason);
        Assert.Null(new GenerationFailure(GenerationFailure.Interrupted).Fault);
    }
}
