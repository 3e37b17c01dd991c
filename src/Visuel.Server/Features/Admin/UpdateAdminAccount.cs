using System.Globalization;
using Visuel.Core.Accounts;
using Visuel.Core.Billing;
using Visuel.Core.Generation;
using Visuel.Core.Quota;
using Visuel.Core.Words;
using Visuel.Server.Answers;
using Visuel.Server.Callers;

namespace Visuel.Server.Features.Admin;

/// <summary>What an administrator wants changed.</summary>
/// <param name="SetsPlan">Whether <paramref name="Plan"/> counts.</param>
/// <param name="Plan">The plan to grant, or null to grant none.</param>
/// <param name="ImagesPerMonth">A limit, or null.</param>
/// <param name="Unlimited">No limit at all.</param>
/// <param name="ClearOverride">Back to the plan's limit.</param>
/// <param name="Role">Another role, or null.</param>
/// <param name="Reason">Why, or null.</param>
public sealed record AdminAccountChange(
    bool SetsPlan, string? Plan, int? ImagesPerMonth, bool Unlimited, bool ClearOverride, string? Role, string? Reason);

/// <summary>What became of it.</summary>
public abstract record UpdateAdminAccountOutcome
{
    private UpdateAdminAccountOutcome()
    {
    }

    /// <summary>The account as it is now.</summary>
    public sealed record Updated(AccountRow Row) : UpdateAdminAccountOutcome;

    /// <summary>Something cannot be taken.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : UpdateAdminAccountOutcome;

    /// <summary>Nobody would be left to administer.</summary>
    public sealed record LastAdministrator : UpdateAdminAccountOutcome;

    /// <summary>There is no such account.</summary>
    public sealed record Missing : UpdateAdminAccountOutcome;
}

/// <summary>Grants plans, overrides limits and changes roles.</summary>
public sealed class UpdateAdminAccount(
    IAccounts accounts, KnownCallers callers, SecurityLog log, TimeProvider clock)
{
    /// <summary>The longest reason, in characters as people count them.</summary>
    public const int LongestReason = 500;

    private const int MostImages = 1_000_000;

    /// <summary>Changes what the change names, and writes into the audit trail what that really changed.</summary>
    public async Task<UpdateAdminAccountOutcome> RunAsync(
        AccountId id, AdminAccountChange typed, AccountId by, CancellationToken stop)
    {
        var change = typed with { Reason = TypedText.Line(typed.Reason) };
        var fields = new QueryFields();
        var role = fields.Name<AccountRole>("role", change.Role);
        var problems = Check(change).Concat(fields.Problems).ToList();
        if (problems.Count > 0)
        {
            return new UpdateAdminAccountOutcome.Invalid(problems);
        }

        if (await accounts.FindAsync(id, stop) is not { } account
            || await accounts.FindWorkspaceAsync(account.Workspace, stop) is not { } workspace)
        {
            return new UpdateAdminAccountOutcome.Missing();
        }

        var after = new AccountRow(
            account with { Role = role ?? account.Role },
            workspace with
            {
                GrantedPlan = change.SetsPlan ? change.Plan : workspace.GrantedPlan,
                Override = OverrideAfter(change, workspace.Override),
            });
        var from = await log.OriginAsync(stop);
        var trail = Trail(new AccountRow(account, workspace), after, by, clock.GetUtcNow())
            .Select(entry => entry with { Network = from.Network, Reference = from.Reference }).ToList();
        switch (await accounts.SetRightsAsync(after, trail, stop))
        {
            case RightsOutcome.LastAdministrator:
                return new UpdateAdminAccountOutcome.LastAdministrator();
            case RightsOutcome.Missing:
                return new UpdateAdminAccountOutcome.Missing();
            default:
                trail.ForEach(log.Tell);
                if (after.Account.Role != account.Role)
                {
                    // The role is remembered with the session; plan and limit are read each time.
                    callers.Forget(id);
                }

                return new UpdateAdminAccountOutcome.Updated(after);
        }
    }

    private static IEnumerable<AuditEntry> Trail(AccountRow before, AccountRow after, AccountId by, DateTimeOffset now)
    {
        if (before.Workspace.GrantedPlan != after.Workspace.GrantedPlan)
        {
            yield return Entry(
                after.Workspace.GrantedPlan is null ? "plan_withdrawn" : "plan_granted",
                $"{before.Workspace.GrantedPlan ?? "–"} → {after.Workspace.GrantedPlan ?? "–"}");
        }

        if (before.Workspace.Override != after.Workspace.Override)
        {
            var reason = after.Workspace.Override?.Reason is { } why ? $": {why}" : "";
            yield return Entry(
                after.Workspace.Override is null ? "override_cleared" : "override_set",
                $"{NameOf(before.Workspace.Override)} → {NameOf(after.Workspace.Override)}{reason}");
        }

        if (before.Account.Role != after.Account.Role)
        {
            yield return Entry(
                "role_changed", $"{WireName.Of(before.Account.Role)} → {WireName.Of(after.Account.Role)}");
        }

        AuditEntry Entry(string action, string detail) =>
            new(new AuditId(Guid.CreateVersion7(now)), now, by, after.Account.Id, action, detail);
    }

    private static string NameOf(LimitOverride? limit) => limit switch
    {
        null => "–",
        { ImagesPerMonth: { } images } => images.ToString(CultureInfo.InvariantCulture),
        _ => "unlimited",
    };

    private static LimitOverride? OverrideAfter(AdminAccountChange change, LimitOverride? now) => change switch
    {
        { ClearOverride: true } => null,
        { Unlimited: true } => new LimitOverride(null, change.Reason),
        { ImagesPerMonth: { } images } => new LimitOverride(images, change.Reason),
        _ => now,
    };

    private static IEnumerable<FieldProblem> Check(AdminAccountChange change)
    {
        if (change.Plan is not null && Plans.Find(change.Plan) is null)
        {
            yield return new FieldProblem("plan", "unknown", string.Join(", ", Plans.All.Select(plan => plan.Name)));
        }

        if (change.ImagesPerMonth is < 0 or > MostImages)
        {
            yield return new FieldProblem("imagesPerMonth", "out_of_range", 0, MostImages);
        }

        if ((change.ImagesPerMonth is not null ? 1 : 0) + (change.Unlimited ? 1 : 0) + (change.ClearOverride ? 1 : 0)
            > 1)
        {
            yield return new FieldProblem("imagesPerMonth", "only_one_of", "imagesPerMonth, unlimited, clearOverride");
        }

        foreach (var problem in TextLimit.Check("reason", change.Reason, LongestReason))
        {
            yield return problem;
        }
    }
}
