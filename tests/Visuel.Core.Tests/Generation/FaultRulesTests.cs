using Visuel.Core.Generation;

namespace Visuel.Core.Tests.Generation;

public sealed class FaultRulesTests
{
    [Fact]
    public void Of_several_failures_the_most_telling_is_reported()
    {
        FaultClass[] order =
        [
            FaultClass.ContentBlocked, FaultClass.CreditsExhausted, FaultClass.AuthInvalid, FaultClass.Warming,
            FaultClass.RateLimited, FaultClass.Timeout, FaultClass.Malformed, FaultClass.ModelGone,
        ];
        for (var index = 1; index < order.Length; index++)
        {
            EngineFault[] faults = [new(order[index], "second"), new(order[index - 1], "first")];
            Assert.Equal(order[index - 1], EngineFault.MostTelling(faults).Class);
        }
    }

    [Fact]
    public void What_the_next_provider_would_refuse_too_is_not_taken_to_it() => Assert.All(
        [FaultClass.ContentBlocked,
            FaultClass.CreditsExhausted, FaultClass.AuthInvalid, FaultClass.AuthForbidden, FaultClass.BadRequest],
        fault => Assert.False(fault.MayTryNextProvider()));
}
