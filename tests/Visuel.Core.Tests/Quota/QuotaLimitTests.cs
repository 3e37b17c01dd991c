using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Quota;

public sealed class QuotaLimitTests
{
    private static readonly Workspace Plain =
        new(new WorkspaceId(Guid.Empty), null, null, null, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Plans_hold_what_the_offer_says()
    {
        Assert.Equal(
            [("free", 0, 0), ("creator", 50, 2900)],
            Plans.All.Take(2).Select(plan => (plan.Name, plan.ImagesPerMonth!.Value, plan.EuroCentsPerMonth!.Value)));
        Assert.All(Plans.All.Skip(2), plan => Assert.True(plan is { IsUnlimited: true, EuroCentsPerMonth: null }));
    }

    [Fact]
    public void A_grant_wins_over_a_subscription_and_a_subscription_over_the_default()
    {
        Assert.Equal("free", QuotaLimit.For(Plain, Plans.Free).Plan.Name);
        Assert.Equal("creator", QuotaLimit.For(Plain with { SubscribedPlan = "creator" }, Plans.Free).Plan.Name);
        Assert.Equal("pro", QuotaLimit.For(
            Plain with { SubscribedPlan = "creator", GrantedPlan = "pro" }, Plans.Free).Plan.Name);
    }

    [Fact]
    public void An_override_replaces_the_limit_and_says_so()
    {
        var few = QuotaLimit.For(
            Plain with { GrantedPlan = "enterprise", Override = new LimitOverride(5, "trial") }, Plans.Free);
        Assert.Equal((5, LimitSource.Override, "enterprise"), (few.Images, few.From, few.Plan.Name));
        var many = QuotaLimit.For(Plain with { Override = new LimitOverride(null, null) }, Plans.Free);
        Assert.Equal((null, LimitSource.Override), (many.Images, many.From));
    }

    [Fact]
    public void A_plan_that_no_longer_exists_counts_as_absent() =>
        Assert.Equal("free", QuotaLimit.For(Plain with { GrantedPlan = "gold" }, Plans.Free).Plan.Name);
}
