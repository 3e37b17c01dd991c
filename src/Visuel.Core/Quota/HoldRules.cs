using Visuel.Core.Billing;
using Visuel.Core.Generation;

namespace Visuel.Core.Quota;

/// <summary>Why no credit was held.</summary>
public enum NoCredit
{
    /// <summary>The plan holds no images at all.</summary>
    PlanWithoutImages,

    /// <summary>The period is used up.</summary>
    PeriodUsedUp,

    /// <summary>The period has some left, but what may be drawn before somebody pays is used up.</summary>
    GraceUsedUp,
}

/// <summary>Which credit an image needs.</summary>
public static class HoldRules
{
    /// <summary>The credit for one image. A visitor's counts for the day, also by address and for all visitors; an
    /// account's for the month, and while something is unpaid for the grace too.</summary>
    /// <param name="patron">Whom it is drawn for.</param>
    /// <param name="limit">The limit in force.</param>
    /// <param name="visitors">What visitors may draw, or null when they may not.</param>
    /// <param name="grace">How a plan goes on that is not paid.</param>
    /// <param name="id">The generation.</param>
    /// <param name="now">When.</param>
    /// <param name="leaseUntil">When others may settle it.</param>
    public static CreditHold For(
        Patron patron, QuotaLimit limit, VisitorAllowance? visitors, PaymentGrace grace, GenerationId id,
        DateTimeOffset now, DateTimeOffset leaseUntil)
    {
        var hold = new CreditHold(id, patron.Workspace, now, leaseUntil) { Plan = limit.Plan.Name };
        return (patron.IsVisitor ? visitors : null, limit.Trouble) switch
        {
            ({ } day, _) => hold with { Period = Period.OfDay(now), Within = [day.At(patron), day.Total] },
            (_, { UnpaidSince: { } since }) => hold with { Within = [grace.AllowanceOf(patron.Workspace, since)] },
            _ => hold,
        };
    }

    /// <summary>Why a hold had no room.</summary>
    /// <param name="patron">Whom it was for.</param>
    /// <param name="limit">The limit in force.</param>
    /// <param name="usage">What is used of the period.</param>
    public static NoCredit WhyNot(Patron patron, QuotaLimit limit, Usage usage) =>
        limit.Images == 0 ? NoCredit.PlanWithoutImages
        : !patron.IsVisitor && limit.Trouble is not null && usage.HasRoom(limit.Images) ? NoCredit.GraceUsedUp
        : NoCredit.PeriodUsedUp;
}
