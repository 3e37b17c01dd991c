namespace Visuel.Core.Accounts;

/// <summary>Names an entry of the audit trail.</summary>
public readonly record struct AuditId(Guid Value)
{
    /// <summary>The canonical 36-character form, as on the wire.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>One thing that an administrator changed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When.</param>
/// <param name="By">Who; null for whoever sits at the command line.</param>
/// <param name="Subject">The account it was changed for.</param>
/// <param name="Action">What, as a stable code: <c>plan_granted</c>, <c>plan_withdrawn</c>, <c>override_set</c>,
/// <c>override_cleared</c>, <c>role_changed</c>, <c>reset_link_made</c>.</param>
/// <param name="Detail">From what to what, or null. No secret and no e-mail address.</param>
public sealed record AuditEntry(
    AuditId Id, DateTimeOffset At, AccountId? By, AccountId Subject, string Action, string? Detail);

/// <summary>Keeps what administrators changed. It is written together with each change,
/// by the port that changes.</summary>
public interface IAuditTrail
{
    /// <summary>Entries of one account, or of all, newest first.</summary>
    Task<Page<AuditEntry>> ListAsync(AccountId? subject, string? cursor, int limit, CancellationToken stop);

    /// <summary>Forgets entries from before an instant. How many.</summary>
    Task<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken stop);
}
