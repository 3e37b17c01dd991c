using FsCheck.Xunit;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Generation;
using Visuel.Core.Quota;

namespace Visuel.Core.Tests.Quota;

public sealed class HoldRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
    private static readonly WorkspaceId Workspace = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly Patron Account = new(Workspace);
    private static readonly Patron Visitor = new(Workspace, new Guid(2, 0, 0, new byte[8]));
    private static readonly VisitorAllowance Visitors = new(3, 100);
    private static readonly PaymentGrace Grace = new(TimeSpan.FromDays(7), 10);
    private static readonly QuotaLimit Creator = new(Plans.Creator, 50, LimitSource.Plan);

    [Fact]
    public void An_account_holds_in_its_month_and_a_visitor_in_three_counts_of_the_day()
    {
        var month = Hold(Account, Creator);
        Assert.Equal(
            (new Period(2026, 11), "creator", Now.AddSeconds(60)), (month.Period, month.Plan, month.LeaseUntil));
        Assert.Empty(month.Within);
        var day = Hold(Visitor, QuotaLimit.ForVisitors(Visitors));
        Assert.Equal(new Period(2026, 11, 24), day.Period);
        Assert.Equal([Visitors.At(Visitor), Visitors.Total], day.Within);
    }

    [Fact]
    public void While_something_is_unpaid_it_counts_in_the_grace_too()
    {
        var since = Now.AddDays(-2);
        var unpaid = Hold(Account, Creator with { Trouble = new PaymentTrouble(since, IsDisputed: false) });
        Assert.Equal(Grace.AllowanceOf(Workspace, since), Assert.Single(unpaid.Within));
        Assert.Equal([new QuotaCount(unpaid.Within[0].Key, Period.OfDay(since))], unpaid.ToCredit().Within);
        Assert.Empty(Hold(Account, Creator with { Trouble = new PaymentTrouble(null, IsDisputed: true) }).Within);
    }

    [Fact]
    public void What_payments_leave_is_the_rest_of_the_grace_and_nothing_after_it_or_in_a_dispute()
    {
        var unpaid = new PaymentTrouble(Now.AddDays(-2), IsDisputed: false);
        Assert.Null(Grace.LimitOf(trouble: null, new Usage(10, 0), Now));
        Assert.Equal(new PaymentLimit(PaymentLimitReason.Grace, 6), Grace.LimitOf(unpaid, new Usage(3, 1), Now));
        Assert.Equal(new PaymentLimit(PaymentLimitReason.Unpaid, 0), Grace.LimitOf(unpaid, new Usage(9, 1), Now));
        Assert.Equal(
            new PaymentLimit(PaymentLimitReason.Unpaid, 0), Grace.LimitOf(unpaid, default, Now.AddDays(6)));
        Assert.Equal(
            new PaymentLimit(PaymentLimitReason.Disputed, 0),
            Grace.LimitOf(unpaid with { IsDisputed = true }, default, Now));
    }

    [Fact]
    public void Why_there_was_no_room_is_told_by_what_is_used_up()
    {
        var unpaid = Creator with { Trouble = new PaymentTrouble(Now, IsDisputed: false) };
        var none = Creator with { Images = 0 };
        Assert.Equal(NoCredit.PlanWithoutImages, HoldRules.WhyNot(Account, none, new Usage(0, 0)));
        Assert.Equal(NoCredit.PeriodUsedUp, HoldRules.WhyNot(Account, Creator, new Usage(49, 1)));
        Assert.Equal(NoCredit.GraceUsedUp, HoldRules.WhyNot(Account, unpaid, new Usage(3, 0)));
        Assert.Equal(NoCredit.PeriodUsedUp, HoldRules.WhyNot(Account, unpaid, new Usage(50, 0)));
        var day = QuotaLimit.ForVisitors(Visitors);
        Assert.Equal(NoCredit.PeriodUsedUp, HoldRules.WhyNot(Visitor, day, new Usage(1, 0)));
    }

    [Fact]
    public void A_workspace_that_is_gone_may_draw_nothing_and_a_visitor_s_what_visitors_may()
    {
        var visitor = new Workspace(Workspace, Plans.Visitor.Name, null, null, Now);
        Assert.Equal(0, QuotaLimit.InForce(workspace: null, Plans.Enterprise, Visitors).Images);
        var limit = QuotaLimit.InForce(visitor, Plans.Free, Visitors);
        Assert.Equal((Plans.Visitor, 3), (limit.Plan, limit.Images));
        Assert.Equal(0, QuotaLimit.InForce(visitor, Plans.Free, visitors: null).Images);
        Assert.Equal(Plans.Free, QuotaLimit.InForce(visitor with { GrantedPlan = null }, Plans.Free, Visitors).Plan);
    }

    [Property]
    public void A_visitor_is_told_the_tightest_of_the_three_counts(byte own, byte address, byte all)
    {
        var usage = Visitors.Tightest(new Usage(own, 0), new Usage(address, 0), new Usage(all, 0));
        var left = Math.Min(Math.Max(0, 3 - own), Math.Max(0, 3 - address));
        Assert.Equal(all >= 100 ? 0 : left, usage.Remaining(3));
    }

    [Fact]
    public void A_count_is_found_again_by_its_name_and_by_the_older_name_of_its_key_alone()
    {
        var count = new QuotaCount(Workspace.Value, new Period(2026, 11, 24));
        Assert.Equal(count, QuotaCount.Parse(count.ToString(), new Period(2026, 12)));
        Assert.Equal(count, QuotaCount.Parse(Workspace.ToString(), count.Period));
    }

    private static CreditHold Hold(Patron patron, QuotaLimit limit) =>
        HoldRules.For(patron, limit, Visitors, Grace, new GenerationId(Guid.Empty), Now, Now.AddSeconds(60));
}
